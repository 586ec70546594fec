"""Staff who can sign in."""

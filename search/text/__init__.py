"""From what somebody wrote or typed to the words that are compared."""

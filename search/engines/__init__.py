"""Where words are looked up: one module for each kind of server."""

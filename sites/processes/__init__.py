"""Starts the processes that a role consists of and keeps them running."""

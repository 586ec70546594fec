"""Serves what is published: copies, languages, modes, headers, old addresses, static mirrors, a watch."""

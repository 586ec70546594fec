"""Runs work in the background, on time, and again when it fails."""

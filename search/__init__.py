"""Finds anything that is published."""

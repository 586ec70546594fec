"""Brings in documents that others wrote, as drafts that await review."""

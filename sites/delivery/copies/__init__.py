"""Copies of published pages: made once, served without the database, gone when what they show changes."""

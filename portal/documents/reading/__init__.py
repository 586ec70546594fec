"""Turns a file that somebody else wrote into a `ReadDocument`: title, head data, headings, text, tables.

Nothing here knows the database or a page. `reading.read.read_bytes` is the way in.
"""

"""Keeps the append-only, hash-chained record of acts."""

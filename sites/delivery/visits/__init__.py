"""Counts what is read, searched for and found of no use, and keeps nothing about readers."""

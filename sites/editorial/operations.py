"""The verbs of editorial work."""

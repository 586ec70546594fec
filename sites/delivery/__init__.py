"""Serves what is published: addresses, headers, sitemaps, error pages."""

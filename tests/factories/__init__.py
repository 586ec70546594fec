"""Makers of test data: sites through the operation the office uses, pages through factories."""

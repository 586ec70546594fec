"""Checks what a page says: on every save, before it is submitted, and every night while it is live."""

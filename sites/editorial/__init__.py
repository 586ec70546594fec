"""Takes a page from draft to published and back."""

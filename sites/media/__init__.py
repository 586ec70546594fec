"""Images and documents, private until published."""

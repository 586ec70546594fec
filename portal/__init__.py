"""What a municipality publishes and what its citizens do."""

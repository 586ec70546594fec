"""What every page of every site carries."""

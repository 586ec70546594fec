"""What running any group of reviewed websites needs."""

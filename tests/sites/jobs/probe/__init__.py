"""Tasks that leave traces, for tests that start real processes."""

"""Compares what citizens get with what was signed, again and again, and keeps what differs."""

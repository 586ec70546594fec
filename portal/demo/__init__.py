"""Builds the sample municipality, 安澜市."""

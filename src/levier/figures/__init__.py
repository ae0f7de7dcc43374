"""Measures become figures: formula, status, coverage, interval, bounds, lineage."""

"""Pages of Monday."""

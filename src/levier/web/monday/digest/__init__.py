"""The e-mail of Monday."""

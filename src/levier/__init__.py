"""Levier: from a health centre's files to figures, and from figures to decisions."""

__version__ = "0.1.0"

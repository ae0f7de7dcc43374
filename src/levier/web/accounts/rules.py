"""Loads the rights when the site starts (the name is the one that ``rules`` looks for)."""

from levier.web.accounts import rights

__all__ = ["rights"]

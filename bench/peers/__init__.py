"""The programs that are compared: each prints its totals by centre and month, so that they can be held equal."""

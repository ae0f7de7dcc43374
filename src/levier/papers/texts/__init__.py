"""The papers: one module each, with its ``PAPER``; a new file adds one."""

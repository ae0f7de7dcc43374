"""Papers, the note of one page, what can be downloaded."""

"""What the pages of Monday say, from what was computed."""

"""Tags of the first page and of what every page shares."""

"""The settings of a centre, the region, the first steps."""

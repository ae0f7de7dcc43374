"""The first steps of an installation, one page each: nothing typed is lost, and one may come back."""

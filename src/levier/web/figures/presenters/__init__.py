"""From what was computed to what a page says: no figure is made here."""

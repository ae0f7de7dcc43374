"""The look of every page: base template, components, style sheet, small scripts. It knows no model."""

"""The pages of the grid."""

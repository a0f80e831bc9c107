"""A sheet of somebody's own, read as a board."""

"""Choosing, changing and importing a standard."""

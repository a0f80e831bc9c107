"""A day as text."""

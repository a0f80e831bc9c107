"""The figures of a period as text."""

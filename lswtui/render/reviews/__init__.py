"""The facts of a review as text."""

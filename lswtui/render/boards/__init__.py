"""Boards as text, CSV, calendar and job description."""

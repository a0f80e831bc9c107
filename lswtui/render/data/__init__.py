"""Backups and the doctor's findings as text."""

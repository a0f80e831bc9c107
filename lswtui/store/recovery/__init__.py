"""Damage found and repaired; backups made, kept and restored."""

"""Backups, restores, exports and imports, undo, the doctor."""

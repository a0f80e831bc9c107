"""Questions asked on a rhythm, and their answers."""

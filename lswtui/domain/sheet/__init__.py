"""Sheets of standard work as leaders have them: what their rows say, as tasks of a board."""

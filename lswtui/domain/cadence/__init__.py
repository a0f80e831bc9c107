"""How often a task falls due, and on which dates."""

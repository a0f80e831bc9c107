"""What breaks in, and the line it is written down with."""

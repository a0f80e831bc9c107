"""Journal, databases, lock and files: how a change is made durable."""

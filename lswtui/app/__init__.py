"""What a leader can do, one function per intent, over the rules and the store."""

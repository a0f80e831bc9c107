"""What can be worked out again, kept because it takes long."""

"""What is stored, as the values of the domain."""

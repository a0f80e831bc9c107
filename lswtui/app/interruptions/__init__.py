"""What a leader does about what breaks in."""

"""What a leader does with a day and its cards."""

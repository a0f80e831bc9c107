"""Values and rules of a leader's day: no files, no clock, no screen."""

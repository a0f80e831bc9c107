"""The widgets of the terminal program."""

"""The dialogs of the terminal program."""

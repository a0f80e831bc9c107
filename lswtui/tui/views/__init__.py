"""What the screens show, worked out from values: words, signs, roles and lines; nothing is drawn here."""

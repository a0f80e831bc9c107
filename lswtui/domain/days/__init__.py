"""One day: its cards, spans, questions, and how it opens and ends."""

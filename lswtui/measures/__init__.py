"""Numbers from values, each with its definition; no words, no colours."""

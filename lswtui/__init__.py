"""Leader standard work in the terminal: a day board, an interruption log, a reflection."""

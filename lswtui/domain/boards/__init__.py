"""A leader's standard: boards, their tasks, shifts, rota and rounds."""

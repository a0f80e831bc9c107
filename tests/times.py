"""How much longer than every day what tests at random, or over and over, shall go on: for a night, or on a doubt."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("LSW_TEST_TIMES", "1"))
"""One finds what is always so, twenty what is seldom so."""

"""Shares as they are printed: whole per cent; whatever is compared with a target is compared as it is printed."""

from __future__ import annotations


def whole_percent(share: float) -> int:
    """A share, 0 to 1, as whole per cent, halves rounded up."""
    return int(share * 100 + 0.5)

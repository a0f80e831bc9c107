"""Short titles and ids made from whole sentences."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lswtui.domain.boards.task_fields import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_ID = 40
_SHORTEST_PART = 8
"""Characters that what stands before a colon needs to be a title."""
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LOOSE_ENDS = frozenset(
    (
        *("a", "an", "the", "of", "and", "or", "with", "for", "to", "in", "on", "at", "by", "from", "per", "&", "+"),
        *("der", "die", "das", "den", "dem", "des", "und", "oder", "mit", "für", "zu", "zum", "zur", "im", "am", "in"),
        *(
            "von",
            "vom",
            "bei",
            "auf",
            "an",
            "-",
            "–",
            "—",
            "/",
            "ein",
            "eine",
            "einen",
            "is",
            "are",
            "that",
            "if",
            "every",
            "each",
            "all",
        ),
    )
)


def short_title(sentence: str) -> str:
    """The sentence, or its beginning, in at most 28 characters, ended at a word."""
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    part = re.split(r"\s*[:;(]\s*|\s[-–—]\s|[.!?]\s", sentence, maxsplit=1)[0].strip()
    if _SHORTEST_PART <= len(part) <= LONGEST_TITLE:
        return part
    words: list[str] = []
    for word in sentence.split():
        if len(" ".join((*words, word))) > LONGEST_TITLE:
            break
        words.append(word)
    while words and words[-1].casefold() in _LOOSE_ENDS:
        words.pop()
    return " ".join(words).rstrip(" ,;:-–—(/&") or f"{sentence[: LONGEST_TITLE - 1]}…"


def id_of(text: str) -> str:
    """Small letters, digits and dashes for a text, 40 of them at most; empty where it has no letter of ours."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_GERMAN)).encode("ascii", "ignore").decode()
    dashed = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(dashed) <= LONGEST_ID:
        return dashed
    return dashed[: LONGEST_ID + 1].rpartition("-")[0] or dashed[:LONGEST_ID]


def free_id(text: str, taken: Container[str], fallback: str) -> str:
    """An id for a text that is not TAKEN, made from FALLBACK where the text gives none."""
    first = id_of(text) or fallback
    if first not in taken:
        return first
    number = 2
    while f"{first}-{number}" in taken:
        number += 1
    return f"{first}-{number}"

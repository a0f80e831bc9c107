"""The draft of a review as it is kept: the new answers, each with the stored one that it was written over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lswtui.app.reviews import review
from lswtui.domain.errors import LswError
from lswtui.domain.strict_json import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


DRAFTS = {review.EVENING: "reflect"}
"""The reviews whose drafts are not called as they are."""


def draft_name(review_id: str, on: date) -> str:
    """The name under which the draft of a review of a date is kept."""
    return f"{DRAFTS.get(review_id, review_id)}-{on.isoformat()}"


def write_draft(given: Mapping[str, str], stored: Mapping[str, str], unasked: Mapping[str, tuple[str, str]]) -> str:
    """A draft: the new answers, each with the stored one that it was written over, if there was one."""
    written = {key: (said, stored.get(key, "")) for key, said in given.items()}
    pairs = {key: [said, over] if over else said for key, (said, over) in {**unasked, **written}.items()}
    return json.dumps(pairs, ensure_ascii=False) if pairs else ""


def read_draft(draft: str) -> Mapping[str, tuple[str, str]]:
    """The answers of a draft and what they were written over; one that is no draft of ours is left alone."""
    try:
        kept = read_json(draft or "{}")
    except LswError:
        return {}
    if not isinstance(kept, dict):
        return {}
    pairs = {key: [said, ""] if isinstance(said, str) else said for key, said in kept.items()}
    return {key: (said[0], said[1]) for key, said in pairs.items() if _is_pair(said)}


def _is_pair(said: object) -> bool:
    return isinstance(said, list) and len(said) == 2 and all(isinstance(part, str) for part in said)

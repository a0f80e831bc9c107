"""Shares, levels and dates as they are printed, the same wherever they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.measures.adherence import TargetLevel
from lswtui.measures.percent import whole_percent
from lswtui.render.page import Role

if TYPE_CHECKING:
    from datetime import date


LEVEL_ROLES = {
    TargetLevel.GOOD: Role.GOOD,
    TargetLevel.NEAR: Role.NEAR,
    TargetLevel.SO_FAR: Role.NEAR,
    TargetLevel.LOW: Role.LOW,
    TargetLevel.NONE: Role.MUTED,
}


NOTHING = "–"


def date_text(on: date) -> str:
    """A date as people say it: ``"Thu 19 Nov 2026"``."""
    return f"{on:%a} {on.day} {on:%b} {on.year}"


def percent(share: float | None) -> str:
    """A share as whole per cent, or a dash where there is none."""
    return NOTHING if share is None else f"{whole_percent(share)} %"


def level_role(level: TargetLevel) -> Role:
    """How a level looks."""
    return LEVEL_ROLES[level]

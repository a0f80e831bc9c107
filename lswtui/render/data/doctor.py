"""What the doctor found, as a page: one line a check, what belongs to it below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.app.data.doctor import Severity, is_sound
from lswtui.domain.text import one_line
from lswtui.render.page import Cell, Column, Group, Page, Role, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lswtui.app.data.doctor import Check

SIGNS = {Severity.OK: "✓", Severity.NOTE: "·", Severity.WARNING: "▲", Severity.DAMAGE: "✗"}
ROLES = {Severity.OK: Role.GOOD, Severity.NOTE: Role.MUTED, Severity.WARNING: Role.NEAR, Severity.DAMAGE: Role.LOW}
MOST_DETAILS = 30
"""Lines below one check; the JSON has all of them."""


def doctor_page(checks: Sequence[Check]) -> Page:
    """All checks and, where there is something to do, one line saying what."""
    rows = tuple(row for check in checks for row in _rows(check))
    columns = (Column(), Column(), Column(), Column(gives=True))
    return Page(verdict(checks), (Table("", columns, (Group("", rows),)),))


def verdict(checks: Sequence[Check]) -> str:
    """The whole in one sentence."""
    fixable = any(check.fixable for check in checks)
    mending = "; `lsw doctor --fix` mends what needs no decision of yours, after a backup" if fixable else ""
    if not is_sound(checks):
        return f"Something is damaged{mending}."
    if any(check.state is Severity.WARNING for check in checks):
        return f"No damage was found; some things need a look{mending}."
    return f"Everything is as it should be{mending}."


def doctor_json(checks: Sequence[Check]) -> dict[str, Any]:
    """All checks as `lsw doctor --json` gives them."""
    return {
        "ok": is_sound(checks),
        "checks": [{**check._asdict(), "state": str(check.state), "details": list(check.details)} for check in checks],
    }


def _rows(check: Check) -> Iterator[tuple[Cell, ...]]:
    text = one_line(f"{check.text} (mended)" if check.fixed else check.text)
    role = ROLES[check.state]
    yield Cell(SIGNS[check.state], role), Cell(str(check.state), role), Cell(check.id, Role.STRONG), Cell(text)
    more = len(check.details) - MOST_DETAILS
    for detail in check.details[:MOST_DETAILS]:
        yield Cell(), Cell(), Cell(), Cell(f"  {one_line(detail)}", Role.MUTED)
    if more > 0:
        yield Cell(), Cell(), Cell(), Cell(f"  and {more} more (`lsw doctor --json` has them all)", Role.MUTED)

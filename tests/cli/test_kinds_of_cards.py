"""What is done as needed, and time held open, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk import KINDS

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw


@pytest.fixture(autouse=True)
def kinds(lsw: Lsw, clock: time_machine.Traveller, home: Path) -> time_machine.Traveller:
    """A Thursday at half past eight, the board with all kinds of cards chosen before it began."""
    clock.move_to("2026-11-19T05:00:00+01:00")
    own = home / "data" / "boards" / "days"
    own.mkdir(parents=True, exist_ok=True)
    (own / "kinds.toml").write_text(KINDS, encoding="utf-8")
    lsw.done("board", "use", "kinds")
    clock.move_to("2026-11-19T08:30:00+01:00")
    return clock


def line_of(out: str, title: str) -> list[str]:
    """The words of the last line that has a title."""
    return [line for line in out.splitlines() if title in line][-1].split()


def test_what_is_done_as_needed_stands_last_and_says_so_instead_of_a_time(lsw: Lsw) -> None:
    out = lsw.done("today").out
    assert line_of(out, "Debrief a fire") == ["8", "·", "as", "needed", "Debrief", "a", "fire", "20m"]
    card = lsw.card("fire")
    assert (card["as_needed"], card["at"], card["late"], card["held_open"]) == (True, None, False, False)
    assert lsw.card("walk")["as_needed"] is False


def test_it_is_done_by_name_and_counts_only_then(lsw: Lsw) -> None:
    before = lsw.today()["totals"]["due"]
    lsw.done("done", "fire", "--minutes", "10")
    assert lsw.today()["totals"]["due"] == before + 1
    lsw.done("done", "fire", "--minutes", "10")
    assert [card["id"] for card in lsw.today()["cards"] if card["task"] == "fire"] == [
        f"kinds.fire@2026-11-19{round_}" for round_ in ("", "#2", "#3")
    ]
    assert lsw.done("todo", "fire").out == "back to To do: Debrief a fire\n"
    assert lsw.today()["totals"]["due"] == before + 1


def test_what_breaks_into_time_held_open_is_on_plan(lsw: Lsw) -> None:
    lsw.done("log", "press 4 jammed 20m")
    out = lsw.done("today").out
    assert " ".join(line_of(out, "Hold time")).endswith("60m 20 of 60m used")
    assert "on plan 20m · broke in 0m" in out
    slot = lsw.card("andon")
    assert (slot["held_open"], slot["used_minutes"], slot["actual_minutes"], slot["late"]) == (True, 20, 0, False)
    assert lsw.card("walk")["used_minutes"] is None
    assert [broke_in["minutes"] for broke_in in lsw.today()["interruptions"]] == [20]


def test_a_board_is_shown_with_what_is_held_open_and_done_as_needed(lsw: Lsw) -> None:
    lsw.done("board", "check", "kinds")
    shown = lsw.done("board", "show", "kinds").out
    assert "  workday · 08:00 · 1h00 · held open · daily management\n" in shown
    assert "  as needed · any time · 20m · coaching problem solving\n" in shown

"""The command line over the turn of months, years and clock changes, under a clock of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw

MONTHLY = """
title = "Monthly"
about = "What falls on a weekend."
level = "front line"

[hours]
mon-fri = "06:00-14:00"

[[category]]
id = "equipment"
letter = "e"
name = "Equipment"
""" + "".join(
    f"""
[[task]]
id = "{name}"
title = "{name.title()}"
every = "{every}"
minutes = 20
{more}
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"
"""
    for name, every, more in (
        ("figures", "day 31", ""),
        ("books", "day 1", ""),
        ("rent", "day 1", 'moves = "next"'),
        ("walk", "workday", ""),
    )
)


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        ("2026-11-30T15:00+01:00", "2026-12-01T06:00+01:00"),
        ("2026-12-31T15:00+01:00", "2027-01-01T06:00+01:00"),
        ("2027-02-26T15:00+01:00", "2027-03-01T06:00+01:00"),
        ("2027-03-26T15:00+01:00", "2027-03-29T06:00+02:00"),
        ("2027-04-30T15:00+02:00", "2027-05-03T06:00+02:00"),
        ("2028-02-29T15:00+01:00", "2028-03-01T06:00+01:00"),
    ],
)
def test_what_an_evening_pledged_is_there_in_the_morning(
    lsw: Lsw, clock: time_machine.Traveller, evening: str, morning: str
) -> None:
    clock.move_to(evening)
    lsw.done("board", "use", "lean-team-leader")
    lsw.done("reflect", "--answers", "-", stdin='{"pledge": "ask before I answer"}')
    clock.move_to(morning)
    assert "pledge: ask before I answer" in lsw.done("today").out
    lsw.done("pledge", "--kept", "yes")
    assert lsw.done("reflect", "--json").json["pledge_kept"] == "yes"


def test_what_fell_on_a_weekend_waits_on_monday_and_counts_once_on_its_date(
    lsw: Lsw, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    board = tmp_path / "monthly.toml"
    board.write_text(MONTHLY, encoding="utf-8")
    clock.move_to("2026-01-30T05:30+01:00")
    lsw.done("board", "use", str(board))
    lsw.done("done", "walk")
    clock.move_to("2026-02-02T06:00+01:00")
    waiting = [(card["task"], card["lane"], card["first_due"]) for card in lsw.today()["cards"]]
    assert waiting == [
        ("figures", "todo", "2026-01-31"),
        ("books", "todo", "2026-02-01"),
        ("rent", "todo", "2026-02-02"),
        ("walk", "todo", "2026-02-02"),
    ]
    for task in ("figures", "books", "rent", "walk"):
        lsw.done("done", task)
    january, february = (
        lsw.done("report", period, "--json").json["adherence"]
        for period in ("2026-01-01..2026-01-31", "2026-02-01..2026-02-28")
    )
    assert (january["due"], january["done"], january["late"]) == (2, 1, 1)
    assert (february["due"], february["done"], february["late"]) == (3, 2, 1)
    assert lsw.done("doctor", "--json").json


def test_an_answer_for_unopened_days_says_what_waits_no_longer(
    lsw: Lsw, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    board = tmp_path / "monthly.toml"
    board.write_text(MONTHLY.replace("day 31", "day 29"), encoding="utf-8")
    clock.move_to("2026-01-28T05:30+01:00")
    lsw.done("board", "use", str(board))
    clock.move_to("2026-01-30T06:00+01:00")
    assert [card["task"] for card in lsw.today()["cards"]] == ["figures", "walk"]
    (question,) = lsw.today()["questions"]
    assert "no longer waiting: Figures" in lsw.done("answer", question["id"], "off").out
    assert [card["task"] for card in lsw.today()["cards"]] == ["walk"]
    assert lsw.card("figures", "--on", "2026-01-29")["outcome"] == "excused"

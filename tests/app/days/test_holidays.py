from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.boards.choose import choose
from lswtui.app.config import Config, HolidaySettings, read_config
from lswtui.app.data.undo import undo
from lswtui.app.days import calendar, cards, change, leave
from lswtui.app.days.calendar import Calendar
from lswtui.app.days.holidays import holidays_of, setting_problems, with_holidays
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import RuleBroken
from lswtui.domain.vocabulary import Lane, Outcome
from lswtui.store.files.board_files import load_board
from tests.desk import PLAIN, Desk

if TYPE_CHECKING:
    from pathlib import Path

BAVARIA = '[holidays]\ncountry = "DE"\nregion = "BY"\n'
MORE = PLAIN + "".join(
    f"""
[[task]]
id = "{name}"
title = "{name}"
every = "{every}"
minutes = 5
activity = "planning"
domain = "operate"
element = "planning"
area = "alignment"
"""
    for name, every in (("plants", "daily"), ("figures", "workday 3"), ("books", "workday -5"))
)
CHRISTMAS, EPIPHANY = "2026-12-25", "2027-01-06"
"""Both are working days by their weekday; Epiphany is a holiday in Bavaria and not in Berlin."""


@pytest.fixture
def bavarian(empty: Desk) -> Desk:
    """A desk in Bavaria, its board chosen on the day before Christmas Eve."""
    settings(empty, BAVARIA)
    empty.clock.set("2026-12-23 05:30")
    choose(empty.workspace, empty.board(MORE))
    return empty


def settings(desk: Desk, text: str) -> None:
    desk.workspace.places.config.parent.mkdir(parents=True, exist_ok=True)
    desk.workspace.places.config.write_text(text, encoding="utf-8")


def kept(desk: Desk) -> list[Path]:
    return sorted((desk.workspace.places.state / "holidays").glob("*"))


def test_without_a_country_nothing_is_known_and_nothing_kept(desk: Desk) -> None:
    assert holidays_of(desk.workspace) is None
    settings(desk, '# [holidays]\n# country = "DE"\nname = "Maria on holidays"\n')
    assert holidays_of(desk.another_window()) is None
    assert kept(desk) == []


def test_on_a_holiday_no_work_falls_due_and_what_does_all_the_same_is_excused(bavarian: Desk) -> None:
    day = bavarian.day(CHRISTMAS)
    assert (day.holiday, day.windows) == ("Christmas Day", ())
    assert [(card.task, card.lane, card.outcome, card.reason) for card in day.cards] == [
        ("plants", Lane.ASIDE, Outcome.EXCUSED, "Christmas Day")
    ]


def test_workdays_of_a_month_are_counted_without_its_holidays(bavarian: Desk) -> None:
    def falls(task: str, month: int) -> list[int]:
        every = (date(2026 + (month < 12), month, number) for number in range(1, 32))
        return [on.day for on in every if any(card.task == task for card in bavarian.day(on.isoformat()).cards)]

    assert falls("figures", 1) == [7]  # 1 and 6 January are holidays, 2 and 3 a weekend
    assert falls("books", 12) == [24]


def test_the_next_working_day_skips_a_holiday(bavarian: Desk) -> None:
    calendar = Calendar(bavarian.workspace)
    assert calendar.working_day_after(date(2026, 12, 24)) == date(2026, 12, 28)
    assert calendar.working_day_after(date(2027, 1, 5)) == date(2027, 1, 7)


def test_a_holiday_is_no_unseen_day(bavarian: Desk) -> None:
    change.mark_seen(bavarian.workspace)
    bavarian.clock.set("2026-12-24 06:00")
    change.mark_seen(bavarian.workspace)
    bavarian.clock.set("2026-12-28 06:00")
    change.mark_seen(bavarian.workspace)
    assert Calendar(bavarian.workspace).unseen() == ()
    assert not [question for question in questions.waiting(bavarian.workspace) if question.kind == "unseen"]


def test_what_was_begun_before_the_country_was_named_goes_on(empty: Desk) -> None:
    empty.clock.set("2026-12-25 05:30")
    choose(empty.workspace, empty.board(MORE))
    cards.start(empty.workspace, "plants")
    settings(empty, BAVARIA)
    day = calendar.day(empty.another_window())
    assert [(card.task, card.lane) for card in day.cards if card.task == "plants"] == [("plants", Lane.DOING)]


def test_what_is_added_on_a_holiday_by_hand_is_open(bavarian: Desk) -> None:
    bavarian.clock.set("2026-12-25 09:00")
    cards.add(bavarian.workspace, "Call the night watch")
    assert bavarian.card("Call the night watch").lane is Lane.TODO


def test_a_day_that_has_turned_stays_what_it_was_whatever_the_settings_say(bavarian: Desk) -> None:
    bavarian.clock.set("2026-12-25 09:00")
    change.mark_seen(bavarian.workspace)
    bavarian.clock.set("2026-12-28 09:00")
    change.mark_seen(bavarian.workspace)
    before = bavarian.day(CHRISTMAS), bavarian.day("2026-12-23")
    settings(bavarian, "")
    elsewhere = bavarian.another_window()
    assert tuple(calendar.day(elsewhere, day.on) for day in before) == before
    assert before[0].holiday == "Christmas Day"


def test_a_day_that_turned_before_the_country_was_named_is_no_holiday_afterwards(empty: Desk) -> None:
    empty.clock.set("2026-12-23 05:30")
    choose(empty.workspace, empty.board(MORE))
    empty.clock.set("2026-12-25 09:00")
    change.mark_seen(empty.workspace)
    empty.clock.set("2026-12-28 09:00")
    change.mark_seen(empty.workspace)
    before = empty.day(CHRISTMAS)
    settings(empty, BAVARIA)
    after = calendar.day(empty.another_window(), date(2026, 12, 25))
    assert after == before
    assert (after.holiday, bool(after.windows)) == ("", True)


def test_a_holiday_on_which_a_leader_works_is_taken_back_and_given_back_by_undo(bavarian: Desk) -> None:
    with pytest.raises(RuleBroken, match="lsw off --remove"):
        cards.put_back(bavarian.workspace, "plants", on=date(2026, 12, 25))
    leave.back_on(bavarian.workspace, (date(2026, 12, 25),))
    day = bavarian.day(CHRISTMAS)
    assert (day.holiday, bool(day.windows), {card.lane for card in day.cards}) == ("", True, {Lane.TODO})
    assert Calendar(bavarian.workspace).working_day_after(date(2026, 12, 24)) == date(2026, 12, 25)
    undo(bavarian.workspace)
    assert bavarian.day(CHRISTMAS).holiday == "Christmas Day"


def test_leave_over_a_holiday_is_excused_as_the_holiday_and_taken_back_with_it(bavarian: Desk) -> None:
    leave.take_off(bavarian.workspace, (date(2026, 12, 25),), Absence(why="leave"))
    assert bavarian.card("plants", CHRISTMAS).reason == "Christmas Day"
    assert bavarian.card("plants", "2026-12-24").is_open


def test_the_dates_of_a_year_are_worked_out_once_and_again_for_other_settings(bavarian: Desk) -> None:
    bavarian.day(CHRISTMAS)
    (file,) = [path for path in kept(bavarian) if path.stem == "2026"]
    written = file.read_bytes()
    file.write_bytes(written.replace(b"Christmas Day", b"Christmas Dae"))
    assert calendar.day(bavarian.another_window(), date(2026, 12, 25)).holiday == "Christmas Day"
    assert file.read_bytes() == written
    settings(bavarian, BAVARIA.replace("BY", "BE"))
    elsewhere = bavarian.another_window()
    assert calendar.day(elsewhere, date(2027, 1, 6)).holiday == ""
    assert calendar.day(bavarian.another_window(), date(2026, 12, 25)).holiday == "Christmas Day"


def test_a_year_that_is_kept_needs_no_package(bavarian: Desk) -> None:
    bavarian.day(CHRISTMAS)
    code = (
        "import os, sys\n"
        "from datetime import date\n"
        "from lswtui.app.workspace import open_workspace\n"
        "from lswtui.app.days.holidays import holidays_of\n"
        "known = holidays_of(open_workspace(os.environ, program='test'))\n"
        "print(known.on(date(2026, 12, 25)), 'holidays' in sys.modules, 'tomllib' in sys.modules)"
    )
    home = {"LSW_HOME": str(bavarian.workspace.places.data.parent)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **home}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split("\n")[0] == "Christmas Day False False"


def test_a_folder_that_cannot_be_written_costs_only_time(empty: Desk) -> None:
    settings(empty, BAVARIA)
    empty.workspace.places.state.mkdir(parents=True)
    (empty.workspace.places.state / "holidays").write_text("in the way", encoding="utf-8")
    known = holidays_of(empty.workspace)
    assert known is not None
    assert known.on(date(2026, 12, 25)) == "Christmas Day"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('country = "DE"\nregion = "BY"', []),
        ('country = "DE"', []),
        ('country = "de"', ["holidays.country: 'de' is no country whose holidays are known; did you mean 'DE'?"]),
        ('country = "germany"', ["holidays.country: 'germany' is no country whose holidays are known; "]),
        ('country = "DE"\nregion = "by"', ["holidays.region: 'by' is no region of DE with holidays of its own; did"]),
        ('country = "DE"\nregion = "Bayerm"', ["holidays.region: 'Bayerm' is no region of DE with holidays of its "]),
        ('country = "XX"', ["holidays.country: 'XX' is no country whose holidays are known; "]),
    ],
)
def test_a_country_and_a_region_that_there_are_not_are_said(desk: Desk, table: str, said: list[str]) -> None:
    settings(desk, f"[holidays]\n{table}\n")
    found = list(map(str, setting_problems(desk.another_window())))
    assert len(found) == len(said)
    assert all(each.startswith(begins) for each, begins in zip(found, said, strict=True))
    assert all("did you mean" in each or "write its code" in each for each in found)


def test_a_country_that_is_none_gives_no_holidays(desk: Desk) -> None:
    settings(desk, '[holidays]\ncountry = "Bavaria"\n')
    assert calendar.day(desk.another_window(), date(2026, 12, 25)).holiday == ""


def test_the_table_is_checked_like_any_other(desk: Desk) -> None:
    settings(desk, '[holidays]\nregoin = "BY"\n')
    config, problems = read_config(desk.workspace.places.config, commands=())
    assert [str(problem) for problem in problems] == [
        "holidays.country: is missing",
        "holidays.regoin: is no known key; did you mean 'region'?",
    ]
    assert config == Config()
    settings(desk, BAVARIA)
    assert read_config(desk.workspace.places.config, commands=())[0].holidays == HolidaySettings("DE", "BY")


def test_a_board_that_is_only_looked_at_knows_the_holidays_too(bavarian: Desk) -> None:
    board = load_board("mine", bavarian.workspace.own_boards)
    assert board.works(date(2026, 12, 25))
    assert not with_holidays(bavarian.workspace, board).works(date(2026, 12, 25))
    assert with_holidays(bavarian.workspace, board).works(date(2026, 12, 28))

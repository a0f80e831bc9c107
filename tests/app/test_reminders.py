from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lswtui.app import questions
from lswtui.app.config import ReminderSettings
from lswtui.app.days import calendar, cards
from lswtui.app.external_command import call
from lswtui.app.interruptions import log
from lswtui.app.reminders import Reminding

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace
    from tests.desk import Desk

SCRIPT = """#!/bin/sh
printf '%s\\n' "$@" > "{said}"
exit {code}
"""


def reminding(desk: Desk, workspace: Workspace | None = None, settings: ReminderSettings | None = None) -> Reminding:
    """The reminders of a window that opens now."""
    opened = Reminding(workspace or desk.workspace, settings or ReminderSettings())
    look(opened, desk)
    return opened


def look(window: Reminding, desk: Desk) -> None:
    window.see(desk.day(), desk.clock.now())


def told(window: Reminding, desk: Desk) -> list[str]:
    """What a window says now, and keeps."""
    look(window, desk)
    due = window.due(desk.clock.now())
    window.said(due)
    window.keep()
    return [f"{reminder.card.title} {reminder.about}" for reminder in due]


def kept_file(desk: Desk) -> Path:
    return desk.workspace.places.state / "reminders.json"


def script(path: Path, code: int = 0) -> tuple[str, Path]:
    """A command that writes its words into a file, and that file."""
    said, program = path / "said.txt", path / "note to self.sh"
    program.write_text(SCRIPT.format(said=said, code=code), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program), said


def test_the_day_is_told_card_by_card(desk: Desk) -> None:
    window = reminding(desk)
    heard = []
    for _ in range(16 * 60):
        heard += [f"{desk.clock.now():%H:%M} {what}" for what in told(window, desk)]
        desk.clock.tick(1)
    assert heard == [
        "05:55 Huddle soon",
        "06:40 Huddle late",
        "06:55 Walk the line soon",
        "08:00 Walk the line late",
        "08:55 Round soon",
        "09:50 Round late",
        "10:55 Audit the cell soon",
        "12:10 Audit the cell late",
        "12:55 Round soon",
        "13:50 Round late",
    ]


def test_what_was_told_is_not_told_again_after_a_restart(desk: Desk) -> None:
    window = reminding(desk)
    desk.clock.set("2026-11-19 05:56")
    assert told(window, desk) == ["Huddle soon"]
    assert told(reminding(desk, desk.another_window()), desk) == []


def test_windows_that_are_open_tell_it_each(desk: Desk) -> None:
    here, there = reminding(desk), reminding(desk, desk.another_window())
    desk.clock.set("2026-11-19 05:56")
    due = there.due(desk.clock.now())
    assert [told(here, desk), [f"{r.card.title} {r.about}" for r in due]] == [["Huddle soon"], ["Huddle soon"]]


def test_a_window_that_heard_nothing_of_another_leaves_its_memory_alone(desk: Desk) -> None:
    here, there = reminding(desk), reminding(desk, desk.another_window())
    desk.clock.set("2026-11-19 05:56")
    assert told(here, desk) == ["Huddle soon"]
    there.keep()
    assert told(reminding(desk, desk.another_window()), desk) == []


def test_what_happened_before_the_program_opened_is_not_told(desk: Desk) -> None:
    desk.clock.set("2026-11-19 09:00")
    window = reminding(desk)
    assert told(window, desk) == ["Round soon"]
    desk.clock.set("2026-11-19 09:51")
    assert told(window, desk) == ["Round late"]


def test_off_lasts_for_the_day_through_a_restart_and_in_every_window(desk: Desk) -> None:
    here, there = reminding(desk), reminding(desk, desk.another_window())
    today = desk.day().on
    here.keep(here.turn(today))
    assert here.off_today(today)
    assert there.off_today(today)
    desk.clock.set("2026-11-19 05:56")
    windows = (here, there, reminding(desk, desk.another_window()))
    assert [told(window, desk) for window in windows] == [[]] * 3
    desk.clock.set("2026-11-20 05:56")
    tomorrow = desk.day().on
    assert not any(window.off_today(tomorrow) for window in windows)
    assert [told(window, desk) for window in windows[:1]] == [["Huddle soon"]]


def test_the_day_that_it_is_off_is_the_logical_one(desk: Desk) -> None:
    window = reminding(desk)
    window.keep(window.turn(desk.day().on))
    desk.clock.set("2026-11-20 03:59")
    assert window.off_today(desk.day().on)
    desk.clock.tick(1)
    assert not window.off_today(desk.day().on)


def test_turned_on_again_it_does_not_tell_what_passed_meanwhile(desk: Desk) -> None:
    window = reminding(desk)
    today = desk.day().on
    window.keep(window.turn(today))
    desk.clock.set("2026-11-19 08:57")
    look(window, desk)
    window.keep(window.turn(today))
    assert told(window, desk) == ["Round soon"]


def test_off_in_the_config_it_is_off_until_it_is_turned_on(desk: Desk) -> None:
    window = reminding(desk, settings=ReminderSettings(on=False))
    desk.clock.set("2026-11-19 05:56")
    assert told(window, desk) == []
    assert not window.off_today(desk.day().on)
    window.keep(window.turn(desk.day().on))
    assert told(window, desk) == ["Huddle soon"]
    desk.clock.set("2026-11-20 05:56")
    assert told(window, desk) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"on": 3}', '{"on": "2026-11-19", "switch": [], "said": 4}', "[" * 9999]
)
def test_a_file_that_is_none_of_ours_keeps_nobody_from_being_reminded(desk: Desk, text: str) -> None:
    kept_file(desk).parent.mkdir(parents=True, exist_ok=True)
    kept_file(desk).write_text(text, encoding="utf-8")
    window = reminding(desk)
    desk.clock.set("2026-11-19 05:56")
    assert told(window, desk) == ["Huddle soon"]
    assert told(reminding(desk, desk.another_window()), desk) == []


def test_a_disk_that_takes_nothing_loses_only_the_memory(desk: Desk) -> None:
    kept_file(desk).mkdir(parents=True)
    window = reminding(desk)
    today = desk.day().on
    window.keep(window.turn(today))
    assert window.off_today(today)
    assert [path.name for path in kept_file(desk).parent.glob("reminders*")] == ["reminders.json"]


def test_what_is_kept_is_for_the_leaders_eyes(desk: Desk) -> None:
    window = reminding(desk)
    window.keep(window.turn(desk.day().on))
    assert stat.S_IMODE(kept_file(desk).stat().st_mode) == 0o600


def test_it_changes_nothing_that_could_be_undone(desk: Desk) -> None:
    before = [entry.seq for entry in desk.workspace.store.entries_backwards()]
    window = reminding(desk)
    window.keep(window.turn(desk.day().on))
    assert [entry.seq for entry in desk.workspace.store.entries_backwards()] == before


def test_an_interruption_keeps_them_back_until_it_is_over(desk: Desk) -> None:
    window = reminding(desk)
    desk.clock.set("2026-11-19 05:54")
    log.begin(desk.workspace, "press 4 jammed")
    desk.clock.set("2026-11-19 05:57")
    assert told(window, desk) == []
    log.back(desk.workspace)
    assert told(window, desk) == ["Huddle soon"]


def test_a_card_that_was_begun_elsewhere_is_not_told(desk: Desk) -> None:
    window = reminding(desk)
    cards.start(desk.another_window(), desk.card("huddle").id)
    desk.clock.set("2026-11-19 05:56")
    assert told(window, desk) == []


def test_a_sleep_of_hours_is_followed_by_what_is_still_true(desk: Desk) -> None:
    window = reminding(desk)
    desk.clock.sleep(7 * 60 + 6)
    questions.notice_gap(desk.workspace, desk.clock.now())
    assert told(window, desk) == [
        "Huddle late",
        "Walk the line late",
        "Round late",
        "Audit the cell late",
        "Round soon",
    ]


def test_a_sleep_into_the_next_day_is_followed_by_nothing_of_either_morning(desk: Desk) -> None:
    window = reminding(desk)
    desk.clock.set("2026-11-20 08:30")
    assert told(window, desk) == []


def test_where_no_board_was_chosen_there_is_nothing_to_tell(empty: Desk) -> None:
    assert told(reminding(empty), empty) == []
    assert calendar.day(empty.workspace).cards == ()


# --- the command


def test_a_command_gets_the_text_as_one_more_word_whatever_is_in_it(tmp_path: Path) -> None:
    program, said = script(tmp_path)
    text = "late: $(reboot) `id` \"quoted\" 'it' ; rm -rf ~ * -x"
    assert call((program, "--title", "my day"), text) == ""
    assert said.read_text(encoding="utf-8") == f"--title\nmy day\n{text}\n"


def test_a_command_that_fails_or_is_not_there_is_told(tmp_path: Path) -> None:
    program, _ = script(tmp_path, code=3)
    assert call((program,), "now") == f"{program} ended with 3"
    assert call(("no-such-command",), "now") == "no-such-command cannot be started: No such file or directory"

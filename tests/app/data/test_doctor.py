from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app.data.doctor import WHAT_TO_DO, Check, Severity, examine, is_sound
from lswtui.app.data.repair import mend
from lswtui.app.data.undo import undo
from lswtui.app.days import cards
from lswtui.app.demo import make_demo
from lswtui.app.interruptions.log import back, begin, blip, log
from lswtui.app.questions import waiting
from lswtui.domain.days.integrity import ContradictionKind
from lswtui.store.engine.journal import FORMAT
from lswtui.store.files.inbox import leave
from lswtui.store.recovery import backup
from lswtui.store.recovery.verify import drive
from tests.desk import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.desk import Desk


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk with the board that its test wrote as private as all else."""
    data = desk.workspace.places.data
    for path in (data, *data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return desk


def checked(desk: Desk) -> dict[str, Check]:
    return {check.id: check for check in examine(desk.another_window())}


def mended(desk: Desk) -> dict[str, Check]:
    window = desk.another_window()
    return {check.id: check for check in mend(window, examine(window))}


def to_look_at(desk: Desk) -> Mapping[str, Severity]:
    """What is worse than in order, but for what is only a remark, and for tests whose homes are kept in memory."""
    found = {
        check.id: check.state for check in checked(desk).values() if check.state in (Severity.WARNING, Severity.DAMAGE)
    }
    if drive(desk.workspace.places.data_folder).is_memory:
        assert found.pop("folder") is Severity.WARNING
    return found


def put(desk: Desk, db: str, table: str, **document: Any) -> None:
    """Store a document as no rule of the product would."""
    with desk.another_window().change("by hand") as tx:
        tx.put(db, table, document)


def files(desk: Desk) -> dict[str, tuple[int, bytes]]:
    home = desk.workspace.places.data.parent
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in home.rglob("*") if path.is_file()}


def the_journal(desk: Desk) -> Path:
    (path,) = desk.workspace.places.data.glob("journal/*/*.jsonl")
    return path


def damage_journal(desk: Desk) -> None:
    path = the_journal(desk)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"seq":2', b'"seq":8', 1)
    path.write_bytes(b"".join(lines))


def busy_day(desk: Desk) -> None:
    """A day with a bit of everything."""
    workspace = desk.workspace
    cards.start(workspace, "huddle")
    desk.clock.tick(5)
    begin(workspace, "press 4 jammed")
    desk.clock.tick(5)
    begin(workspace, "phone @maria")
    desk.clock.tick(5)
    back(workspace)
    desk.clock.tick(5)
    back(workspace)
    cards.finish(workspace, "huddle")
    blip(workspace, "a nod")
    log(workspace, "20m a question !team")
    cards.move(workspace, "read", date(2026, 11, 20))
    cards.add(workspace, "Call the supplier", minutes=15)
    cards.start(workspace, "Call the supplier")
    desk.clock.tick(10)
    cards.finish(workspace, "walk", minutes=20)


def test_days_that_the_program_made_are_in_order(desk: Desk) -> None:
    busy_day(desk)
    assert to_look_at(desk) == {}
    desk.clock.set("2026-11-23 05:00")
    assert to_look_at(desk) == {}
    cards.start(desk.workspace, "huddle")
    assert to_look_at(desk) == {}
    assert checked(desk)["days"].text.endswith("nothing contradicts anything")


def test_made_up_days_are_in_order(empty: Desk) -> None:
    make_demo(empty.workspace, days=15)
    assert to_look_at(empty) == {}


def test_where_nothing_is_stored_everything_is_in_order_and_nothing_is_made(empty: Desk) -> None:
    assert to_look_at(empty) == {}
    assert checked(empty)["journals"].text == "nothing is stored yet"
    assert mended(empty)["days"].state is Severity.NOTE
    assert not empty.workspace.places.data.parent.exists()


def test_looking_writes_nothing(desk: Desk) -> None:
    busy_day(desk)
    damage_journal(desk)
    before = files(desk)
    examine(desk.another_window())
    assert files(desk) == before


def test_the_versions_are_told_without_loading_the_libraries(desk: Desk) -> None:
    text = checked(desk)["versions"].text
    assert all(part in text for part in ("lswtui ", "Python 3.", "textual ", "tinydb ", "rich "))
    assert text.endswith(f"data format {FORMAT}")


def test_every_path_is_told_and_whether_it_is_there(desk: Desk) -> None:
    places = desk.workspace.places
    assert checked(desk)["paths"].details == (
        f"settings: {places.config_file} (not there)",
        f"data: {places.data_folder}",
        f"state: {places.state_folder}",
        f"backups: {places.backups_folder} (not there)",
    )


def test_contradictions_are_told_with_their_day_and_what_to_do(desk: Desk) -> None:
    put(desk, "2026-11", "spans", id="s", on="2026-11-19", owner="nobody", start="2026-11-19T04:10:00+01:00",
        end="2026-11-19T04:20:00+01:00")  # fmt: skip
    check = checked(desk)["days"]
    assert (check.state, check.fixable) == (Severity.WARNING, False)
    assert check.details[0] == "2026-11-19: nobody 04:10 to 04:20 belongs to no card and to no interruption"
    assert check.details[1].startswith("unknown: ")


def test_records_that_nobody_understands_are_damage(desk: Desk) -> None:
    put(desk, "2026-11", "cards", id="odd", on="2026-11-19", title="Odd", minutes=5, lane="somewhere")
    check = checked(desk)["days"]
    assert check.state is Severity.DAMAGE
    assert check.details[0].startswith("2026-11 cards odd: ")


def test_a_stored_board_that_cannot_be_read_is_damage(desk: Desk) -> None:
    put(desk, "undated", "standards", id="odd", board_id="odd", since="2026-11-01", board={})
    assert checked(desk)["days"].state is Severity.DAMAGE


def test_open_files_are_told_and_made_private(desk: Desk) -> None:
    the_journal(desk).chmod(0o644)
    check = checked(desk)["permissions"]
    assert (check.state, check.fixable) == (Severity.WARNING, True)
    assert "(mode 0644, should be 0600)" in check.details[0]
    after = mended(desk)["permissions"]
    assert (after.state, after.fixed) == (Severity.OK, True)
    assert after.details == (f"mended: {the_journal(desk)} is private",)


def test_a_damaged_journal_is_mended_after_a_backup_and_told_again(desk: Desk) -> None:
    busy_day(desk)
    before = desk.day().cards
    damage_journal(desk)
    found = checked(desk)
    assert (found["journals"].state, found["journals"].fixable) == (Severity.DAMAGE, True)
    assert not is_sound(tuple(found.values()))
    after = mended(desk)
    assert is_sound(tuple(after.values()))
    assert after["journals"].fixed
    assert after["backups"].details[0].startswith("made before mending: ")
    assert [made.reason for made in backup.listed(desk.workspace.places)] == ["before-mending"]
    assert after["damaged"].details[0].startswith("journal/")
    assert desk.day().cards == before


def test_a_database_that_is_not_what_the_journals_come_to_is_made_anew(desk: Desk) -> None:
    busy_day(desk)
    desk.workspace.store.bring_up_to_date(desk.clock.now())
    path = desk.workspace.places.data / "db" / "2026-11.json"
    before = desk.day()
    path.write_bytes(path.read_bytes().replace(b"Huddle", b"Puddle"))
    assert checked(desk)["databases"].state is Severity.DAMAGE
    after = mended(desk)
    assert (after["databases"].state, after["databases"].fixed) == (Severity.OK, True)
    assert b"Puddle" not in path.read_bytes()
    assert desk.day() == before


def test_a_database_that_is_missing_is_made_anew(desk: Desk) -> None:
    busy_day(desk)
    desk.workspace.store.bring_up_to_date(desk.clock.now())
    (desk.workspace.places.data / "db" / "2026-11.json").unlink()
    assert checked(desk)["databases"].state is Severity.NOTE
    assert mended(desk)["databases"].fixed
    assert (desk.workspace.places.data / "db" / "2026-11.json").exists()


def test_a_clock_that_runs_on_a_day_that_has_turned_is_stopped_with_a_question_and_that_can_be_undone(
    desk: Desk,
) -> None:
    put(desk, "2026-11", "cards", id="late", on="2026-11-18", title="Late shift", minutes=30, lane="done")
    put(desk, "2026-11", "days", id="2026-11-18", on="2026-11-18", seen=True, turned=True)
    put(desk, "2026-11", "spans", id="s", on="2026-11-18", owner="late", start="2026-11-18T09:00:00+01:00")
    assert checked(desk)["days"].fixable
    after = mended(desk)["days"]
    assert (after.state, after.fixed) == (Severity.OK, True)
    assert after.details[0].startswith("mended: the clock of 2026-11-18 stopped")
    (span,) = desk.day("2026-11-18").spans
    assert (span.end, span.gap_until) == (moment("2026-11-18 09:00"), moment("2026-11-19 04:00"))
    assert [question.kind for question in waiting(desk.another_window())] == ["gap"]
    undo(desk.another_window(), even_elsewhere=True)
    assert checked(desk)["days"].fixable


def test_an_interruption_without_an_end_on_a_day_that_has_turned_is_ended(desk: Desk) -> None:
    put(desk, "2026-11", "interruptions", id="i", on="2026-11-18", start="2026-11-18T09:00:00+01:00")
    put(desk, "2026-11", "days", id="2026-11-18", on="2026-11-18", seen=True, turned=True)
    assert mended(desk)["days"].fixed
    assert desk.day("2026-11-18").interruptions[0].end == moment("2026-11-18 09:00")


def test_a_clock_that_runs_today_is_left_alone(desk: Desk) -> None:
    cards.start(desk.workspace, "huddle")
    put(desk, "undated", "left-open", id="gone", on="2026-11-10")
    assert mended(desk)["days"].fixed
    assert desk.day().running is not None


def test_a_note_of_a_card_that_is_not_there_is_forgotten(desk: Desk) -> None:
    put(desk, "undated", "left-open", id="gone", on="2026-11-10")
    assert checked(desk)["days"].state is Severity.WARNING
    after = mended(desk)["days"]
    assert (after.state, after.fixed) == (Severity.OK, True)
    assert desk.another_window().store.documents("undated", "left-open") == []


def test_records_that_cannot_be_understood_are_kept_aside_and_that_can_be_undone(desk: Desk) -> None:
    put(desk, "undated", "left-open", id="odd", on="some day")
    put(desk, "undated", "remembered", id="settled", through=5)
    put(desk, "2026-11", "cards", id="x", on="2026-11-19", title=7, minutes=5)
    put(desk, "2026-11", "reflections", id="evening@2026-11-20", on="2026-11-19", review="evening")
    check = checked(desk)["days"]
    assert (check.state, check.fixable) == (Severity.DAMAGE, True)
    assert "4 records that cannot be understood" in check.text
    assert "2026-11 cards x: its title cannot be 7" in check.details
    after = mended(desk)["days"]
    assert (after.state, after.fixed) == (Severity.OK, True)
    (aside,) = (desk.workspace.places.data / "damaged").iterdir()
    assert f"mended: 4 records that cannot be understood, kept aside in {aside}" in after.details
    kept = json.loads(aside.read_text())["databases"]
    assert [document["id"] for tables in kept.values() for documents in tables.values() for document in documents] == [
        "x",
        "evening@2026-11-20",
        "odd",
        "settled",
    ]
    undo(desk.workspace)
    assert checked(desk)["days"].state is Severity.DAMAGE


def test_what_waits_in_the_inbox_is_told_and_taken_in(desk: Desk) -> None:
    leave(desk.workspace.places, desk.clock.now(), "5m from the shell")
    check = checked(desk)["inbox"]
    assert (check.state, check.details, check.fixable) == (Severity.NOTE, ("5m from the shell",), True)
    assert mended(desk)["inbox"].fixed
    assert [entry.text for entry in desk.day().interruptions] == ["from the shell"]
    assert checked(desk)["inbox"].state is Severity.OK


def test_what_a_killed_program_left_behind_is_removed(desk: Desk) -> None:
    stray = desk.workspace.places.data / "db" / "2026-11.json.tmp"
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("{}")
    os.utime(stray, (desk.clock.now().timestamp() - 90_000,) * 2)
    assert checked(desk)["strays"].state is Severity.NOTE
    assert mended(desk)["strays"].fixed
    assert not stray.exists()


def test_settings_own_boards_and_notes_that_cannot_be_read_are_told(desk: Desk) -> None:
    desk.workspace.places.config.write_text("theme = ")
    desk.board("title = 7", "bad")
    notes = desk.workspace.places.state / "open"
    notes.mkdir(mode=0o700)
    (notes / "7.json").write_text("{")
    check = checked(desk)["files"]
    assert check.state is Severity.WARNING
    assert [Path(detail.split(":")[0].split(" ")[0]).name for detail in check.details] == [
        "config.toml",
        "bad.toml",
        "7.json",
    ]


@pytest.mark.parametrize("name", ["data/boards", "data/drafts", "data/damaged", "state/open", "state/sums", "backups"])
def test_a_file_in_the_place_of_a_folder_is_told_with_what_to_do(desk: Desk, name: str) -> None:
    place = desk.home / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(desk.home / "aside")
    place.write_text("in the way")
    assert f"{place} is no folder, so nothing is kept in it; move it away" in checked(desk)["files"].details
    place.unlink()
    assert checked(desk)["files"].state is Severity.OK


def test_an_old_backup_is_told_once_the_data_have_changed_since(desk: Desk) -> None:
    backup.make(desk.workspace.places, desk.clock.now(), backup.BackupReason.ASKED)
    assert checked(desk)["backups"] == Check("backups", Severity.OK, "1 backup, the newest less than an hour old")
    desk.clock.tick(3 * 24 * 60)
    assert checked(desk)["backups"].text == "1 backup, the newest 3 days old"
    log(desk.workspace, "5m later")
    assert checked(desk)["backups"].state is Severity.WARNING


def test_a_damaged_backup_is_told(desk: Desk) -> None:
    made = backup.make(desk.workspace.places, desk.clock.now(), backup.BackupReason.ASKED).backup
    Path(made.path).write_bytes(b"not a tar")
    check = checked(desk)["backups"]
    assert (check.state, len(check.details)) == (Severity.WARNING, 1)


def test_where_nothing_is_to_be_mended_no_backup_is_made(desk: Desk) -> None:
    mended(desk)
    assert backup.listed(desk.workspace.places) == ()


def test_a_check_that_meets_an_error_of_the_system_says_so(desk: Desk) -> None:
    leave(desk.workspace.places, desk.clock.now(), "waits")
    path = desk.workspace.places.data / "inbox"
    path.unlink()
    path.mkdir()
    check = checked(desk)["inbox"]
    assert check.state is Severity.WARNING
    assert str(path) in check.text


@pytest.mark.parametrize("kind", ContradictionKind)
def test_there_is_something_to_do_about_every_contradiction(kind: ContradictionKind) -> None:
    assert "`lsw " in WHAT_TO_DO[kind]

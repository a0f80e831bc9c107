"""Files, numbers, dates and texts that cannot be right: refused with their place, or kept as they are."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from lswtui.app.data import exchange, undo
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.errors import BadInput
from lswtui.domain.strict_json import read_json
from lswtui.store.files.board_files import BadBoard, load_board
from tests.cli.conftest import Lsw, Ran, clock, day, installed, lsw
from tests.desk import PLAIN, Desk
from tests.tui.window import window

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine

__all__ = ["clock", "day", "lsw"]

STAMP = {"rev": 1, "at": "2026-11-19T10:00:00+01:00"}
CARD = {"id": "a", "on": "2026-11-19", "title": "Call", "minutes": 5, **STAMP}
BROKE = {"id": "b", "on": "2026-11-19", "start": "2026-11-19T09:00:00+01:00", **STAMP}


def export_of(*documents: dict[str, Any], table: str = "cards") -> dict[str, Any]:
    return {"schema": 1, "databases": {"2026-11": {table: list(documents)}}}


def nothing_came(desk: Desk) -> bool:
    return not desk.workspace.store.documents("2026-11", "cards")


# --- files that others wrote


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"schema": 1, "schema": 1, "databases": {}}', "the file: 'schema' stands in it twice"),
        ('{"schema": 1, "databases": {"2026-11": {}, "2026-11": {}}}', "databases: '2026-11' stands in it twice"),
        (
            json.dumps(export_of(CARD)).replace('"title"', '"title": "x", "title"'),
            r"databases\.2026-11\.cards\[0\]: 'title' stands in it twice",
        ),
        (
            json.dumps(export_of(CARD)).replace('"Call"', '{"a": 1, "a": 2}'),
            r"cards\[0\]\.title: 'a' stands in it twice",
        ),
        (json.dumps(export_of(CARD)).replace('"Call"', "1e400"), r"cards\[0\]\.title: 1e400 is too large"),
        (json.dumps(export_of(CARD)).replace('"Call"', "9" * 5000), r"cards\[0\]\.title: 9+… is too large"),
        (json.dumps(export_of(CARD)).replace('"Call"', "-Infinity"), r"cards\[0\]\.title: -Infinity is no number"),
        (json.dumps(export_of(CARD)).replace('"Call"', '"\\ud800"'), r"cards\[0\]\.title: .* half a character"),
        (json.dumps(export_of(CARD)).replace('"title"', '"\\udc00"'), r"cards\[0\]: the name .* half a character"),
        ("[" * 200_000, "too deep"),
        ('{"a":' * 200_000, "too deep"),
        (json.dumps(export_of(CARD))[:-40], "line 1, column"),
        (json.dumps(export_of(CARD)) + json.dumps(export_of(CARD)), "goes on after its end"),
        ("", "line 1, column 1"),
        ("\0" * 4096, "line 1, column 1"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_case_39_a_file_that_means_two_things_or_none_is_refused_with_the_place(
    desk: Desk, text: str, place: str
) -> None:
    with pytest.raises(BadInput, match=place):
        exchange.import_json(desk.workspace, text)
    assert nothing_came(desk)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"minutes": -5}, "its minutes cannot be -5"),
        ({"minutes": 10**9}, "its minutes cannot be"),
        ({"planned_at": -1}, "its planned_at cannot be -1"),
        ({"window": 2**40}, "its window cannot be"),
        ({"on": "0001-01-01"}, "is too far away"),
        ({"on": "9999-12-31"}, "is too far away"),
        ({"ended_at": "2026-11-19T10:00:00+99:00"}, "is no record"),
        ({"ended_at": "9999-12-31T23:59:59+00:00"}, "is too far away"),
        ({"rev": 2**53}, "rev should be"),
        ({"steps": "text"}, "a list of texts should"),
        ({"title": ["a"]}, "its title cannot be"),
        ({"note": {"a": 1}}, "its note cannot be"),
    ],
)
def test_case_39_a_record_of_the_wrong_shape_is_refused_with_its_place(
    desk: Desk, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=rf"cards\[1\].*{said}"):
        exchange.import_json(desk.workspace, export_of(CARD, {**CARD, "id": "b", **changed}))
    assert nothing_came(desk)


def test_case_39_an_id_that_is_there_twice_is_refused_with_both_places(desk: Desk) -> None:
    with pytest.raises(BadInput, match=r"cards\[1\]: 'a' is there twice, first as databases\.2026-11\.cards\[0\]"):
        exchange.import_json(desk.workspace, export_of(CARD, {**CARD, "title": "Other"}))
    assert nothing_came(desk)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("minutes", "nan", "should be a whole number"),
        ("minutes", "inf", "should be a whole number"),
        ("minutes", "1e400", "should be a whole number"),
        ("minutes", str(2**70), "should be from"),
        ("minutes", "-0", "should be from"),
        ("minutes", '"٣"', "should be a whole number"),
        ("minutes", "9" * 5000, "too long"),
        ("at", '"25:00"', "no time of day"),
        ("at", '"24:00"', "no time of day"),
        ("at", "06:00:00", "should be"),
        ("steps", "[" * 3000 + "]" * 3000, "too deep"),
    ],
    ids=lambda part: str(part)[:20],
)
def test_case_70_a_board_with_an_impossible_value_is_refused_with_its_place(
    tmp_path: Path, field: str, value: str, said: str
) -> None:
    text = re.sub(rf"^{field} = .*$", "", PLAIN.split("[[task]]")[1], flags=re.MULTILINE)
    path = tmp_path / "bad.toml"
    path.write_text(f"{PLAIN.split('[[task]]')[0]}[[task]]{text}\n{field} = {value}\n")
    with pytest.raises(BadBoard, match=said):
        load_board(str(path), tmp_path)


# --- what plain TinyDB wrote


def tinydb_file(path: Path, **tables: list[dict[str, Any]]) -> str:
    """A file as TinyDB itself writes it."""
    with TinyDB(path) as db:
        for table, documents in tables.items():
            for document in documents:
                db.table(table).insert(document)
    return path.read_text()


def test_case_43_a_file_of_plain_tinydb_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    bare = {name: content for name, content in CARD.items() if name not in STAMP}
    text = tinydb_file(tmp_path / "db.json", cards=[bare], interruptions=[{**BROKE, "text": "press 4"}])
    assert exchange.import_json(desk.workspace, text).text == "imported 2 records"
    assert desk.card("Call").minutes == 5
    assert [entry.text for entry in desk.day().interruptions] == ["press 4"]
    assert exchange.import_json(desk.workspace, text).text.startswith("imported 0 records")


def test_case_43_a_copy_of_one_of_our_own_databases_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    log.log(desk.workspace, "press 4 5m")
    cards.note(desk.workspace, "walk", "a note")
    desk.workspace.store.bring_up_to_date(desk.workspace.now())
    files = sorted((desk.home / "data" / "db").glob("[2b]*.json"))
    assert len(files) == 2
    other = Desk(tmp_path / "other")
    other.clock.set("2026-11-19 12:00")
    for file in files:
        exchange.import_json(other.workspace, file.read_text())
    assert exchange.export_json(other.workspace) == exchange.export_json(desk.workspace)


@pytest.mark.parametrize(
    "tail", ["}", '"}}}', ' {"1": {"id": "x"}}}', "\0\0\0", pytest.param("]" * 5000, id="brackets")]
)
def test_case_43_what_stands_behind_the_end_is_kept_aside_and_said(desk: Desk, tmp_path: Path, tail: str) -> None:
    text = tinydb_file(tmp_path / "db.json", cards=[CARD])
    said = exchange.import_json(desk.workspace, text + tail).text
    (kept,) = (desk.home / "data" / "damaged").iterdir()
    assert kept.read_text() == tail
    assert said == f"imported 1 records; what follows its end is kept in {kept}"
    exchange.import_json(desk.workspace, text + tail)
    assert list((desk.home / "data" / "damaged").iterdir()) == [kept]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"_default": {"1": {"id": "x"}}}', "_default: is none of the tables"),
        ('{"cards": {"1": {"title": "x"}}}', r"cards\.1\.id: is missing"),
        ('{"cards": {"1": {"id": "x", "title": "x"}}}', r"cards\.1 \(x\): is no record of cards"),
        ('{"cards": [1]}', "cards: should be an object"),
        ('{"cards": {"1": 5}}', r"cards\.1: should be an object"),
        ('{"../x": {"1": {"id": "x"}}}', "is none of the tables"),
    ],
)
def test_case_43_what_is_no_table_of_ours_is_refused_with_the_place(desk: Desk, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        exchange.import_json(desk.workspace, text)


def test_case_43_the_command_line_says_what_it_kept_aside(lsw: Lsw, tmp_path: Path, home: Path) -> None:
    text = tinydb_file(tmp_path / "db.json", cards=[CARD])
    (tmp_path / "db.json").write_text(text + "}}")
    assert str(home / "data" / "damaged") in lsw.done("import", str(tmp_path / "db.json")).out


# --- fields that nobody here knows


def test_case_46_a_field_that_is_not_known_outlives_every_edit(desk: Desk) -> None:
    odd = {"mood": [1, {"a": None}], "x-ray": "\x1b[31m", "nested": {"deep": {"deeper": True}}}
    exchange.import_json(desk.workspace, export_of({**CARD, **odd}))
    exchange.import_json(desk.workspace, export_of({**BROKE, **odd}, table="interruptions"))
    cards.note(desk.workspace, "Call", "later")
    cards.finish(desk.workspace, "Call", minutes=3)
    log.amend(desk.workspace, "1", "press 4 @maria 5m")
    undo.undo(desk.workspace)
    undo.redo(desk.workspace)
    tables = exchange.export_json(desk.workspace)["databases"]["2026-11"]
    for table in ("cards", "interruptions"):
        (document,) = tables[table]
        assert {name: document[name] for name in odd} == odd
    desk.workspace.store.bring_up_to_date(desk.workspace.now())
    assert exchange.export_json(desk.another_window())["databases"]["2026-11"] == tables


# --- texts


def test_case_69_a_megabyte_and_ten_thousand_lines_are_kept_to_the_last_letter(desk: Desk) -> None:
    lines = "\n".join(f"line {number} ünd 👩‍🔧" for number in range(10_000))
    for text in ("x" * 1_000_000, lines, "\x1b]0;t\x07 a\0b e\u0301 \u202e"):
        log.log(desk.workspace, f"before {text} after")
        assert " ".join(f"before {text} after".split()) in [entry.text for entry in desk.day().interruptions]
        cards.note(desk.workspace, "walk", text)
        assert desk.card("walk").note == " ".join(text.split())
    assert exchange.export_json(desk.another_window()) == exchange.export_json(desk.workspace)


def test_case_69_an_empty_text_is_a_record_where_one_may_be_and_refused_where_none_may(
    lsw: Lsw, day: time_machine.Traveller
) -> None:
    assert day is not None
    for call in (("in", ""), ("back", ""), ("blip", "  "), ("other", "")):
        lsw.done(*call)
    for call in (("add", ""), ("add", " \t "), ("add", "\u202e")):
        assert lsw.refused(*call, code=2)
    assert lsw.refused("aside", "gemba", "--missed", "", code=2)


def test_case_69_half_a_character_is_refused_before_anything_is_saved(desk: Desk) -> None:
    for text in ("a\ud800b", "\udcff"):
        with pytest.raises(BadInput, match="no characters"):
            log.log(desk.workspace, text)
        with pytest.raises(BadInput, match="no characters"):
            cards.note(desk.workspace, "walk", text)
    assert desk.day().interruptions == ()
    log.log(desk.workspace, "still writes")


def test_case_69_a_file_with_half_a_character_is_refused_by_the_installed_program(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(export_of({**CARD, "title": "a\ud800b"})))
    (tmp_path / "answers.json").write_text('{"well": "a\\ud800b"}')
    for call in (("import", str(tmp_path / "x.json")), ("reflect", "--answers", str(tmp_path / "answers.json"))):
        ran = installed(*call)
        assert ran.code == 2
        assert "half a character" in ran.err


# --- numbers and moments

NO_MINUTES = ["nan", "inf", "1e400", str(2**70), "-0", "1,5", "1.5", "٣", "²", "0x10", "+5", "1_0", "5 mm", "−5"]
NO_DATES = ["2026-02-29", "2026-13-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-19T10:00", "２０２６-11-19"]
NO_TIMES = ["25:00", "24:00", "12:60", "-1:00", "1:2", "٠٩:٠٠", "9", "09:00+99:00", "09:00:00"]


def refused(ran: Ran) -> bool:
    return ran.code == 2 and ran.out == "" and ran.err.count("\n") == 1 and "Traceback" not in ran.err


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("call", [("done", "gemba", "--minutes"), ("add", "x", "--minutes"), ("log", "x", "--minutes")])
def test_case_70_a_number_that_is_none_is_refused_at_its_option(lsw: Lsw, call: tuple[str, ...]) -> None:
    before = lsw.today()
    for value in NO_MINUTES:
        if value == "1.5" and call[0] == "log":
            continue
        assert refused(lsw(*call, value)), value
    assert lsw.today() == before


@pytest.mark.usefixtures("day")
def test_case_70_seven_with_two_zeros_is_seven_and_is_said_back(lsw: Lsw) -> None:
    assert "7m" in lsw.done("add", "x", "--minutes", "007").out


@pytest.mark.usefixtures("day")
def test_case_71_a_day_or_a_time_that_is_none_is_refused(lsw: Lsw) -> None:
    for value in NO_DATES:
        for call in (("today", "--on"), ("off",), ("report",), ("close", "--on"), ("aside", "gemba", "--to")):
            assert refused(lsw(*call, value)), (call, value)
    for value in NO_TIMES:
        for call in (("add", "x", "--at"), ("log", "x", "--at")):
            assert refused(lsw(*call, value)), (call, value)


@pytest.mark.usefixtures("day")
def test_case_71_an_end_before_its_beginning_is_refused_or_kept_as_text(lsw: Lsw) -> None:
    assert refused(lsw("off", "tomorrow", "15:00-12:00"))
    assert refused(lsw("report", "2026-11-19..2026-11-01"))
    assert "runs backwards" in lsw.refused("log", "x", "--at", "10:00-09:00", code=2)


@pytest.mark.parametrize(
    "changed",
    [
        {"end": "2026-11-19T08:00:00+01:00"},
        {"start": "2026-11-19T09:00:00"},
        {"start": "2026-11-19T25:00:00+01:00"},
        {"start": "2026-02-29T09:00:00+01:00"},
        {"start": "2026-11-19T09:00:00+99:00"},
        {"start": "0001-01-01T00:00:00+14:00"},
        {"start": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_case_71_an_impossible_moment_in_a_file_is_refused_and_never_taken_for_another(
    desk: Desk, changed: dict[str, str]
) -> None:
    with pytest.raises(BadInput, match=r"interruptions\[0\]"):
        exchange.import_json(desk.workspace, export_of({**BROKE, **changed}, table="interruptions"))
    assert desk.day().interruptions == ()


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1066-10-14T09:00:00+00:00"]
)
def test_case_71_a_moment_far_away_in_the_inbox_is_text_and_hinders_nobody(desk: Desk, moment: str) -> None:
    log.log(desk.workspace, "before")
    (desk.home / "data" / "inbox").write_text(f"{moment} press 4\n")
    cards.note(desk.workspace, "walk", "goes on")
    assert any("press 4" in entry.text for entry in desk.day().interruptions)


async def test_case_70_a_field_of_the_board_says_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> None:
    cards.add(desk.workspace, "Zebra")
    async with window(desk.workspace, desk.clock) as board:
        await board.go_to("Zebra")
        await board.press("d")
        for value in ("1e9", "nan", "٣", "9999", "-0", "1,5"):
            await board.press(*["backspace"] * 5)
            await board.type(value)
            await board.press("enter")
            assert f"{value!r} is no number of minutes" in board.text
            assert desk.card("Zebra").is_open
        await board.press(*["backspace"] * 5)
        await board.type("7")
        await board.press("enter")
    assert desk.minutes(desk.card("Zebra")) == 7


# --- a great many


def many(count: int) -> dict[str, Any]:
    return export_of(*({**CARD, "id": f"card-{number}", "note": "n" * 20} for number in range(count)))


def test_case_72_a_hundred_thousand_records_are_one_transaction(desk: Desk) -> None:
    before = len(list(desk.workspace.store.entries_backwards()))
    said = exchange.import_json(
        desk.workspace, export_of(*({**CARD, "id": f"card-{number}"} for number in range(100_000)))
    )
    assert said.text == "imported 100000 records"
    assert len(list(desk.workspace.store.entries_backwards())) == before + 1


def test_case_72_an_import_that_is_run_twice_adds_nothing(desk: Desk) -> None:
    text = json.dumps(many(2_000))
    exchange.import_json(desk.workspace, text)
    before = len(list(desk.workspace.store.entries_backwards()))
    assert exchange.import_json(desk.workspace, text).text.startswith("imported 0 records; 2000 ")
    assert len(list(desk.workspace.store.entries_backwards())) == before
    assert len(desk.another_window().store.documents("2026-11", "cards")) == 2_000


def test_case_72_a_file_that_is_cut_in_the_middle_brings_nothing(desk: Desk) -> None:
    text = json.dumps(many(2_000))
    for end in range(len(text) // 20, len(text), len(text) // 20):
        with pytest.raises(BadInput):
            exchange.import_json(desk.workspace, text[:end])
    assert nothing_came(desk)


def test_case_72_an_import_that_is_killed_brought_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "many.json").write_text(json.dumps(many(5_000)))
    seen = set()
    for number, wait in enumerate((0.01, 0.1, 0.2, 0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 30.0)):
        environ = {**os.environ, "LSW_HOME": str(tmp_path / f"home{number}"), "TZ": "Europe/Berlin"}
        call = [sys.executable, "-m", "lswtui", "import", str(tmp_path / "many.json")]
        with subprocess.Popen(call, env=environ, stdout=subprocess.PIPE) as importing:
            try:
                out, _ = importing.communicate(timeout=wait)
            except subprocess.TimeoutExpired:
                importing.send_signal(signal.SIGKILL)
                out, _ = importing.communicate()
        ran = installed("export", environ=environ)
        assert ran.code == 0, ran.err
        came = len(json.loads(ran.out)["databases"].get("2026-11", {}).get("cards", []))
        assert came in (0, 5_000)
        assert came == 5_000 or not out
        seen.add(came)
    assert seen == {0, 5_000}


def test_json_that_can_mean_one_thing_only_is_read_as_it_is() -> None:
    content = {"a": [1, 2.5, None, True, "x\u00e9\U0001f600"], "b": {"a": {}}}
    assert read_json(f" {json.dumps(content)}\n") == content
    with pytest.raises(BadInput, match="line 3 goes on"):
        read_json("{}\n\n{}")

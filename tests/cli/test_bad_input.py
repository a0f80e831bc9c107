"""Every argument takes anything, or refuses it in one sentence; nothing is lost and nothing is interpreted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lswtui.store.engine.checksum import compact, with_checksum

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import time_machine

    from tests.cli.conftest import Lsw, Ran

pytestmark = pytest.mark.usefixtures("day")

TEXTS = {
    "empty": "",
    "blank": "   ",
    "10 000 characters": "long " * 2_000,
    "10 000 letters": "x" * 10_000,
    "emoji": "👩‍🏭 press jammed 🔧",
    "cjk": "プレスが止まった",
    "right to left": "המכבש נתקע",
    "override": "a\u202egnp.exe",
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "control": "a\x00b\x08c\x9bd\r\ne".replace("\x00", "\x01"),
    "markup": "[red]x[/red] [bold",
    "percent": "%s {0} {running} $HOME",
}
TAKES_TEXT = [
    ("log", "--", "{}"),
    ("in", "--", "{}"),
    ("blip", "--", "{}"),
    ("other", "--", "{}"),
    ("add", "--", "{}"),
    ("note", "gemba", "--", "{}"),
    ("cue", "gemba", "--", "{}"),
    ("aside", "gemba", "--missed", "{}"),
    ("done", "gemba", "--finding", "{}"),
    ("off", "tomorrow", "--why", "{}"),
    ("interruption", "edit", "1", "--", "{}"),
    ("status", "--format", "{}"),
]
NAMES_A_CARD = [
    ("start", "{}"),
    ("done", "{}"),
    ("aside", "{}", "--excused"),
    ("aside", "{}", "--missed", "forgot"),
    ("move", "{}", "tomorrow"),
    ("todo", "{}"),
    ("note", "{}", "x"),
    ("cue", "{}", "x"),
    ("top", "{}"),
]
NAMES_SOMETHING = [
    ("interruption", "edit", "{}", "x"),
    ("interruption", "delete", "{}"),
    ("answer", "{}", "off"),
    ("board", "use", "{}"),
    ("board", "show", "{}"),
    ("board", "dates", "{}"),
    ("board", "dates", "lean-team-leader", "--task", "{}"),
    ("reflect", "--answers", "{}"),
    ("import", "{}"),
    ("report", "{}"),
    ("export", "{}"),
    ("completion", "{}"),
    ("board", "{}"),
    ("{}",),
]
TAKES_A_DATE = [
    ("today", "--on", "{}"),
    ("done", "gemba", "--on", "{}"),
    ("aside", "gemba", "--to", "{}"),
    ("move", "gemba", "{}"),
    ("add", "x", "--on", "{}"),
    ("off", "{}"),
    ("off", "{}", "--remove"),
    ("close", "--on", "{}"),
    ("report", "week", "--on", "{}"),
    ("report", "{}..{}"),
    ("reflect", "--on", "{}"),
    ("interruption", "delete", "1", "--on", "{}"),
]
BAD_DATES = [
    "2026-02-30",
    "2026-13-01",
    "20261119",
    "31.11.2026",
    "soon",
    "0000-00-00",
    "9999-12-31",
    "-1",
    "٢٠٢٦-١١-١٩",
]
TAKES_MINUTES = [
    ("done", "gemba", "--minutes", "{}"),
    ("add", "x", "--minutes", "{}"),
    ("log", "x", "--minutes", "{}"),
    ("in", "x", "--minutes", "{}"),
    ("back", "--minutes", "{}"),
    ("interruption", "edit", "1", "--minutes", "{}"),
]
BAD_MINUTES = ["-5", "nan", "inf", "1e9", "1441", "999999999999", "5.5.5", "٣", "²", "0x10"]
TAKES_A_TIME = [
    ("add", "x", "--at", "{}"),
    ("log", "x", "--at", "{}"),
    ("off", "tomorrow", "{}-"),
    ("board", "use", "lean-team-leader", "--shift", "{}-14:00"),
]
BAD_TIMES = ["25:00", "24:00", "12:60", "25", "no time", "1:2:3"]
NONE_SUCH = ["99", "gembla", "01KAEV0000", "no-such-thing"]


def called(template: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(part.replace("{}", value) for part in template)


def name_of(template: object) -> str | None:
    return " ".join(template) if isinstance(template, tuple) else None


def harmless(text: str) -> bool:
    return all(character == "\n" or character.isprintable() or character == "\u200d" for character in text)


def one_sentence(ran: Ran) -> bool:
    return ran.out == "" and ran.err.startswith("lsw: ") and ran.err.count("\n") == 1 and len(ran.err) < 800


def refuses(lsw: Lsw, template: tuple[str, ...], values: Iterable[str], *codes: int) -> None:
    """Hold that a call refuses each value in one sentence, and that nothing changes."""
    before = lsw.today()
    for value in values:
        ran = lsw(*called(template, value))
        assert ran.code in codes, (value[:40], ran)
        assert one_sentence(ran), (value[:40], ran)
        assert harmless(ran.err), (value[:40], ran)
    assert lsw.today() == before


@pytest.mark.parametrize("template", TAKES_TEXT, ids=name_of)
def test_any_text_is_text(lsw: Lsw, template: tuple[str, ...]) -> None:
    lsw.done("log", "press 4 jammed 5m")
    for value in TEXTS.values():
        ran = lsw(*called(template, value))
        assert harmless(ran.out + ran.err), (value[:40], ran)
        if ran.code == 0:
            assert ran.out.count("\n") == 1, (value[:40], ran)
        else:
            assert ran.code in (2, 3), (value[:40], ran)
            assert one_sentence(ran), (value[:40], ran)
        lsw("todo", "gemba")
    assert harmless(lsw.done("today").out)
    assert len(lsw.today()["interruptions"]) >= 1


@pytest.mark.parametrize("template", NAMES_A_CARD, ids=name_of)
def test_a_card_that_is_not_there_is_refused(lsw: Lsw, template: tuple[str, ...]) -> None:
    refuses(lsw, template, [*TEXTS.values(), *NONE_SUCH], 2, 3)


@pytest.mark.parametrize("template", NAMES_SOMETHING, ids=name_of)
def test_a_thing_that_is_not_there_is_refused(lsw: Lsw, template: tuple[str, ...]) -> None:
    refuses(lsw, template, [*TEXTS.values(), "no-such-thing"], 2, 3)


def test_a_file_that_is_not_there_does_not_pass_the_check(lsw: Lsw) -> None:
    for value in TEXTS.values():
        ran = lsw("board", "check", value)
        assert ran.code == 2
        assert harmless(ran.out + ran.err)


@pytest.mark.parametrize("template", TAKES_A_DATE, ids=name_of)
def test_a_date_that_is_none_is_refused(lsw: Lsw, template: tuple[str, ...]) -> None:
    refuses(lsw, template, [*BAD_DATES, *TEXTS.values()], 2)


@pytest.mark.parametrize("template", TAKES_MINUTES, ids=name_of)
def test_minutes_that_cannot_be_are_refused(lsw: Lsw, template: tuple[str, ...]) -> None:
    lsw.done("in", "x")
    refuses(lsw, template, [*BAD_MINUTES, *TEXTS.values()], 2)


@pytest.mark.parametrize("template", TAKES_A_TIME, ids=name_of)
def test_a_time_that_is_none_is_refused(lsw: Lsw, template: tuple[str, ...]) -> None:
    refuses(lsw, template, [*BAD_TIMES, *TEXTS.values()], 2)


def test_what_was_typed_can_be_read_back(lsw: Lsw) -> None:
    for value in TEXTS.values():
        lsw.done("blip", "--", f"before {value} after")
    read = [entry["text"] for entry in lsw.today()["interruptions"]]
    for value in TEXTS.values():
        legible = "".join(character for character in value if character.isalnum())
        assert any("".join(filter(str.isalnum, text)) == f"before{legible}after" for text in read), value[:40]


@pytest.mark.parametrize("arguments", [("today",), ("log", "x"), ("start", "gemba"), ("undo",), ("board", "list")])
def test_bytes_that_are_no_text_are_refused(lsw: Lsw, arguments: tuple[str, ...]) -> None:
    assert "UTF-8" in lsw.refused(*arguments, "a\udcff", code=2)


LINES = (
    b"0001-01-01T00:00:00+00:00 a 5m",
    b"9999-12-31T23:59:59+00:00 b 5m",
    b"1970-01-01T00:00:00+00:00 c 5m",
    b"1970-01-01T00:00:00+23:59 d 1440m",
    b"2199-12-31T23:59:59-12:00 e 5m",
    b"2026-11-19T10:00:00+01:00 f 99999999999999999m",
    b"2026-02-29T10:00:00+01:00 g",
    b"2026-W47-4T10:00:00+01:00 h 5m",
    b"2026-11-19T10:00:00.123456789+01:00",
    b"\xff\xfe\x00 i",
    b"x" * 300_000,
)


def test_lines_of_the_inbox_that_nobody_can_mean_are_taken_in_and_nothing_stops_at_them(
    lsw: Lsw, home: Path, day: time_machine.Traveller
) -> None:
    with (home / "data" / "inbox").open("ab") as inbox:
        inbox.write(b"\n".join(LINES) + b"\n")
    lsw.done("start", "gemba")
    for verb in ("today", "answer", "report month", "report year", "report 1970-01-01..1980-01-01", "export"):
        lsw.done(*verb.split())
    (days,) = [check for check in lsw.done("doctor", "--json").json["checks"] if check["id"] == "days"]
    assert days["state"] == "ok"
    day.shift(24 * 3600)
    lsw.done("start", "1")


GOOD = {"id": "x", "on": "2026-11-19", "title": "Call", "minutes": 5, "rev": 1, "at": "2026-11-19T09:00:00.000+01:00"}
FOREIGN: dict[str, dict[str, Any]] = {
    "no change": {"changes": 5},
    "a change without its fields": {"changes": [{"db": "2026-11"}]},
    "a record without a rev": {"now": {"id": "x"}},
    "a record with another id": {"now": {**GOOD, "id": "y"}},
    "a number for a table": {"table": 5},
    "a record of another shape": {"now": {**GOOD, "title": 7}},
    "a date far away": {"now": {**GOOD, "on": "9999-12-31"}},
    "a day under another date": {"table": "days", "now": {**GOOD, "title": None, "minutes": None}},
    "a board that is none": {"db": "undated", "table": "standards", "now": {**GOOD, "since": 5}},
    "what is remembered, otherwise": {"db": "undated", "table": "remembered", "now": {**GOOD, "id": "settled"}},
}


@pytest.mark.parametrize("wrong", FOREIGN.values(), ids=FOREIGN)
def test_a_journal_of_another_device_that_says_nonsense_is_told_and_mended(
    lsw: Lsw, home: Path, wrong: dict[str, Any]
) -> None:
    change = {"db": "2026-11", "table": "cards", "was": None, "now": GOOD, **wrong}
    change["id"] = "settled" if change["now"]["id"] == "settled" else "x"
    line = {
        "schema": 2,
        "seq": 1,
        "prev": "00000000",
        "at": "2026-11-19T09:00:00.000+01:00",
        "program": "board",
        "window": "1",
        "by": "user",
        "intent": "added Call",
        "undoes": None,
        "changes": wrong.get("changes", [change]),
    }
    folder = home / "data" / "journal" / "another"
    folder.mkdir()
    (folder / "2026-11.jsonl").write_bytes(with_checksum(compact(line)) + b"\n")
    reading = ("today", "status", "answer", "report month", "report year", "board show", "export", "reflect", "doctor")
    for verb in reading:
        assert lsw(*verb.split()).code in (0, 5), verb
    lsw("doctor", "--fix")
    for verb in (*reading, "start gemba", "log x", "undo"):
        lsw.done(*verb.split())

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.category import Category
from lswtui.domain.interruptions.notation import Capture, Piece, completions, read_capture, said_back
from lswtui.domain.times import minutes_between
from lswtui.domain.vocabulary import Valid, Whose

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 10, 0, 30, tzinfo=BERLIN)
CATEGORIES = (
    Category("equipment", "e", "Equipment down"),
    Category("quality", "q", "Quality"),
    Category("question", "n", "Question"),
    Category("people", "p", "People"),
    Category("boss-asks", "b", "Asked from above"),
)


def read(line: str, now: datetime = NOW, *, in_shell: bool = False) -> Capture:
    return read_capture(line, now=now, categories=CATEGORIES, shell=in_shell)


def said(capture: Capture) -> dict[str, Any]:
    """Only what the line says, times as local clock times with their offset in hours."""
    fields = capture._replace(pieces=(), notes=(), unread=())._asdict()
    empty = Capture()._asdict()
    shown = {name: value for name, value in fields.items() if value != empty[name]}
    return {name: at(value) if isinstance(value, datetime) else value for name, value in shown.items()}


def at(moment: datetime) -> str:
    return f"{moment:%d %H:%M}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", {}),
        ("   \t ", {}),
        ("press 4 jammed", {"text": "press 4 jammed"}),
        (
            "press 4 jammed  @maria  #eq  !team  at 9:40  15m",
            {
                "text": "press 4 jammed",
                "who": "maria",
                "category": "equipment",
                "minutes": 15,
                "start": "19 09:40",
                "end": "19 09:55",
                "whose": "team",
            },
        ),
        ("press 4 jammed @maria #eq", {"text": "press 4 jammed", "who": "maria", "category": "equipment"}),
        (
            "how do I book overtime @lee !team 3m",
            {"text": "how do I book overtime", "who": "lee", "whose": "team", "minutes": 3},
        ),
        ("phone: audit moved @ana 5m", {"text": "phone: audit moved", "who": "ana", "minutes": 5}),
        # who
        ("@Maria", {"who": "maria"}),
        ("WHO:Maria help", {"who": "maria", "text": "help"}),
        ("@anna-lena.m_2 late", {"who": "anna-lena.m_2", "text": "late"}),
        ("asked @maria, again", {"who": "maria", "text": "asked again"}),
        ("@王芳 停机", {"who": "王芳", "text": "停机"}),
        ("@مريم توقف", {"who": "مريم", "text": "توقف"}),
        ("@प्रिया line", {"who": "प्रिया", "text": "line"}),
        ("@ana @lee", {"who": "ana", "text": "@lee"}),
        ("mail me@home.org", {"text": "mail me@home.org"}),
        ("who: nobody knows", {"text": "who: nobody knows"}),
        ("@O'Neil", {"who": "o'neil"}),
        ("@O’Neil's order", {"who": "o'neil", "text": "order"}),
        (
            "＠ｍａｒｉａ jam ＃ｅ ！team １５ｍ",
            {"who": "maria", "text": "jam", "category": "equipment", "whose": "team", "minutes": 15},
        ),
        ("@Jose\u0301 jam", {"who": "jos\u00e9", "text": "jam"}),
        ("@' jam", {"text": "@' jam"}),
        ("@ # ! + @- ##", {"text": "@ # ! + @- ##"}),
        # category
        ("#e", {"category": "equipment"}),
        ("#E", {"category": "equipment"}),
        ("#equipment-d", {"category": "equipment"}),
        ("#asked", {"category": "boss-asks"}),
        ("cat:eq jam", {"category": "equipment", "text": "jam"}),
        ("#q", {"category": "quality"}),
        ("#qu", {"text": "#qu"}),
        ("#qual.", {"category": "quality"}),
        ("press #4", {"text": "press #4"}),
        # whose, valid, workaround, opens
        ("!mine", {"whose": Whose.MINE}),
        ("!b !wai", {"whose": Whose.BOSS, "valid": Valid.WAIT}),
        ("!v whose:nob", {"whose": Whose.NOBODY, "valid": Valid.VALID}),
        ("!w", {"text": "!w"}),
        ("whose:valid", {"text": "whose:valid"}),
        ("stop! !!", {"text": "stop! !!"}),
        ("~ jam", {"text": "jam", "workaround": True}),
        ("~5 pieces", {"text": "~5 pieces"}),
        ("jam again", {"text": "jam again"}),
        ("jam +problem", {"text": "jam +problem"}),
        ("+5 degrees", {"text": "+5 degrees"}),
        # escapes
        (r"\@maria \#e \!team \+problem \~", {"text": "@maria #e !team +problem ~"}),
        (r"stop\! C:\temp", {"text": r"stop! C:\temp"}),
        # lengths
        ("15m press", {"text": "press", "minutes": 15}),
        ("press @maria 15m", {"text": "press", "who": "maria", "minutes": 15}),
        ("press 15m #e", {"text": "press", "category": "equipment", "minutes": 15}),
        ("leak 15m from dock", {"text": "leak 15m from dock"}),
        ("1h", {"minutes": 60}),
        ("1h20", {"minutes": 80}),
        ("1h05m", {"minutes": 65}),
        ("jam 1h 20m", {"text": "jam", "minutes": 80}),
        ("jam 15 min", {"text": "jam", "minutes": 15}),
        ("jam 90MIN", {"text": "jam", "minutes": 90}),
        ("hose of 15 m", {"text": "hose of 15 m"}),
        ("jam 0m", {"text": "jam", "minutes": 0}),
        ("24h", {"minutes": 1440}),
        ("jam 24h01", {"text": "jam 24h01"}),
        ("jam 99999999999999m", {"text": "jam 99999999999999m"}),
        ("10m jam 15m", {"text": "jam 15m", "minutes": 10}),
        ("jam 15", {"text": "jam 15"}),
        ("jam 1.5h", {"text": "jam", "minutes": 90}),
        ("jam 90 minutes", {"text": "jam", "minutes": 90}),
        ("jam, 15 mins.", {"text": "jam,", "minutes": 15}),
        ("15m . jam", {"text": ". jam", "minutes": 15}),
        ("15m : jam", {"text": ": jam", "minutes": 15}),
        ("( 15m )", {"text": "( 15m )"}),
        ("jam 2hrs", {"text": "jam", "minutes": 120}),
        ("jam for half an hour", {"text": "jam", "minutes": 30}),
        ("half an hour of jam", {"text": "of jam", "minutes": 30}),
        ("jam 1:30", {"text": "jam", "minutes": 90}),
        ("jam 4:59", {"text": "jam", "minutes": 299}),
        ("jam 5:00", {"text": "jam 5:00"}),
        ("Bob dropped by 15m", {"text": "Bob dropped by", "minutes": 15}),
        ("dropped by at 9:40 5m", {"text": "dropped by", "start": "19 09:40", "minutes": 5, "end": "19 09:45"}),
        ("back in two hours", {"text": "back in two hours"}),
        ("moved to 9am", {"text": "moved to 9am"}),
        ("closed until 9:00", {"text": "closed until 9:00"}),
        ("one minute photo shop", {"text": "one minute photo shop"}),
        ("two hours @maria", {"minutes": 120, "who": "maria"}),
        ("jam 1.5m", {"text": "jam 1.5m"}),
        # times
        ("jam at 9:40", {"text": "jam", "start": "19 09:40"}),
        ("at 9.40 jam", {"text": "jam", "start": "19 09:40"}),
        ("At 10:00", {"start": "19 10:00"}),
        ("at 10:01", {"start": "18 10:01"}),
        ("jam at 9:40am", {"text": "jam", "start": "19 09:40"}),
        ("jam at 2:30pm", {"text": "jam", "start": "18 14:30"}),
        ("jam 9:30 a.m.", {"text": "jam", "start": "19 09:30"}),
        ("jam at half past nine", {"text": "jam", "start": "19 09:30"}),
        ("jam half past 9 5m", {"text": "jam", "start": "19 09:30", "minutes": 5, "end": "19 09:35"}),
        ("jam at half past 2", {"text": "jam", "start": "19 02:30"}),
        ("jam at 9 Uhr", {"text": "jam", "start": "19 09:00"}),
        ("jam since 9h15", {"text": "jam", "start": "19 09:15"}),
        ("jam at noon", {"text": "jam", "start": "18 12:00"}),
        ("closed until noon", {"text": "closed until noon"}),
        ("press 2a", {"text": "press 2a"}),
        ("jam at 0940", {"text": "jam", "start": "19 09:40"}),
        ("seen at 9:40 by maria", {"text": "seen at 9:40 by maria"}),
        ("jam at 940", {"text": "jam at 940"}),
        ("jam at 25:00", {"text": "jam at 25:00"}),
        ("jam 9:60-10:05", {"text": "jam 9:60-10:05"}),
        ("jam 15m at 9:40", {"text": "jam", "start": "19 09:40", "minutes": 15, "end": "19 09:55"}),
        ("15m jam at 9:40", {"text": "jam", "start": "19 09:40", "minutes": 15, "end": "19 09:55"}),
        ("jam 8-8:30", {"text": "jam", "start": "19 08:00", "minutes": 30, "end": "19 08:30"}),
        ("jam from 8 to 9:30", {"text": "jam", "start": "19 08:00", "minutes": 90, "end": "19 09:30"}),
        ("from 5 to 10 parts", {"text": "from 5 to 10 parts"}),
        ("jam 11-12pm", {"text": "jam", "start": "18 11:00", "minutes": 60, "end": "18 12:00"}),
        ("jam 11:30-12:30pm", {"text": "jam", "start": "18 11:30", "minutes": 60, "end": "18 12:30"}),
        ("jam 9：40－10：00", {"text": "jam", "start": "19 09:40", "minutes": 20, "end": "19 10:00"}),
        ("pages 8-10", {"text": "pages 8-10"}),
        ("9:40-10:00 jam", {"text": "jam", "start": "19 09:40", "minutes": 20, "end": "19 10:00"}),
        ("jam at 9.40–10.00", {"text": "jam", "start": "19 09:40", "minutes": 20, "end": "19 10:00"}),
        ("jam 10:05-10:20", {"text": "jam", "start": "18 10:05", "minutes": 15, "end": "18 10:20"}),
        ("jam 23:50-0:10", {"text": "jam", "start": "18 23:50", "minutes": 20, "end": "19 00:10"}),
        ("9:40-9:40", {"start": "19 09:40", "minutes": 0, "end": "19 09:40"}),
        ("jam 9:40-9:05", {"text": "jam 9:40-9:05"}),
        ("jam 9:40-9:50 15m", {"text": "jam 9:40-9:50", "minutes": 15}),
        ("9:40-9:50 jam 15m", {"text": "jam 15m", "start": "19 09:40", "minutes": 10, "end": "19 09:50"}),
        ("jam 20m ago", {"text": "jam", "start": "19 09:40"}),
        ("20m ago jam 5m", {"text": "jam", "start": "19 09:40", "minutes": 5, "end": "19 09:45"}),
        ("1h 20m ago", {"start": "19 08:40"}),
        ("jam half an hour ago", {"text": "jam", "start": "19 09:30"}),
        ("jam 15 ago", {"text": "jam 15 ago"}),
        ("25h ago", {"text": "25h ago"}),
        ("long ago", {"text": "long ago"}),
        ("jam at @maria 9:40", {"text": "jam at 9:40", "who": "maria"}),
        # any text
        ("a\n b\tc\r\n d", {"text": "a b c d"}),
        ("[red]hot[/red] 🔥", {"text": "[red]hot[/red] 🔥"}),
        ("\x1b[31mjam\x1b[0m \x00 5m\x1b[0m", {"text": "\x1b[31mjam\x1b[0m \x00 5m\x1b[0m"}),
    ],
)
def test_a_line_says(line: str, expected: dict[str, Any]) -> None:
    assert said(read(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("jam again", {"text": "jam", "workaround": True}),
        ("jam 15m again", {"text": "jam", "minutes": 15, "workaround": True}),
        ("jam Again 15m", {"text": "jam", "minutes": 15, "workaround": True}),
        ("again jam", {"text": "again jam"}),
        ("~ jam again", {"text": "jam again", "workaround": True}),
    ],
)
def test_again_ends_a_line_in_a_shell_only(line: str, expected: dict[str, Any]) -> None:
    assert said(read(line, in_shell=True)) == expected


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (
            "#xy",
            "#xy is none of e equipment, q quality, n question, p people, b boss-asks; kept as text",
        ),
        ("#qu", "#qu could be quality or question; kept as text"),
        ("!w", "!w could be wait or wrong; kept as text"),
        ("whose:wait", "whose:wait is none of mine, team, boss, peer, nobody; kept as text"),
        ("jam +obs", "+obs: there are no flows yet to open anything on; kept as text"),
        ("@o;neil", "@o;neil is no name; kept as text"),
        ("@ana @lee", "@lee: the line already says who it was; kept as text"),
        ("jam 25h", "25h is longer than a day; kept as text"),
        ("jam 25h ago", "25h ago is longer than a day; kept as text"),
        ("jam at 25:00", "at 25:00 is no time of day; kept as text"),
        ("moved to 9am", "9am after to is taken for no time of this; kept as text"),
        ("jam 3pm", "3pm may be still to come; write at 3pm for the last; kept as text"),
        ("jam 9:40", "9:40 may be a time or a length; write at 9:40 or 9h40; kept as text"),
        ("jam from 8 to 9", "from 8 to 9 may be a time; write 8:00; kept as text"),
        ("jam at 9", "at 9 may be a time; write 9:00; kept as text"),
        ("jam 9:40-9:05", "09:40-09:05 runs backwards; kept as text"),
        ("20m ago jam at 9:00", "at 9:00: the line already says when it began; kept as text"),
        ("9:40-10:30", "it would end at 10:30, later than now"),
        ("at 9:40 2h", "it would end at 11:40, later than now"),
    ],
)
def test_what_is_doubtful_is_noted(line: str, note: str) -> None:
    assert read(line).notes == (note,)


def test_what_is_understood_or_plain_text_is_not_noted() -> None:
    assert read(r"press 4 @ 9 bar ! \@lee stop! @maria #e !team ~ at 9:40 15m").notes == ()


def test_without_categories_their_marks_are_text() -> None:
    capture = read_capture("jam #e", now=NOW, categories=())
    assert capture.text == "jam #e"
    assert capture.notes == ("#e: no categories are known here; kept as text",)


def test_the_live_reading_says_back_each_piece_in_the_order_typed() -> None:
    assert read("15m @maria press  4 #e !team at 9:40").pieces == (
        Piece("minutes", "15m", "15 minutes"),
        Piece("who", "@maria", "@maria"),
        Piece("text", "press 4", "press 4"),
        Piece("category", "#e", "Equipment down"),
        Piece("whose", "!team", "team's work"),
        Piece("from", "at 9:40", "from 09:40"),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        (
            "press 4 jammed @maria #e !team at 9:40 11m",
            "press 4 jammed · @maria · Equipment down · team's work · 11m from 09:40",
        ),
        (
            "jam 9:40-9:55 ~ !wait",
            "jam · could wait · workaround again · 15m from 09:40 to 09:55",
        ),
        ("at 17:00 jam", "jam · from 17:00 yesterday"),
        ("0m", "0m"),
    ],
)
def test_a_capture_is_said_back_in_one_line(line: str, expected: str) -> None:
    assert said_back(read(line)) == expected


def berlin(day: str, clock: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=BERLIN, fold=fold)


@pytest.mark.parametrize(
    ("now", "line", "start", "minutes"),
    [
        # the clocks go forward from 02:00 to 03:00 on 29 March 2026
        (berlin("2026-03-29", "12:00"), "1:30-3:30", "2026-03-29T01:30:00+01:00", 60),
        (berlin("2026-03-29", "12:00"), "at 2:30", "2026-03-29T03:30:00+02:00", None),
        (berlin("2026-03-29", "03:10"), "20m ago 20m", "2026-03-29T01:50:00+01:00", 20),
        (berlin("2026-03-29", "03:10"), "at 1:50 20m", "2026-03-29T01:50:00+01:00", 20),
        (berlin("2026-03-29", "12:00"), "2:30-3:15", None, None),
        # and back from 03:00 to 02:00 on 25 October 2026
        (berlin("2026-10-25", "12:00"), "1:30-3:30", "2026-10-25T01:30:00+02:00", 180),
        (berlin("2026-10-25", "12:00"), "at 2:30 15m", "2026-10-25T02:30:00+01:00", 15),
        (berlin("2026-10-25", "02:20"), "at 2:10", "2026-10-25T02:10:00+02:00", None),
        (berlin("2026-10-25", "02:20", 1), "at 2:10", "2026-10-25T02:10:00+01:00", None),
        (berlin("2026-10-25", "02:05", 1), "at 2:10", "2026-10-25T02:10:00+02:00", None),
        (berlin("2026-10-25", "12:00"), "2:30-2:45", "2026-10-25T02:30:00+01:00", 15),
        (berlin("2026-10-25", "02:20", 1), "1h ago 1h", "2026-10-25T02:20:00+02:00", 60),
    ],
)
def test_times_hold_over_a_clock_change(now: datetime, line: str, start: str | None, minutes: float | None) -> None:
    capture = read(line, now)
    assert (capture.start and capture.start.isoformat()) == start
    assert capture.minutes == minutes


def test_a_time_just_before_midnight_typed_just_after_it_is_yesterdays() -> None:
    capture = read("at 23:50", datetime(2026, 11, 20, 0, 10, tzinfo=timezone(timedelta(hours=5, minutes=30))))
    assert capture.start is not None
    assert capture.start.isoformat() == "2026-11-19T23:50:00+05:30"
    assert said_back(capture) == "from 23:50 yesterday"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("jam @", ("jam @maria", "jam @ana", "jam @anabel")),
        ("jam @AN", ("jam @ana", "jam @anabel")),
        ("@ana", ("@anabel",)),
        ("@bel", ("@anabel",)),
        ("@zoe", ()),
        ("jam #e", ("jam #equipment", "jam #question", "jam #people")),
        ("#qu", ("#quality", "#question")),
        ("#down", ("#equipment",)),
        ("!w", ("!wait", "!wrong")),
        ("+", ()),
        ("@an ", ()),
        ("", ()),
        ("jam", ()),
        (r"\@an", ()),
    ],
)
def test_the_mark_being_typed_is_completed_the_best_first(line: str, expected: tuple[str, ...]) -> None:
    found = completions(line, categories=CATEGORIES, people=("Maria", "ana", "anabel"))
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


WORDS = st.one_of(
    st.sampled_from(["@ana", "@lee", "who:ana", "#e", "#qu", "cat:q", "#4", "!team", "!w", "!wait", "whose:peer"]),
    st.sampled_from(["~", "+problem", "+x", "whose:x", "\\@x", "\\~", "@", "#", "\\", "press"]),
    st.sampled_from(["again", "at", "ago", "9:40", "9.40", "25:00", "9:40-9:55", "23:00-1:00", "9:40-9:05"]),
    st.sampled_from(["15m", "1h", "20m", "min", "1h20", "0m", "25h", "15"]),
    st.text(max_size=12),
)
LINES = st.lists(WORDS, max_size=12).map(" ".join)
MOMENTS = st.builds(
    datetime.fromtimestamp,
    st.floats(min_value=4e8, max_value=4e9),
    st.sampled_from([BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia"), UTC]),
)


@given(line=LINES, now=MOMENTS, in_shell=st.booleans())
def test_nothing_typed_is_ever_lost(line: str, now: datetime, in_shell: bool) -> None:
    pieces = read(line, now, in_shell=in_shell).pieces
    assert " ".join(piece.text for piece in pieces) == " ".join(line.split())


@given(line=LINES, now=MOMENTS, in_shell=st.booleans())
def test_every_field_comes_from_a_piece_and_every_piece_gives_its_field(
    line: str, now: datetime, in_shell: bool
) -> None:
    capture = read(line, now, in_shell=in_shell)
    kinds = [piece.kind for piece in capture.pieces if piece.kind != "text"]
    assert len(kinds) == len(set(kinds))
    for field in ("who", "category", "whose", "valid", "workaround"):
        assert bool(getattr(capture, field)) == (field in kinds)
    assert (capture.start is not None) == ("from" in kinds or "span" in kinds)
    assert (capture.minutes is not None) == ("minutes" in kinds or "span" in kinds)


@given(line=LINES, now=MOMENTS)
def test_it_never_begins_later_than_now_and_its_length_is_the_time_between(line: str, now: datetime) -> None:
    capture = read(line, now)
    if capture.start is not None:
        assert 0 <= minutes_between(capture.start, now) <= 49 * 60
    if capture.start is not None and capture.minutes is not None:
        assert capture.end is not None
        assert minutes_between(capture.start, capture.end) == pytest.approx(capture.minutes, abs=1e-4)
    else:
        assert capture.end is None


@given(line=LINES, now=MOMENTS)
def test_marks_may_stand_before_or_after_the_text(line: str, now: datetime) -> None:
    before, after = read(f"@ana #e !team {line}", now), read(f"{line} @ana #e !team", now)
    if not any(word.startswith(("@", "#", "!", "who:", "cat:", "whose:")) for word in line.lower().split()):
        assert before._replace(pieces=()) == after._replace(pieces=())


@given(text=st.text())
def test_a_line_whose_every_sign_is_escaped_has_no_marks(text: str) -> None:
    line = " ".join("\\" + sign + word for word in text.split() for sign in "@#!+~")
    assert {piece.kind for piece in read(line).pieces} <= {"text"}


@pytest.mark.parametrize("unit", ["@a ", "#x ", "15m ", "9:40-9:55 ", "@", "a", "\\@", "1h", "🔥 ", "\u202eabc "])
def test_ten_thousand_characters_are_read_whole(unit: str) -> None:
    line = unit * (10_000 // len(unit))
    assert " ".join(piece.text for piece in read(line).pieces) == line.strip()
    assert all(len(note) < 200 for note in read(line).notes)


def test_why_words_stayed_text_is_told_apart_from_the_other_notes() -> None:
    capture = read("#xy at 9:40 25h")
    assert [f"{why}; kept as text" for why in capture.unread] == list(capture.notes)
    assert read("jam at 9:40 2h").unread == ()

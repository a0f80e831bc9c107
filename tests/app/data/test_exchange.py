from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app.data import exchange, undo
from lswtui.app.days import cards, leave
from lswtui.app.interruptions import log
from lswtui.app.reviews import save
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import BadInput
from tests.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

STAMP = {"rev": 1, "at": "2026-11-19T10:00:00+01:00"}
CARD = {"id": "a", "on": "2026-11-19", "title": "Call", "minutes": 5, **STAMP}


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with something of every kind."""
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    log.log(desk.workspace, "press 4 @maria #eq 5m")
    cards.move(desk.workspace, "audit", date(2026, 12, 1))
    leave.take_off(desk.workspace, (date(2026, 11, 23),), Absence(600, None, "doctor"))
    save.reflect(desk.workspace, {"pledge": "watch"})
    return desk


@pytest.fixture
def other(tmp_path: Path) -> Desk:
    """Another leader's empty home."""
    desk = Desk(tmp_path / "other")
    desk.clock.set("2026-11-19 12:00")
    return desk


def of(*documents: dict[str, Any], db: str = "2026-11", table: str = "cards") -> dict[str, Any]:
    return {"schema": 1, "databases": {db: {table: list(documents)}}}


def test_an_empty_home_has_the_same_data_after_an_import(busy: Desk, other: Desk) -> None:
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(other.workspace, json.dumps(exported))
    assert exchange.export_json(other.workspace) == exported
    assert exchange.export_json(other.another_window()) == exported
    assert other.day() == busy.day()


def test_a_card_that_waited_and_was_deleted_is_not_said_to_wait(desk: Desk, other: Desk) -> None:
    cards.add(desk.workspace, "Call")
    desk.clock.set("2026-11-20 06:00")
    cards.start(desk.workspace, "huddle")
    cards.delete(desk.workspace, "Call")
    other.clock.set("2026-11-20 06:00")
    exchange.import_json(other.workspace, exchange.export_json(desk.workspace))
    assert "Call" not in [card.title for card in other.day("2026-11-20").cards]
    undo.undo(desk.workspace)
    assert "Call" in [card.title for card in desk.day().cards]


def test_importing_twice_changes_nothing(busy: Desk, other: Desk) -> None:
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(other.workspace, exported)
    before = len(list(other.workspace.store.entries_backwards()))
    assert exchange.import_json(other.workspace, exported).text.startswith("imported 0 records;")
    assert len(list(other.workspace.store.entries_backwards())) == before


def test_importing_what_is_there_changes_nothing(busy: Desk) -> None:
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(busy.workspace, exported)
    assert exchange.export_json(busy.workspace) == exported


def test_what_is_newer_here_stays_and_what_is_newer_there_comes(busy: Desk, other: Desk) -> None:
    exchange.import_json(other.workspace, exchange.export_json(busy.workspace))
    cards.note(other.workspace, "walk", "written here")
    cards.note(busy.workspace, "huddle", "written there")
    exchange.import_json(other.workspace, exchange.export_json(busy.workspace))
    assert other.card("walk").note == "written here"
    assert other.card("huddle").note == "written there"


def test_what_was_deleted_here_stays_deleted(busy: Desk, other: Desk) -> None:
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(other.workspace, exported)
    log.delete(other.workspace, "1")
    exchange.import_json(other.workspace, exported)
    assert other.day().interruptions == ()


def test_an_import_is_one_step_of_undo(busy: Desk, other: Desk) -> None:
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(other.workspace, exported)
    assert undo.undo(other.workspace).text.startswith("undid: imported")
    assert other.day().cards == ()
    undo.redo(other.workspace)
    assert other.day() == busy.day()


def test_fields_and_tables_that_this_version_does_not_know_are_kept(other: Desk) -> None:
    newer = {
        "schema": 1,
        "databases": {"2026-11": {"cards": [{**CARD, "mood": [1, {"a": None}]}], "flows": [{"id": "f", **STAMP}]}},
    }
    exchange.import_json(other.workspace, newer)
    cards.note(other.workspace, "a", "later")
    tables = exchange.export_json(other.workspace)["databases"]["2026-11"]
    assert tables["cards"][0]["mood"] == [1, {"a": None}]
    assert tables["flows"] == [{"id": "f", **STAMP}]


def test_a_range_has_its_days_only_and_what_has_no_date(busy: Desk) -> None:
    databases = exchange.export_json(busy.workspace, date(2026, 11, 20), date(2026, 11, 30))["databases"]
    assert sorted(databases) == ["2026-11", "boards-2026-11", "undated"]
    assert {document["on"] for documents in databases["2026-11"].values() for document in documents} == {"2026-11-23"}
    assert databases["boards-2026-11"]["standards"]


def test_a_range_brings_the_cards_of_other_days_that_it_refers_to_and_can_be_imported(busy: Desk, other: Desk) -> None:
    busy.clock.set("2026-11-20 09:00")
    cards.add(busy.workspace, "Write to Lee")
    busy.clock.set("2026-12-02 08:00")
    cards.start(busy.workspace, "Write to Lee")
    busy.clock.tick(10)
    log.log(busy.workspace, "press 4 5m")
    other.clock.set("2026-12-02 12:00")
    exported = exchange.export_json(busy.workspace, date(2026, 12, 2), date(2026, 12, 2))
    assert [card["title"] for card in exported["databases"]["2026-11"]["cards"]] == ["Write to Lee"]
    exchange.import_json(other.workspace, exported)
    assert other.day("2026-12-02").minutes(other.clock.now()) == busy.day("2026-12-02").minutes(other.clock.now())


def test_an_export_of_nothing_can_be_imported(empty: Desk, other: Desk) -> None:
    assert exchange.import_json(other.workspace, exchange.export_json(empty.workspace)).text == "imported 0 records"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1, column 1"),
        ('{"schema": 1,\n "databases": }', "line 2, column 15"),
        ("[]", "the file: should be an object"),
        ("[" * 100_000, "too deep"),
        ('{"schema": 1, "databases": {"2026-11": {"cards": [NaN]}}}', "NaN"),
        ("{}", "schema: is missing"),
        ('{"schema": 99, "databases": {}}', "newer lswtui"),
        ('{"schema": 1}', "databases: should be an object"),
        ('{"schema": 1, "databases": {"2026-13": {}}}', r"databases\.2026-13"),
        ('{"schema": 1, "databases": {"../etc": {}}}', r"databases\.\.\./etc"),
        ('{"schema": 1, "databases": {"2026-11": {"Cards!": []}}}', r"databases\.2026-11\.Cards!"),
        ('{"schema": 1, "databases": {"2026-11": {"cards": {}}}}', r"cards: should be a list"),
    ],
)
def test_a_file_that_is_no_export_is_refused_with_the_place(other: Desk, text: str, place: str) -> None:
    with pytest.raises(BadInput, match=place):
        exchange.import_json(other.workspace, text)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": 5}, r"cards\[1\]\.id: is missing"),
        ({"id": ""}, r"cards\[1\]\.id: is missing"),
        ({"rev": 0}, "rev should be a whole number"),
        ({"rev": True}, "rev should be a whole number"),
        ({"at": "yesterday"}, "yesterday"),
        ({"at": "2026-11-19T10:00:00"}, "no zone"),
        ({"at": None}, "is no record of cards"),
        ({"on": "2026-10-01"}, "it belongs in 2026-10, not in 2026-11"),
        ({"on": "never"}, "never"),
        ({"title": None}, "'title' is missing"),
        ({"title": 7}, "its title cannot be 7"),
        ({"minutes": "5"}, "its minutes cannot be '5'"),
        ({"minutes": True}, "its minutes cannot be True"),
        ({"lane": "wip"}, "'wip' is not a valid Lane"),
        ({"steps": [1]}, "its steps"),
        ({"ended_at": "2026-11-19T10:00"}, "its ended_at cannot be '2026-11-19T10:00': it has no zone"),
        ({"extra": 2**70}, "too large"),
    ],
)
def test_one_bad_record_is_named_and_nothing_is_taken_in(other: Desk, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        exchange.import_json(other.workspace, of(CARD, {**CARD, "id": "b", **changed}))
    assert exchange.export_json(other.workspace)["databases"] == {"undated": {}}


def test_a_card_that_was_moved_for_months_goes_out_and_in_again(desk: Desk, other: Desk) -> None:
    cards.add(desk.workspace, "Write to Lee")
    for day in range(1, 80):
        on = date(2026, 11, 19) + timedelta(days=day)
        moved = cards.move(desk.workspace, "Write to Lee", on, on=on - timedelta(days=1))
    exchange.import_json(other.workspace, exchange.export_json(desk.workspace))
    assert other.card("Write to Lee", "2027-02-06").id == moved.id


DATES = ("0001-01-01", "9999-12-31", "1900-01-01", "2150-01-01")
DAY = {"id": "2026-11-19", "on": "2026-11-19", "seen": True}
EVENING = {"id": "evening@2026-11-19", "on": "2026-11-19", "review": "evening", "answers": [["well", "all"]]}
SPAN = {"id": "s", "on": "2026-11-19", "owner": "a", "start": "2026-11-19T09:00:00+01:00"}


@pytest.mark.parametrize(
    ("table", "document", "changed", "said"),
    [
        ("days", DAY, {"id": "1" * 5000}, "its id is too long"),
        ("days", DAY, {"id": "2026-11-20"}, "its id should be 2026-11-19"),
        ("days", DAY, {"id": "x"}, "its id should be 2026-11-19"),
        ("days", DAY, {"on": "20261119"}, "its on should be written '2026-11-19'"),
        ("days", DAY, {"on": "2026-W47-4"}, "its on should be written '2026-11-19'"),
        ("days", {**DAY, "id": "2026-11-25", "on": "2026-11-25"}, {"turned": True}, "still to come"),
        ("days", DAY, {"absences": [[0, 9000, "leave"]]}, "its absences cannot be"),
        ("days", DAY, {"absences": [[None, None, 5]]}, "its absences cannot be"),
        ("days", DAY, {"absences": [[True, None, ""]]}, "its absences cannot be"),
        ("reflections", EVENING, {"id": "evening@2026-11-20"}, "its id should be evening@2026-11-19"),
        ("reflections", EVENING, {"answers": [["well", 5]]}, "its answers cannot be"),
        ("reflections", EVENING, {"answers": [["well"]]}, "its answers cannot be"),
        ("cards", CARD, {"id": "plain.walk@2026-11-20"}, "its id says 2026-11-20, and it is due on 2026-11-19"),
        ("cards", CARD, {"board": "plain", "task": "walk"}, r"its id should begin with plain.walk@"),
        ("cards", CARD, {"minutes": 10**15}, "its minutes cannot be 1000"),
        ("cards", CARD, {"minutes": -1}, "its minutes cannot be -1"),
        ("cards", CARD, {"title": ["a"]}, "its title cannot be"),
        ("spans", SPAN, {"end": "2026-11-19T08:00:00+01:00"}, "it ends before it begins"),
        ("spans", SPAN, {"start": "9999-12-31T23:59:59-12:00"}, "too far away"),
        *(("cards", CARD, {name: on}, "too far away") for name in ("ended_on", "check_on", "moved_to") for on in DATES),
        *(("cards", CARD, {"ended_at": f"{on}T10:00:00+00:00"}, "too far away") for on in DATES),
    ],
)
def test_a_record_that_no_program_wrote_is_refused(
    other: Desk, table: str, document: dict[str, Any], changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        exchange.import_json(other.workspace, of({**document, **STAMP, **changed}, table=table))


def test_all_places_that_are_wrong_are_named_up_to_a_handful(other: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        exchange.import_json(other.workspace, of(*({**CARD, "id": f"c{place}", "title": 7} for place in range(8))))
    said = str(refused.value)
    assert all(f"cards[{place}] (c{place}): " in said for place in range(5))
    assert said.endswith("; and 3 more")


@pytest.mark.parametrize(
    ("table", "document", "said"),
    [
        ("spans", {**SPAN, "owner": "nobody"}, r"spans\[0\]: .* belongs to no card and to no interruption"),
        ("spans", {**SPAN, "owner": "nobody", "end": "2026-11-20T10:00:00+01:00"}, r"spans\[0\]: .* beyond now"),
        ("cards", {**CARD, "id": "plain.x@2026-11-19", "board": "plain", "task": "x"}, "was never in use"),
    ],
)
def test_what_the_doctor_would_name_is_refused_with_its_place(
    other: Desk, table: str, document: dict[str, Any], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        exchange.import_json(other.workspace, of({**document, **STAMP}, table=table))
    assert exchange.export_json(other.workspace)["databases"] == {"undated": {}}


def test_a_span_longer_than_a_day_is_refused_and_a_day_that_was_typed_too_full_is_not(busy: Desk, other: Desk) -> None:
    for text in ("jam 700m", "again 700m", "and again 700m"):
        log.log(busy.workspace, text)
    exported = exchange.export_json(busy.workspace)
    exchange.import_json(other.workspace, exported)
    assert exchange.export_json(other.workspace) == exported
    span = {**SPAN, "id": "long", "start": "2026-11-17T05:00:00+01:00", "end": "2026-11-19T06:00:00+01:00", **STAMP}
    exported["databases"]["2026-11"]["spans"].append(
        {**span, "owner": exported["databases"]["2026-11"]["cards"][0]["id"]}
    )
    with pytest.raises(BadInput, match=r"spans\[\d+\]: .* takes 49h00, more than a day has"):
        exchange.import_json(other.workspace, exported)


def test_one_id_in_two_tables_is_refused(other: Desk) -> None:
    both = {"cards": [{**CARD, **STAMP}], "spans": [{**SPAN, "id": "a", **STAMP}]}
    with pytest.raises(BadInput, match=r"2026-11\..*: 'a' is kept 2 times"):
        exchange.import_json(other.workspace, {"schema": 1, "databases": {"2026-11": both}})


@pytest.mark.parametrize(
    ("table", "document"),
    [
        ("remembered", {"id": "settled", "through": "0001-01-01"}),
        ("remembered", {"id": "settled", "through": "2027-01-01"}),
        ("remembered", {"id": "settled"}),
        ("remembered", {"id": "worked-holidays", "dates": ["9999-12-31"]}),
        ("remembered", {"id": "worked-holidays", "dates": 5}),
        ("remembered", {"id": "shifts", "switches": [{"since": "0001-01-01", "shift": "late"}]}),
        ("remembered", {"id": "set-back", "was": "2026-11-19T10:00:00"}),
        ("remembered", {"id": "inbox", "offset": "9"}),
        ("remembered", {"id": "restored", "changes": 1.5}),
        ("left-open", {"id": "plain.x@2026-11-18", "on": "2026-11-19"}),
        ("asking", {"id": "yesterday"}),
        ("repeated", {"id": "plain.x", "title": "X", "days": 20, "misses": [["c", "0001-01-01", None]], "told": []}),
        ("repeated", {"id": "plain.x", "title": 5, "days": 20, "misses": [], "told": []}),
        ("damage", {"id": "d"}),
        ("cards", {**CARD, "id": "u"}),
        ("standards", {"id": "s"}),
        ("standards", {"id": "s", "board_id": "x", "board": {"title": "X"}}),
        ("left-open", {"id": "l"}),
        ("remembered", {"id": "settled", "through": "soon"}),
    ],
)
def test_what_has_no_date_is_checked_too(other: Desk, table: str, document: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=rf"undated\.{table}\[0\]"):
        exchange.import_json(other.workspace, of({**document, **STAMP}, db="undated", table=table))

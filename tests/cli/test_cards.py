"""The verbs on cards and on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import time_machine

    from tests.cli.conftest import Lsw


pytestmark = pytest.mark.usefixtures("day")


def test_a_card_is_started_and_done(lsw: Lsw, day: time_machine.Traveller) -> None:
    assert lsw.done("start", "gemba").out == "started Start-up walk, each station\n"
    assert lsw.card("gemba")["lane"] == "doing"
    day.shift(13 * 60)
    lsw.done("done", "gemba", "--ok")
    card = lsw.card("gemba")
    assert (card["lane"], card["outcome"], card["finding"]) == ("done", "done", "ok")
    assert (card["actual_minutes"], card["estimated"]) == (13, False)


def test_a_card_may_be_named_by_its_number_in_the_list(lsw: Lsw) -> None:
    third = lsw.today()["cards"][2]
    lsw.done("start", "3")
    assert lsw.today()["running"]["id"] == third["id"]


def test_minutes_typed_afterwards_are_an_estimate(lsw: Lsw) -> None:
    lsw.done("done", "gemba", "--minutes", "20", "--finding", "station 6 without a tag")
    card = lsw.card("gemba")
    assert (card["actual_minutes"], card["estimated"], card["finding"]) == (20, True, "problem")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("interrupted", "interrupted"),
        ("int", "interrupted"),
        ("NOT", "not-ready"),
        ("Bus was late", "Bus was late"),
    ],
)
def test_a_missed_card_has_a_reason_of_the_ten_or_ones_own(lsw: Lsw, typed: str, reason: str) -> None:
    lsw.done("aside", "gemba", "--missed", typed)
    card = lsw.card("gemba")
    assert (card["lane"], card["outcome"], card["reason"]) == ("aside", "missed", reason)


def test_a_beginning_that_several_reasons_share_is_refused(lsw: Lsw) -> None:
    assert "absent or avoided" in lsw.refused("aside", "gemba", "--missed", "a", code=2)


@pytest.mark.parametrize(("option", "outcome"), [("--not-applicable", "not-applicable"), ("--excused", "excused")])
def test_a_card_is_set_aside_without_counting(lsw: Lsw, option: str, outcome: str) -> None:
    lsw.done("aside", "gemba", option)
    assert lsw.card("gemba")["outcome"] == outcome


@pytest.mark.parametrize("options", [(), ("--excused", "--not-applicable"), ("--missed", "forgot", "--to", "tomorrow")])
def test_setting_aside_takes_one_outcome(lsw: Lsw, options: tuple[str, ...]) -> None:
    lsw.refused("aside", "gemba", *options, code=2)


@pytest.mark.parametrize("call", [("aside", "gemba", "--to", "fri"), ("move", "gemba", "tomorrow"), ("move", "gemba")])
def test_a_card_moves_to_a_later_day(lsw: Lsw, call: tuple[str, ...]) -> None:
    lsw.done(*call)
    assert lsw.card("gemba")["outcome"] == "moved"
    moved = [card for card in lsw.today("--on", "2026-11-20")["cards"] if card["first_due"] == "2026-11-19"]
    assert [card["task"] for card in moved] == ["gemba"]


def test_a_card_does_not_move_to_the_past(lsw: Lsw) -> None:
    lsw.refused("move", "gemba", "yesterday", code=2)


def test_a_card_goes_back_to_do(lsw: Lsw) -> None:
    lsw.done("aside", "gemba", "--excused")
    lsw.done("todo", "gemba")
    assert lsw.card("gemba")["lane"] == "todo"


def test_a_one_off_is_added(lsw: Lsw) -> None:
    lsw.done("add", "Call", "the", "supplier", "--at", "14:00", "--minutes", "1h20", "--other")
    card = lsw.card("Call the supplier")
    assert (card["at"], card["minutes"], card["planned"], card["task"]) == ("14:00", 80, False, None)


def test_a_one_off_may_be_for_a_day_to_come(lsw: Lsw) -> None:
    lsw.done("add", "Call the supplier", "--on", "mon")
    assert lsw.card("Call the supplier", "--on", "2026-11-23")["lane"] == "todo"


def test_notes_and_cues_are_written_and_taken_away(lsw: Lsw) -> None:
    lsw.done("note", "gemba", "stations", "4", "to", "6")
    lsw.done("cue", "gemba", "go on at station 4")
    card = lsw.card("gemba")
    assert (card["note"], card["cue"]) == ("stations 4 to 6", "go on at station 4")
    lsw.done("note", "gemba", "")
    assert lsw.card("gemba")["note"] is None


def test_the_top_three_fill_up_by_themselves(lsw: Lsw) -> None:
    lsw.done("top", "gemba")
    lsw.done("top", "start-up-m")
    lsw.done("top", "job", "1")
    assert lsw.card("start-up-meeting")["top"] == 2
    assert (lsw.card("gemba")["top"], lsw.card("job-instruction")["top"]) == (None, 1)
    lsw.done("top", "job", "--remove")
    assert lsw.card("job-instruction")["top"] is None


def test_other_work_begins_and_ends(lsw: Lsw, day: time_machine.Traveller) -> None:
    lsw.done("other", "mail")
    day.shift(600)
    lsw.done("other", "--stop")
    assert lsw.today()["totals"]["other_minutes"] == 10
    lsw.refused("other", "--stop", code=3)


def test_a_day_is_locked_closed_and_reopened(lsw: Lsw) -> None:
    lsw.done("lock")
    assert lsw.today()["locked_at"] == "2026-11-19T10:30:00+01:00"
    lsw.done("close")
    assert lsw.today()["closed_at"] == "2026-11-19T10:30:00+01:00"
    assert lsw.card("gemba")["outcome"] == "missed"
    lsw.done("reopen")
    assert lsw.today()["closed_at"] is None
    assert lsw.card("gemba")["lane"] == "todo"
    lsw.refused("reopen", code=3)


def test_leave_excuses_days_and_can_be_taken_back(lsw: Lsw) -> None:
    lsw.done("off", "2026-11-23..2026-11-24", "--why", "leave")
    assert {card["outcome"] for card in lsw.today("--on", "2026-11-24")["cards"]} == {"excused"}
    lsw.done("off", "2026-11-23..2026-11-24", "--remove")
    assert {card["lane"] for card in lsw.today("--on", "2026-11-24")["cards"]} == {"todo"}
    lsw.refused("off", "2026-11-23", "--remove", code=3)


def test_half_a_day_off_excuses_what_lies_in_it(lsw: Lsw) -> None:
    lsw.done("off", "tomorrow", "12:00-")
    cards = lsw.today("--on", "2026-11-20")["cards"]
    assert {card["at"] for card in cards if card["outcome"] == "excused"} == {
        card["at"] for card in cards if (card["at"] or "") >= "12:00"
    }


@pytest.mark.parametrize("part", ["noon", "15:00-12:00", "-", "12:00", "25:00-"])
def test_a_part_of_a_day_is_two_times(lsw: Lsw, part: str) -> None:
    lsw.refused("off", "tomorrow", part, code=2)


def test_leave_has_an_end(lsw: Lsw) -> None:
    assert "too many" in lsw.refused("off", "2026-12-01..2036-12-01", code=2)


def test_yesterday_can_be_finished_today(lsw: Lsw, day: time_machine.Traveller) -> None:
    lsw.done("start", "gemba")
    day.shift(24 * 3600)
    lsw.done("todo", "start-up-meeting", "--on", "yesterday")
    lsw.done("done", "start-up-meeting", "--on", "yesterday", "--minutes", "10")
    assert lsw.card("start-up-meeting", "--on", "yesterday")["outcome"] == "done"


def test_undo_and_redo_go_from_call_to_call(lsw: Lsw) -> None:
    lsw.done("done", "gemba", "--minutes", "20")
    assert lsw.done("undo").out == "undid: finished Start-up walk, each station\n"
    assert lsw.card("gemba")["lane"] == "todo"
    assert lsw.done("redo").out == "redid: finished Start-up walk, each station\n"
    assert lsw.card("gemba")["lane"] == "done"
    lsw.refused("redo", code=3)


def test_a_question_is_listed_and_answered(lsw: Lsw, day: time_machine.Traveller) -> None:
    day.shift(4 * 24 * 3600)
    lsw.done("start", "gemba")
    (question,) = lsw.done("answer", "--json").json["questions"]
    assert question["kind"] == "unseen"
    assert [found["id"] for found in lsw.today()["questions"]] == [question["id"]]
    assert lsw.done("answer").out.startswith(f"1  {question['text']}")
    lsw.refused("answer", "1", "perhaps", code=2)
    lsw.refused("answer", "1", code=2)
    lsw.done("answer", "1", "off")
    assert lsw.done("answer").out == "nothing waits for an answer\n"
    lsw.refused("answer", question["id"], "off", code=3)


def test_a_task_that_never_applies_is_taken_off_the_board(lsw: Lsw) -> None:
    said = lsw.done("aside", "gemba", "--not-applicable", "--always").out
    assert said.endswith("not applicable; it is off your board from today on\n")
    assert lsw.card("gemba")["outcome"] == "not-applicable"
    assert "gemba" not in {card["task"] for card in lsw.today("--on", "2026-11-19")["cards"] if card["lane"] == "todo"}
    lsw.done("undo")
    assert lsw.card("gemba")["lane"] == "todo"


def test_a_reason_can_be_given_later(lsw: Lsw) -> None:
    lsw.done("aside", "gemba", "--missed", "-")
    assert (lsw.card("gemba")["outcome"], lsw.card("gemba")["reason"]) == ("missed", None)
    lsw.done("aside", "gemba", "--missed", "forgot")
    assert lsw.card("gemba")["reason"] == "forgot"


def test_closing_says_what_was_missed(lsw: Lsw) -> None:
    assert lsw.done("close").out.endswith(" cards missed, no reason given yet\n")


def test_always_goes_with_not_applicable_only(lsw: Lsw) -> None:
    assert "--not-applicable only" in lsw.refused("aside", "gemba", "--excused", "--always", code=2)


def test_leave_said_afterwards_excuses_what_was_left(lsw: Lsw, day: time_machine.Traveller) -> None:
    lsw.done("done", "gemba")
    day.shift(24 * 3600)
    said = lsw.done("off", "yesterday", "--why", "sick").out
    assert said.startswith("off: 2026-11-19, sick; ")
    assert said.endswith(" cards excused\n")
    cards = lsw.today("--on", "yesterday")["cards"]
    assert "missed" not in {card["outcome"] for card in cards}
    lsw.done("undo")
    assert "missed" in {card["outcome"] for card in lsw.today("--on", "yesterday")["cards"]}


def test_a_card_done_after_its_window_is_said_to_be_late(lsw: Lsw) -> None:
    lsw.done("done", "gemba")
    (line,) = (line for line in lsw.done("today").out.splitlines() if "Start-up walk" in line)
    assert line.endswith("late")


def test_a_moved_card_says_where_it_came_from(lsw: Lsw) -> None:
    lsw.done("move", "gemba", "2026-11-20")
    came = next(card for card in lsw.today("--on", "2026-11-20")["cards"] if card["moved_from"])
    assert (came["moved_from"], came["first_due"]) == ("2026-11-19", "2026-11-19")


def test_the_third_miss_is_asked_about_and_the_answer_is_on_the_board(lsw: Lsw, day: time_machine.Traveller) -> None:
    said = ""
    for reason in ("interrupted", "forgot", "interrupted"):
        for card in lsw.today()["cards"]:
            if card["task"] == "gemba":
                said = lsw.done("aside", card["id"], "--missed", reason).out
            elif card["lane"] == "todo":
                lsw.done("done", card["id"], "--minutes", "0")
        day.shift(24 * 3600 if reason != "forgot" else 3 * 24 * 3600)
    assert said.endswith("missed again and again, `lsw answer` asks what you will change\n")
    (question,) = (asked for asked in lsw.today()["questions"] if asked["kind"] == "repeat")
    assert "was missed 3 times in 3 due days: interrupted 2, forgot 1" in question["text"]
    assert "What will you change?" in lsw.done("today").out
    assert "no: not this time, your own words" in lsw.done("answer").out
    said = lsw.done("answer", question["id"], "ask", "Ana", "to", "watch", "the", "phone").out
    assert (
        said == "countermeasure ask Ana to watch the phone: on the board of Wed 25 Nov, looked at again on Wed 9 Dec\n"
    )
    (change,) = (card for card in lsw.today("--on", "2026-11-25")["cards"] if card["check_on"])
    assert (change["title"], change["check_on"], len(change["against"])) == (
        "ask Ana to watch the phone",
        "2026-12-09",
        3,
    )
    assert not [asked for asked in lsw.today()["questions"] if asked["kind"] == "repeat"]

from __future__ import annotations

from datetime import date

import pytest

from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.domain.errors import NotFound, RuleBroken
from lswtui.domain.vocabulary import Lane, Whose
from tests.desk import Desk


def test_an_interruption_is_kept_at_its_key_with_nothing_typed(desk: Desk) -> None:
    log.begin(desk.workspace)
    desk.clock.tick(4)
    (known,) = desk.day().stack
    assert (known.text, desk.minutes(known)) == ("", 4)


def test_an_interruption_pauses_the_card_and_back_resumes_it(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    cards.cue(desk.workspace, "walk", "station 4 next")
    desk.clock.tick(13)
    log.begin(desk.workspace, "press 4 jammed @maria #eq")
    desk.clock.tick(11)
    assert log.back(desk.workspace).text == "back after 11m; Walk the line goes on, next: station 4 next"
    desk.clock.tick(4)
    (jam,) = desk.day().interruptions
    assert (jam.who, jam.category, jam.card) == ("maria", "equipment", desk.card("walk").id)
    assert (desk.minutes(jam), desk.minutes(desk.card("walk"))) == (11, 17)


def test_interruptions_nest_and_come_back_one_by_one(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(5)
    log.begin(desk.workspace, "press 4")
    desk.clock.tick(5)
    log.begin(desk.workspace, "phone")
    desk.clock.tick(5)
    assert [known.text for known in desk.day().stack] == ["press 4", "phone"]
    assert log.back(desk.workspace).text == "back after 5m; press 4 goes on"
    desk.clock.tick(5)
    assert "Walk the line goes on" in log.back(desk.workspace).text
    minutes = {known.text: desk.minutes(known) for known in desk.day().interruptions}
    assert minutes == {"press 4": 10, "phone": 5}


def test_there_must_be_something_to_come_back_from(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="nothing to come back from"):
        log.back(desk.workspace)


def test_back_can_say_what_it_was_and_how_long(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(10)
    log.begin(desk.workspace)
    desk.clock.tick(30)
    log.back(desk.workspace, "press 4 jammed @maria 10m")
    (jam,) = desk.day().interruptions
    assert (jam.text, jam.who, desk.minutes(jam)) == ("press 4 jammed", "maria", 10)
    assert desk.minutes(desk.card("walk")) == 30


def test_finishing_the_interrupted_card_leaves_nothing_to_resume(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    log.begin(desk.workspace, "phone")
    desk.clock.tick(5)
    cards.finish(desk.workspace, "walk", minutes=10)
    assert log.back(desk.workspace).text == "back after 5m"
    assert (desk.day().running, desk.card("walk").lane) == (None, Lane.DONE)


def test_minutes_in_the_line_mean_that_it_ended_that_long_after_the_stamp(desk: Desk) -> None:
    said = log.begin(desk.workspace)
    desk.clock.tick(20)
    log.amend(desk.workspace, said.id or "", "phone 6m")
    (phone,) = desk.day().interruptions
    assert (phone.text, phone.runs, desk.minutes(phone)) == ("phone", False, 6)


def test_an_interruption_of_the_corridor_is_logged_after_the_fact(desk: Desk) -> None:
    desk.clock.set("2026-11-19 07:40")
    log.log(desk.workspace, "how do I book overtime @lee !team 3m")
    (known,) = desk.day().interruptions
    assert (f"{known.start:%H:%M}", f"{known.end:%H:%M}", known.whose) == ("07:37", "07:40", Whose.TEAM)
    assert all(span.estimated for span in desk.day().spans)


def test_without_minutes_a_log_is_a_blip_and_names_the_verb_that_goes_on(desk: Desk) -> None:
    said = log.log(desk.workspace, "phone @ana")
    assert "lsw in" in said.text
    (known,) = desk.day().interruptions
    assert known.blip
    assert desk.day().spans == ()


def test_a_blip_pauses_nothing(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(5)
    log.blip(desk.workspace, "wave")
    desk.clock.tick(5)
    assert desk.minutes(desk.card("walk")) == 10
    assert desk.day().interruptions[0].card == desk.card("walk").id


def test_capturing_works_before_any_board_is_chosen(empty: Desk) -> None:
    log.log(empty.workspace, "phone @ana 5m")
    log.begin(empty.workspace, "press")
    assert [known.text for known in empty.day().interruptions] == ["phone", "press"]
    assert empty.day().cards == ()


def test_what_took_place_before_the_day_began_counts_for_the_day_before(desk: Desk) -> None:
    desk.clock.set("2026-11-20 04:20")
    log.log(desk.workspace, "alarm call at 3:30 10m")
    assert desk.day().interruptions == ()
    assert [known.text for known in desk.day("2026-11-19").interruptions] == ["alarm call"]


def test_twenty_to_midnight_typed_after_midnight_is_the_nearest_past(desk: Desk) -> None:
    desk.clock.set("2026-11-20 00:10")
    log.log(desk.workspace, "alarm call at 23:50 5m")
    (known,) = desk.day("2026-11-19").interruptions
    assert f"{known.start:%d %H:%M}" == "19 23:50"


def test_an_interruption_is_named_by_its_number_of_the_day(desk: Desk) -> None:
    log.log(desk.workspace, "first 2m")
    desk.clock.tick(10)
    log.log(desk.workspace, "second 2m")
    log.mark(desk.workspace, "2", whose=Whose.MINE)
    assert [known.whose for known in desk.day().interruptions] == [None, Whose.MINE]
    with pytest.raises(NotFound, match="'7'"):
        log.mark(desk.workspace, "7", whose=Whose.MINE)


def test_more_that_is_written_replaces_only_what_it_says(desk: Desk) -> None:
    log.log(desk.workspace, "press @maria #eq 5m")
    log.amend(desk.workspace, "1", "!team")
    (known,) = desk.day().interruptions
    assert (known.text, known.who, known.category, known.whose) == ("press", "maria", "equipment", Whose.TEAM)


def test_a_whole_line_takes_away_what_it_leaves_out(desk: Desk) -> None:
    log.log(desk.workspace, "press @maria #eq 5m")
    log.amend(desk.workspace, "1", "press 4", whole=True)
    (known,) = desk.day().interruptions
    assert (known.text, known.who, known.category) == ("press 4", None, None)
    assert desk.minutes(known) == 5


def test_an_interruption_gets_another_time(desk: Desk) -> None:
    desk.clock.set("2026-11-19 09:00")
    log.log(desk.workspace, "press 10m")
    log.amend(desk.workspace, "1", "at 8:10")
    (known,) = desk.day().interruptions
    assert (f"{known.start:%H:%M}", f"{known.end:%H:%M}", desk.minutes(known)) == ("08:10", "08:20", 10)


def test_a_deleted_interruption_gives_the_clock_back(desk: Desk) -> None:
    cards.start(desk.workspace, "walk")
    desk.clock.tick(5)
    log.begin(desk.workspace, "nothing at all")
    desk.clock.tick(3)
    log.delete(desk.workspace, "1")
    desk.clock.tick(2)
    assert desk.day().interruptions == ()
    assert desk.minutes(desk.card("walk")) == 7


def test_an_outer_interruption_cannot_go_while_one_runs_inside_it(desk: Desk) -> None:
    log.begin(desk.workspace, "press")
    desk.clock.tick(1)
    log.begin(desk.workspace, "phone")
    with pytest.raises(RuleBroken, match="runs inside it"):
        log.delete(desk.workspace, "1")


def test_one_of_a_past_day_is_changed_on_that_day(desk: Desk) -> None:
    log.log(desk.workspace, "press 5m")
    desk.clock.set("2026-11-20 09:00")
    log.mark(desk.workspace, "1", on=date(2026, 11, 19), whose=Whose.TEAM)
    assert desk.day("2026-11-19").interruptions[0].whose is Whose.TEAM


def test_escape_sequences_are_kept_as_they_were_typed(desk: Desk) -> None:
    log.log(desk.workspace, "\x1b[31mpress\x1b[0m 5m")
    assert desk.day().interruptions[0].text == "\x1b[31mpress\x1b[0m"


@pytest.mark.parametrize("line", ["at 7:00 20m", "7:00-7:20"])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_said_to_end_later_than_now_counts_until_now(desk: Desk, line: str, whole: bool) -> None:
    desk.clock.set("2026-11-20 06:58")
    log.begin(desk.workspace, "press 4")
    desk.clock.tick(7)
    said = log.amend(desk.workspace, "1", line, whole=True) if whole else log.back(desk.workspace, line)
    (broke_in,) = desk.day().interruptions
    assert broke_in.end == desk.clock.now()
    assert desk.minutes(broke_in) == 5
    assert "it would end at 07:20, later than now" in said.text

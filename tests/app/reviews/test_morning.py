from __future__ import annotations

from datetime import date

import pytest

from lswtui.app.data import undo
from lswtui.app.days import cards, change
from lswtui.app.interruptions import log
from lswtui.app.reports import report
from lswtui.app.reviews import pledges, review, save
from lswtui.app.reviews.facts import Facts, beginning, facts_of, same_weekdays
from lswtui.app.reviews.pledges import TodaysPledges
from lswtui.app.reviews.review import EVENING, MORNING, ReviewContents
from lswtui.domain.errors import BadInput, NotFound, RuleBroken
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.reviews.review import Fact
from lswtui.measures.headroom import Headroom
from lswtui.measures.likely_interruption import LikelyInterruption
from lswtui.render.reviews.facts import fact_text
from lswtui.store.files.board_files import BadBoard
from tests.desk import Desk

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)
IF_THEN = "If it is Equipment, then I will ask what was tried"


def to(desk: Desk, when: str) -> None:
    """Go on to another time, the program opened there."""
    desk.clock.set(when)
    change.mark_seen(desk.workspace)


def morning(desk: Desk, on: date | None = None) -> ReviewContents:
    return review.asked(desk.workspace, on, MORNING)


def plan(desk: Desk, *, lock: bool = False, **answers: str) -> None:
    given = {question.replace("_", "-"): said for question, said in answers.items()}
    save.reflect(desk.workspace, given, review=MORNING, lock=lock)


def facts(desk: Desk, on: date | None = None) -> Facts:
    asked = morning(desk, on)
    weeks = same_weekdays(desk.workspace, asked)
    return facts_of(asked, desk.clock.now(), desk.workspace.categories(), weeks)


def some_thursdays(desk: Desk, *lines: str) -> None:
    """Thursdays on which these lines were logged at half past nine, a week each; now it is the Thursday after."""
    for week, line in enumerate(lines):
        on = date.fromordinal(THURSDAY.toordinal() + 7 * week)
        to(desk, f"{on} 09:50")
        if line:
            log.log(desk.workspace, f"{line} at 9:30")
    to(desk, f"{date.fromordinal(THURSDAY.toordinal() + 7 * len(lines))} 05:50")


def test_the_first_three_of_the_morning_are_on_the_board_at_once(desk: Desk) -> None:
    plan(desk, top="walk\nhuddle")
    assert {card.top: card.task for card in desk.day().cards if card.top} == {1: "walk", 2: "huddle"}
    assert desk.day().locked_at is None


def test_only_cards_that_can_still_be_done_can_come_first(desk: Desk) -> None:
    cards.finish(desk.workspace, "huddle", minutes=10)
    assert "huddle" not in {card.task for card in morning(desk).cards}
    assert morning(desk).decides_for == THURSDAY


def test_locking_sets_the_plan_and_is_one_step_of_undo_with_all_that_was_said(desk: Desk) -> None:
    said = save.reflect(desk.workspace, {"top": "walk", "if-then": IF_THEN}, review=MORNING, lock=True)
    assert said.text == "morning review saved and the plan set"
    assert desk.day().locked_at == desk.clock.now()
    undo.undo(desk.workspace)
    assert (desk.day().locked_at, desk.card("walk").top, morning(desk).reflection) == (None, None, None)
    assert pledges.promised(desk.workspace, THURSDAY).if_then == ""


def test_the_plan_can_be_set_without_a_word(desk: Desk) -> None:
    plan(desk, lock=True)
    assert desk.day().locked_at == desk.clock.now()


def test_the_plan_of_a_day_that_is_over_is_not_set_any_more_but_can_be_corrected(desk: Desk) -> None:
    plan(desk, if_then="one")
    to(desk, "2026-11-20 06:00")
    with pytest.raises(RuleBroken, match="is over"):
        save.reflect(desk.workspace, {"if-then": "two"}, review=MORNING, on=THURSDAY, lock=True)
    save.reflect(desk.workspace, {"if-then": "two"}, review=MORNING, on=THURSDAY)
    made = morning(desk, THURSDAY).reflection
    assert made is not None
    assert made.if_then == "two"
    assert desk.day("2026-11-19").locked_at is None


def test_the_if_then_of_the_morning_wins_over_that_of_the_evening_for_its_day_only(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch", "if-then": "evening"})
    to(desk, "2026-11-20 06:00")
    assert pledges.promised(desk.workspace, FRIDAY) == TodaysPledges("watch", "evening")
    plan(desk, if_then="morning")
    assert pledges.promised(desk.workspace, FRIDAY) == TodaysPledges("watch", "morning")
    to(desk, "2026-11-23 06:00")
    assert pledges.promised(desk.workspace, MONDAY) == TodaysPledges("watch", "evening")


def test_a_pledge_for_today_is_shown_and_not_asked_about(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch"})
    to(desk, "2026-11-20 06:00")
    assert "kept" not in {question.id for question in morning(desk).questions}
    assert (facts(desk).pledge, facts(desk).pledge_for) == ("watch", FRIDAY)


def test_without_a_pledge_nothing_is_asked_about_it(desk: Desk) -> None:
    assert [question.id for question in morning(desk).questions] == ["facts", "top", "likeliest", "if-then"]
    assert facts(desk).pledge == ""


def test_a_pledge_that_no_evening_asked_about_is_asked_about_in_the_morning_and_then_no_more(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch"})
    to(desk, "2026-11-20 06:00")
    to(desk, "2026-11-23 06:00")
    assert "kept" in {question.id for question in morning(desk).questions}
    plan(desk, kept="p")
    made = desk.pledge(MONDAY)
    assert made is not None
    assert made.pledge_kept is PledgeKept.PARTLY
    assert review.answered(morning(desk)) == {"kept": "partly"}
    assert review.asked(desk.workspace).pledged is None
    to(desk, "2026-11-24 06:00")
    assert "kept" not in {question.id for question in morning(desk).questions}
    assert facts(desk).pledge == ""


def test_what_the_evening_asked_about_the_morning_does_not(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch"})
    to(desk, "2026-11-20 14:00")
    save.reflect(desk.workspace, {"kept": "yes"})
    assert review.answered(review.asked(desk.workspace)) == {"kept": "yes"}
    to(desk, "2026-11-23 06:00")
    assert "kept" not in {question.id for question in morning(desk).questions}


def test_a_report_counts_a_pledge_once_whoever_asked_about_it(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch"})
    to(desk, "2026-11-23 06:00")
    plan(desk, kept="no", if_then=IF_THEN, lock=True)
    made = report.report(desk.workspace, THURSDAY, MONDAY)
    assert [(pledge.pledge, pledge.pledge_kept) for pledge in made.pledges] == [("watch", PledgeKept.NO)]


def test_the_likeliest_interruption_is_that_of_the_same_weekday_around_the_coming_hours(desk: Desk) -> None:
    some_thursdays(desk, "press #eq @maria 20m", "", "press #eq @maria 30m", "call #q @lee 5m")
    assert facts(desk).likeliest == LikelyInterruption("equipment", "maria", 9, 2, 4)
    assert beginning(facts(desk)) == "If it is Equipment, from maria, then I will"


def test_a_person_who_comes_with_something_else_each_time_begins_the_if_then_alone(desk: Desk) -> None:
    some_thursdays(desk, "press #eq @maria 20m", "call #q @maria 30m")
    assert beginning(facts(desk)) == "If maria comes, then I will"


def test_what_would_move_the_cursor_is_not_put_into_the_if_then(desk: Desk) -> None:
    some_thursdays(desk, "press #eq @mar\x1b[2Jia 20m", "press #eq @mar\x1b[2Jia 30m")
    assert "\x1b" not in beginning(facts(desk))
    assert "\x1b" not in fact_text(Fact.LIKELIEST, facts(desk))


def test_the_facts_are_said_in_one_line_each(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch"})
    some_thursdays(desk, "press #eq @maria 20m", "press #eq @maria 40m")
    told = facts(desk)
    assert fact_text(Fact.LIKELIEST, told) == "Thursdays around 9: mostly Equipment, from maria · 2 of 2 weeks"
    assert fact_text(Fact.PLEDGE, told) == "pledge: watch · for Fri 20 Nov"
    assert fact_text(Fact.ROOM, told) == "load: planned 2h15 · room 7h00 · usually breaks in 30m"


def test_more_than_there_is_room_for_is_said(desk: Desk) -> None:
    told = facts(desk)
    told = told._replace(room=Headroom(200, 240, 70))
    assert fact_text(Fact.ROOM, told) == "load: planned 3h20 · room 2h50 · too much by 30m · usually breaks in 1h10"
    assert (
        fact_text(Fact.ROOM, told._replace(room=Headroom(30, 0, None))) == "load: planned 30m · no working hours left"
    )


def test_it_is_another_one_when_these_hours_are_over(desk: Desk) -> None:
    some_thursdays(desk, "press #eq @maria 20m", "press #eq @maria 30m")
    desk.clock.set("2026-12-03 11:00")
    assert facts(desk).likeliest is None
    assert beginning(facts(desk)) == ""


def test_days_that_nobody_saw_are_no_weeks(desk: Desk) -> None:
    some_thursdays(desk, "press #eq 20m", "press #eq 20m")
    to(desk, "2026-12-17 05:50")
    likely = facts(desk).likeliest
    assert likely is not None
    assert (likely.weeks, likely.of) == (2, 3)


def test_more_than_eight_weeks_back_counts_no_more(desk: Desk) -> None:
    some_thursdays(desk, "press #eq 20m", *["call #q 5m"] * 8)
    likely = facts(desk).likeliest
    assert likely is not None
    assert (likely.category, likely.weeks, likely.of) == ("question", 8, 8)


def test_the_room_is_the_hours_left_without_what_usually_breaks_in(desk: Desk) -> None:
    some_thursdays(desk, "press #eq 20m", "press #eq 30m", "press #eq 90m")
    day = desk.day()
    room = facts(desk).room
    assert room.planned_minutes == sum(card.minutes for card in day.cards if card.is_open)
    assert (room.working_minutes, room.usual_minutes, room.minutes) == (450, 30, 420)


def test_a_past_morning_shows_the_whole_of_its_day(desk: Desk) -> None:
    to(desk, "2026-11-20 13:00")
    assert facts(desk, THURSDAY).room.working_minutes == 450
    assert facts(desk).room.working_minutes == 60


def test_the_evening_reads_no_weeks(desk: Desk) -> None:
    some_thursdays(desk, "press #eq 20m", "press #eq 20m")
    assert same_weekdays(desk.workspace, review.asked(desk.workspace)) == ()


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ("2026-11-19 04:59", False),
        ("2026-11-19 05:00", True),
        ("2026-11-19 07:59", True),
        ("2026-11-19 08:00", False),
        ("2026-11-21 06:00", False),
    ],
)
def test_the_plan_is_pointed_out_around_the_beginning_of_a_working_day(desk: Desk, now: str, *, wanted: bool) -> None:
    desk.clock.set(now)
    assert review.wants_plan(desk.workspace, desk.day(), desk.clock.now()) is wanted


def test_it_is_pointed_out_no_more_once_the_morning_is_saved_or_the_plan_is_locked(desk: Desk) -> None:
    def wanted() -> bool:
        return review.wants_plan(desk.workspace, desk.day(), desk.clock.now())

    plan(desk, if_then=IF_THEN)
    assert not wanted()
    undo.undo(desk.workspace)
    assert wanted()
    cards.start(desk.workspace, "huddle")
    assert not wanted()


def test_another_day_than_today_waits_for_no_plan(desk: Desk) -> None:
    assert not review.wants_plan(desk.workspace, desk.day("2026-11-20"), desk.clock.now())


def test_morning_and_evening_of_a_day_are_kept_apart(desk: Desk) -> None:
    plan(desk, if_then="today")
    save.reflect(desk.workspace, {"if-then": "tomorrow"})
    assert review.answered(morning(desk)) == {"if-then": "today"}
    assert review.answered(review.asked(desk.workspace, review=EVENING)) == {"if-then": "tomorrow"}
    assert pledges.promised(desk.workspace, THURSDAY).if_then == "today"


def test_an_answer_to_no_question_of_the_morning_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(BadInput, match="there are: top, if-then"):
        plan(desk, well="x")
    with pytest.raises(NotFound):
        plan(desk, top="no such card")


def test_ones_own_morning_wins_and_a_bad_one_says_all_its_problems(desk: Desk) -> None:
    own = desk.workspace.own_boards / "reviews"
    own.mkdir(parents=True)
    (own / "morning.toml").write_text(
        'title = "Short"\ncadence = "workday"\nsteps = ["All"]\nends = "lock"\n'
        '[[question]]\nid = "one"\nstep = 1\nkind = "line"\nask = "What matters most?"\nfeeds = "today.if-then"\n'
    )
    plan(desk, one="calm", lock=True)
    assert pledges.promised(desk.workspace, THURSDAY).if_then == "calm"
    (own / "morning.toml").write_text('title = "Bad"\ncadence = "workdays"\nsteps = []\nends = "never"\n')
    with pytest.raises(BadBoard) as error:
        morning(desk)
    assert {problem.at for problem in error.value.problems} == {"cadence", "steps", "ends", "question"}


def test_without_a_board_a_morning_has_its_questions_all_the_same(empty: Desk) -> None:
    save.reflect(empty.workspace, {"if-then": IF_THEN}, review=MORNING)
    assert pledges.promised(empty.workspace, THURSDAY).if_then == IF_THEN
    assert facts(empty).room.working_minutes == 0

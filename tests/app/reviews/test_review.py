from __future__ import annotations

from datetime import date

import pytest

from lswtui.app.data import undo
from lswtui.app.days import calendar, cards, change, leave
from lswtui.app.interruptions import log
from lswtui.app.reviews import review, save
from lswtui.domain.days.day import Absence
from lswtui.domain.errors import BadInput, NotFound
from lswtui.domain.reviews.answers import PledgeKept
from lswtui.domain.reviews.review import Sweep
from lswtui.domain.vocabulary import Outcome, Whose
from tests.desk import Desk


def to_friday(desk: Desk) -> None:
    desk.clock.set("2026-11-20 14:00")
    change.mark_seen(desk.workspace)


def test_one_line_is_a_whole_reflection(desk: Desk) -> None:
    said = save.reflect(desk.workspace, {"well": "Lee found it himself"})
    assert said.text == "reflection saved"
    again = review.asked(desk.workspace).reflection
    assert again is not None
    assert again.answers == (("well", "Lee found it himself"),)


def test_the_board_asks_its_own_question_in_its_place(desk: Desk) -> None:
    asked = [question.id for question in review.asked(desk.workspace).questions]
    assert asked.index("problem") < asked.index("role.taught") < asked.index("mistake")


def test_what_is_answered_later_leaves_the_other_answers_alone(desk: Desk) -> None:
    save.reflect(desk.workspace, {"well": "a", "problem": "b"})
    save.reflect(desk.workspace, {"problem": "c", "mistake": "d"})
    reflection = review.asked(desk.workspace).reflection
    assert reflection is not None
    assert reflection.answers == (("well", "a"), ("problem", "c"), ("mistake", "d"))


def test_the_pledge_of_a_friday_is_for_monday(desk: Desk) -> None:
    to_friday(desk)
    save.reflect(desk.workspace, {"pledge": "watch three cycles", "if-then": "if jam, then Maria"})
    made = desk.pledge(date(2026, 11, 23))
    assert made is not None
    assert (made.pledge, made.if_then, made.pledge_for) == (
        "watch three cycles",
        "if jam, then Maria",
        date(2026, 11, 23),
    )
    assert desk.pledge(date(2026, 11, 20)) is None


def test_a_pledge_passes_over_leave(desk: Desk) -> None:
    to_friday(desk)
    leave.take_off(desk.workspace, (date(2026, 11, 23), date(2026, 11, 24)), Absence(why="leave"))
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    made = desk.pledge(date(2026, 11, 25))
    assert made is not None
    assert made.pledge_for == date(2026, 11, 25)


def test_a_pledge_waits_for_a_leader_who_was_ill_on_its_day(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    made = desk.pledge(date(2026, 11, 25))
    assert made is not None
    assert made.pledge == "watch three cycles"


def test_a_newer_pledge_takes_the_place_of_an_older_one(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "first"})
    to_friday(desk)
    save.reflect(desk.workspace, {"pledge": "second"})
    made = desk.pledge(date(2026, 11, 23))
    assert made is not None
    assert made.pledge == "second"


@pytest.mark.parametrize(
    ("answer", "kept"), [("y", PledgeKept.YES), ("partly", PledgeKept.PARTLY), ("N", PledgeKept.NO)]
)
def test_the_next_evening_says_whether_the_pledge_was_kept(desk: Desk, answer: str, kept: PledgeKept) -> None:
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    to_friday(desk)
    save.reflect(desk.workspace, {"kept": answer})
    pledged = review.asked(desk.workspace).pledged
    assert pledged is not None
    assert (pledged.on, pledged.pledge_kept) == (date(2026, 11, 19), kept)


def test_a_pledge_can_be_answered_for_by_itself(desk: Desk) -> None:
    save.reflect(desk.workspace, {"pledge": "watch three cycles"})
    to_friday(desk)
    assert "kept: yes" in save.keep_pledge(desk.workspace, PledgeKept.YES).text
    with pytest.raises(NotFound, match="no pledge was made"):
        save.keep_pledge(desk.workspace, PledgeKept.YES, on=date(2026, 11, 18))


def test_the_top_three_stand_on_the_next_working_day_in_their_order(desk: Desk) -> None:
    to_friday(desk)
    save.reflect(desk.workspace, {"top": "walk\nread\nhuddle"})
    top = {card.top: card.task for card in desk.day("2026-11-23").cards if card.top}
    assert top == {1: "walk", 2: "read", 3: "huddle"}


def test_another_choice_takes_the_place_of_the_top_three_before(desk: Desk) -> None:
    to_friday(desk)
    save.reflect(desk.workspace, {"top": "walk\nread"})
    save.reflect(desk.workspace, {"top": "huddle"})
    assert {card.top: card.task for card in desk.day("2026-11-23").cards if card.top} == {1: "huddle"}


def test_choosing_the_top_three_does_not_make_tomorrow_seen(desk: Desk) -> None:
    to_friday(desk)
    save.reflect(desk.workspace, {"top": "walk"})
    desk.clock.set("2026-11-24 06:00")
    assert calendar.Calendar(desk.workspace).unseen() == (date(2026, 11, 23),)


def test_a_card_that_tomorrow_has_not_is_refused_and_nothing_is_saved(desk: Desk) -> None:
    with pytest.raises(NotFound, match="gemba"):
        save.reflect(desk.workspace, {"well": "a", "top": "gemba"})
    assert review.asked(desk.workspace).reflection is None


def test_an_answer_to_no_question_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(BadInput, match="there are: kept"):
        save.reflect(desk.workspace, {"weather": "rain"})


def test_a_pledge_is_kept_yes_partly_or_no(desk: Desk) -> None:
    with pytest.raises(BadInput, match="say yes, partly or no"):
        save.reflect(desk.workspace, {"kept": "rather"})


def test_a_reflection_can_close_the_day(desk: Desk) -> None:
    assert save.reflect(desk.workspace, {"well": "a"}, close=True).text == "reflection saved and the day closed"
    assert desk.day().closed_at == desk.clock.now()
    undo.undo(desk.workspace)
    assert (desk.day().closed_at, review.asked(desk.workspace).reflection) == (None, None)


def test_yesterday_is_reflected_on_this_morning(desk: Desk) -> None:
    desk.clock.set("2026-11-20 06:00")
    save.reflect(desk.workspace, {"pledge": "watch"}, on=date(2026, 11, 19))
    made = desk.pledge(date(2026, 11, 20))
    assert made is not None
    assert made.pledge == "watch"


def test_several_lines_stay_several_lines_each_as_it_was_typed(desk: Desk) -> None:
    save.reflect(desk.workspace, {"problem": "one\x1b[2J\n\n two "})
    reflection = review.asked(desk.workspace).reflection
    assert reflection is not None
    assert reflection.answer("problem") == "one\x1b[2J\ntwo"


def test_the_sweep_asks_for_reasons_whose_work_and_categories(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    log.log(desk.workspace, "press 4 @maria 5m")
    rows = review.asked(desk.workspace).rows
    assert [(row.sweep, row.text) for row in rows] == [
        (Sweep.REASON, "Walk the line"),
        (Sweep.WHOSE, "@maria press 4"),
        (Sweep.CATEGORY, "@maria press 4"),
    ]


def test_alike_interruptions_stand_on_one_line_and_are_cleared_together(desk: Desk) -> None:
    for _ in range(3):
        log.log(desk.workspace, "press 4 @maria #eq 5m")
    (row,) = review.asked(desk.workspace).rows
    assert row.text == "@maria press 4 (3 times)"
    save.clear(desk.workspace, row, "team", on=date(2026, 11, 19))
    assert {known.whose for known in desk.day().interruptions} == {Whose.TEAM}
    assert review.asked(desk.workspace).rows == ()


def test_a_sweep_has_ten_rows_at_most_and_says_how_many_more(desk: Desk) -> None:
    for number in range(7):
        log.log(desk.workspace, f"call {number} 1m")
    evening = review.asked(desk.workspace)
    assert (len(evening.rows), evening.more_rows) == (10, 4)


def test_a_reason_of_ones_own_is_taken_and_another_choice_is_not(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    log.log(desk.workspace, "press 4 #eq 5m")
    reason, whose = review.asked(desk.workspace).rows
    save.clear(desk.workspace, reason, "fire drill", on=date(2026, 11, 19))
    assert desk.card("walk").reason == "fire drill"
    with pytest.raises(BadInput, match="none of mine"):
        save.clear(desk.workspace, whose, "yours", on=date(2026, 11, 19))


def test_what_is_cleared_can_be_undone(desk: Desk) -> None:
    cards.set_aside(desk.workspace, "walk", Outcome.MISSED)
    (row,) = review.asked(desk.workspace).rows
    save.clear(desk.workspace, row, "crisis", on=date(2026, 11, 19))
    undo.undo(desk.workspace)
    assert review.asked(desk.workspace).rows == (row,)


def test_without_a_board_an_evening_has_its_questions_all_the_same(empty: Desk) -> None:
    save.reflect(empty.workspace, {"well": "a start"})
    assert review.asked(empty.workspace).decides_for == date(2026, 11, 20)

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lswtui.domain.boards.board import Window
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.reminder import (
    Reminder,
    ReminderRules,
    ReminderSubject,
    ReminderWatch,
    quiet_hours,
    quiet_text,
    reminders,
    sentence,
)
from lswtui.domain.errors import BadInput
from lswtui.domain.vocabulary import Outcome
from tests.domain.making import BERLIN, ON, WINDOWS, a_card, a_day, at, broke_in, ids, later

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

RULES = ReminderRules()


def seen(day: Day, clock: str, watch: ReminderWatch | None = None, rules: ReminderRules = RULES) -> ReminderWatch:
    return (watch or ReminderWatch()).seeing(day, rules, at(clock), BERLIN)


def said(watch: ReminderWatch, day: Day, clock: str, rules: ReminderRules = RULES, *, hidden: bool = False) -> str:
    return sentence(watch.due(day, rules, at(clock)), at(clock), hidden=hidden)


def kinds(due: Sequence[Reminder]) -> list[tuple[str, ReminderSubject]]:
    return [(reminder.card.id, reminder.about) for reminder in due]


def test_a_card_is_told_five_minutes_before_its_time_and_when_its_window_has_ended() -> None:
    day = a_day(a_card("walk", "07:00", 30))
    watch = seen(day, "06:00")
    assert watch.next == at("06:55")
    assert said(watch, day, "06:54") == ""
    assert said(watch, day, "06:55") == "in 5 minutes: Walk at 07:00"
    watch = watch.having_said(watch.due(day, RULES, at("06:55")))
    assert said(watch, day, "06:59") == ""
    assert watch.next == at("08:00")
    assert said(watch, day, "08:00") == "late: Walk, planned at 07:00"
    assert watch.having_said(watch.due(day, RULES, at("08:00"))).next is None


def test_how_long_before_and_whether_late_is_the_leaders_choice() -> None:
    day = a_day(a_card("walk", "07:00"))
    assert kinds(list(reminders(day, ReminderRules(before=0), BERLIN))) == [("walk", ReminderSubject.LATE)]
    (soon,) = reminders(day, ReminderRules(before=15, late=False), BERLIN)
    assert soon.since == at("06:45")


@pytest.mark.parametrize(
    ("clock", "words"),
    [("06:55", "in 5 minutes: "), ("06:58", "in 2 minutes: "), ("06:59", "in 1 minute: "), ("07:00", "now: ")],
)
def test_it_says_the_minutes_that_are_left(clock: str, words: str) -> None:
    day = a_day(a_card("walk", "07:00"))
    assert said(seen(day, "06:00"), day, clock).startswith(words)


def test_once_the_time_has_come_it_is_no_longer_told_that_it_will() -> None:
    day = a_day(a_card("walk", "07:00"))
    watch = seen(day, "06:00")
    assert said(watch, day, "07:01") == ""
    assert seen(day, "07:01", watch).next == at("08:00")


@pytest.mark.parametrize(("clock", "waiting"), [("06:58", 2), ("07:01", 1), ("08:01", 0)])
def test_what_had_passed_when_the_program_opened_is_not_told(clock: str, waiting: int) -> None:
    assert len(seen(a_day(a_card("walk", "07:00")), clock).waiting) == waiting


def test_a_card_put_to_a_time_gone_by_is_not_told_late_and_one_put_off_is_told_of_its_new_time() -> None:
    day = a_day(a_card("walk", "09:00"))
    watch = seen(day, "08:56")
    watch = watch.having_said(watch.due(day, RULES, at("08:56")))
    assert seen(a_day(a_card("walk", "07:00")), "08:57", watch).waiting == ()
    put_off = a_day(a_card("walk", "10:00"))
    assert said(seen(put_off, "08:57", watch), put_off, "09:55") == "in 5 minutes: Walk at 10:00"


def test_only_cards_that_wait_untouched_with_a_time_of_their_own_are_told() -> None:
    walk = a_card("walk", "07:00")
    day = a_day(walk)
    new_id = ids()
    begun = day.started("walk", at("06:10"), new_id)
    others = (
        a_day(a_card("walk")),
        begun,
        begun.put_back("walk", at("06:20")),
        day.finished("walk", at("06:10"), new_id),
        day.set_aside("walk", Outcome.EXCUSED, at("06:10")),
        a_day(walk._replace(as_needed=True)),
        a_day(walk._replace(held_open=True)),
        a_day(walk._replace(on=ON - timedelta(days=1))),
        day._replace(closed_at=at("06:20")),
    )
    assert [list(reminders(other, RULES, BERLIN)) for other in others] == [[]] * len(others)


@pytest.mark.parametrize(
    "other",
    [
        a_day(a_card("walk", "07:00"))._replace(windows=()),
        a_day(a_card("walk", "07:00"))._replace(absences=(Absence(),)),
        a_day(a_card("walk", "07:00"))._replace(absences=(Absence(None, 420),)),
        a_day(a_card("walk", "07:00")).with_interruption(broke_in("press", "06:50")),
    ],
    ids=["day off", "leave", "half a day", "interruption"],
)
def test_nobody_is_disturbed_off_away_or_in_the_middle_of_an_interruption(other: Day) -> None:
    watch = seen(other, "06:00")
    assert watch.waiting
    assert said(watch, other, "06:56") == ""


def test_after_an_interruption_late_is_told_once_and_what_is_stale_is_not() -> None:
    broken = a_day(a_card("walk", "07:00")).with_interruption(broke_in("press", "06:50"))
    watch = seen(broken, "06:00")
    watch = seen(broken, "07:30", watch)
    watch = seen(broken, "08:30", watch)
    assert said(watch, broken, "08:30") == ""
    back = broken.interruptions_ended(at("08:40"))
    watch = seen(back, "08:40", watch)
    assert said(watch, back, "08:40") == "late: Walk, planned at 07:00"


def test_what_fell_due_in_quiet_hours_is_told_after_them_if_it_is_still_true() -> None:
    rules = ReminderRules(quiet=quiet_hours("06:30-07:30, 08:00-09:00"))
    day = a_day(a_card("walk", "07:00"), a_card("round", "07:33"))
    watch = seen(day, "06:00", rules=rules)
    assert said(watch, day, "06:56", rules) == ""
    assert said(watch, day, "07:30", rules) == "in 3 minutes: Round at 07:33"
    assert said(watch, day, "08:59", rules) == ""
    assert said(watch, day, "09:00", rules) == "2 cards are late: Walk and Round"


def test_after_a_long_sleep_one_sentence_says_what_is_still_true() -> None:
    cards = [a_card(name, clock) for name, clock in (("a", "07:00"), ("b", "08:00"), ("c", "08:30"), ("d", "09:00"))]
    day = a_day(*cards, a_card("soon", "12:03"))
    assert said(seen(day, "06:00"), day, "12:00") == "in 3 minutes: Soon at 12:03; 4 cards are late: A, B, C and 1 more"


def test_several_at_once_are_one_sentence() -> None:
    day = a_day(a_card("walk", "07:00"), a_card("round", "07:00"), a_card("huddle", "07:02"))
    assert said(seen(day, "06:00"), day, "06:58") == "3 cards are due: Walk, Round and Huddle"


def test_hidden_titles_are_not_told() -> None:
    day = a_day(a_card("walk", "07:00"), a_card("round", "07:00"), a_card("huddle", "09:00"))
    watch = seen(day, "06:00")
    assert said(watch, day, "06:58", hidden=True) == "2 cards are due"
    assert said(watch, day, "08:57", hidden=True) == "a card is due in 3 minutes; 2 cards are late"
    alone = a_day(a_card("walk", "07:00"))
    assert said(seen(alone, "06:00"), alone, "08:30", hidden=True) == "a card is late"


@pytest.mark.parametrize("title", ["\x1b]9;owned\x07", "-u critical", "a\nb", "x" * 5000, "\u202eevil"])
def test_whatever_a_title_is_the_sentence_is_one_short_harmless_line_that_begins_with_our_word(title: str) -> None:
    day = a_day(a_card("walk", "07:00")._replace(title=title))
    for clock in ("06:55", "07:00", "08:00"):
        text = said(seen(day, "06:00"), day, clock)
        assert text.startswith(("in 5 minutes: ", "now: ", "late: "))
        assert text.isprintable()
        assert len(text) < 120


def test_on_the_night_the_clocks_go_back_five_minutes_are_five_minutes() -> None:
    on = ON.replace(month=10, day=25)
    day = Day(on, day_starts=0, cards=(a_card("round", "03:02", on=on),))
    soon, _ = reminders(day, RULES, BERLIN)
    assert soon.since.astimezone(BERLIN).isoformat() == "2026-10-25T02:57:00+01:00"


@pytest.mark.parametrize(
    ("text", "quiet", "loud"),
    [
        ("12:00-12:30", ["12:00", "12:29"], ["11:59", "12:30"]),
        ("18:00-07:00", ["18:00", "23:59", "00:00", "06:59"], ["07:00", "17:59"]),
        ("22:00-00:00", ["22:00", "23:59"], ["00:00", "21:59"]),
        (" 1:00-2:00,3:00 - 4:00 ", ["01:30", "03:30"], ["02:00", "04:00"]),
        ("", [], ["00:00", "12:00"]),
    ],
)
def test_quiet_hours_may_run_over_midnight(text: str, quiet: list[str], loud: list[str]) -> None:
    rules = ReminderRules(quiet=quiet_hours(text))
    assert [rules.is_quiet(at(clock)) for clock in (*quiet, *loud)] == [True] * len(quiet) + [False] * len(loud)


def test_quiet_hours_are_written_as_they_are_read() -> None:
    assert quiet_text(quiet_hours("9:00-9:30,22:00-0:00, 18:00-07:00")) == "09:00-09:30, 22:00-00:00, 18:00-07:00"


@pytest.mark.parametrize("text", ["noon", "12:00", "25:00-26:00", "08:00-08:00", "12:00-13:00,,", "18-7"])
def test_what_are_no_quiet_hours_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        quiet_hours(text)


# --- laws

clocks = st.integers(5 * 60, 20 * 60)
stretches = st.tuples(st.integers(0, 1439), st.integers(1, 1439)).map(lambda pair: Window(pair[0], pair[0] + pair[1]))


@st.composite
def days(draw: st.DrawFn) -> Day:
    times = draw(st.lists(clocks, min_size=1, max_size=6))
    lengths = draw(st.lists(st.integers(1, 90), min_size=6, max_size=6))
    cards = [
        a_card(f"c{number}", minutes=length)._replace(at=clock)
        for number, (clock, length) in enumerate(zip(times, lengths, strict=False))
    ]
    return a_day(*cards)


def rules_of(before: int, late: bool, quiet: list[Window]) -> ReminderRules:
    return ReminderRules(before, late, tuple(quiet))


all_rules = st.builds(rules_of, st.integers(0, 120), st.booleans(), st.lists(stretches, max_size=2))
looks = st.lists(st.tuples(st.integers(0, 18 * 3600), st.booleans()), min_size=1, max_size=40)
"""Seconds after four in the morning, in any order as clocks may be set, and whether somebody was typing."""


def told(day: Day, rules: ReminderRules, looks: Sequence[tuple[int, bool]]) -> list[tuple[datetime, Reminder]]:
    watch, heard = ReminderWatch(), []
    for seconds, typing in looks:
        now = later(at("04:00"), seconds / 60)
        watch = watch.seeing(day, rules, now, BERLIN)
        due = watch.due(day, rules, now)
        if due and not typing:
            watch = watch.having_said(due)
            heard += [(now, reminder) for reminder in due]
    return heard


@given(days(), all_rules, looks)
def test_a_card_is_told_once_of_each_kind_at_most(
    day: Day, rules: ReminderRules, looks: list[tuple[int, bool]]
) -> None:
    keys = [reminder.key for _, reminder in told(day, rules, looks)]
    assert len(keys) == len(set(keys))


@given(days(), all_rules, looks)
def test_nothing_is_told_in_quiet_hours_or_when_it_is_not_true(
    day: Day, rules: ReminderRules, looks: list[tuple[int, bool]]
) -> None:
    for now, reminder in told(day, rules, looks):
        assert not rules.is_quiet(now)
        starts = reminder.card.starts(day.day_starts, BERLIN)
        assert starts is not None
        if reminder.about is ReminderSubject.SOON:
            assert starts - timedelta(minutes=rules.before) <= now < starts + timedelta(minutes=1)
        else:
            deadline = reminder.card.deadline(day.day_starts, BERLIN)
            assert deadline is not None
            assert now >= deadline


@settings(max_examples=20)
@given(days(), st.integers(1, 120))
def test_whoever_watches_all_day_and_types_nothing_is_told_everything(day: Day, before: int) -> None:
    minutes = [(minute * 60, False) for minute in range(18 * 60 + 1)]
    heard = told(day, ReminderRules(before), minutes)
    assert len(heard) == sum(len(day.cards) for _ in ReminderSubject)


@given(days(), all_rules, st.integers(0, 18 * 60))
def test_before_the_next_moment_there_is_nothing_to_tell(day: Day, rules: ReminderRules, minute: int) -> None:
    now = later(at("04:00"), minute)
    watch = ReminderWatch().seeing(day, rules, at("04:00"), BERLIN)
    if watch.next is None or now < watch.next:
        assert watch.due(day, rules, now) == ()


def test_on_every_date_a_card_is_told_five_minutes_before_the_clock_shows_its_time() -> None:
    first = date(2024, 1, 1)
    for on in (first + timedelta(days=ahead) for ahead in range((date(2033, 1, 1) - first).days)):
        day = Day(on, cards=(a_card("walk", "07:00", on=on),), windows=WINDOWS)
        watch = ReminderWatch().seeing(day, RULES, at("00:30", on), BERLIN)
        assert watch.next == at("06:55", on), on
        assert kinds(watch.due(day, RULES, at("06:55", on))) == [("walk", ReminderSubject.SOON)], on
        assert kinds(watch.due(day, RULES, at("08:00", on))) == [("walk", ReminderSubject.LATE)], on

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.cadence.frequency import HowOften
from lswtui.domain.days.day import Day
from lswtui.domain.vocabulary import Activity, Area, CardKind, Domain, Outcome
from lswtui.measures.adherence import adherence
from lswtui.measures.breakdown import BreakdownRow, Dimension, breakdown, tally, together
from lswtui.measures.day_totals import DayTotals, sums_of
from lswtui.measures.due import DueCard, DueKey
from tests.measures.days import AFTERWARDS, THURSDAY, aside, card, days, done

WALK = card("walk", "09:00", activity=Activity.GO_AND_SEE, domain=Domain.OPERATE, area=Area.CAPABILITY)
COACH = card("coach", "10:00", activity=Activity.COACHING_DEVELOPMENT, domain=Domain.OPERATE, area=Area.CAPABILITY)
MAIL = card("mail", task=None, title="Answer the plant")
DUE = [
    DueCard.of(done(WALK, "09:10"), often=HowOften.DAILY),
    DueCard.of(aside(COACH, Outcome.MISSED), often=HowOften.WEEKLY),
    DueCard.of(done(MAIL, "11:00")),
]
MINUTES = {WALK.id: 45.0, COACH.id: 15.0, MAIL.id: 100.0}


def of(by: Dimension, found: dict[Dimension, tuple[BreakdownRow, ...]]) -> dict[str | None, tuple[int, float]]:
    return {part.name: (part.tally.due, part.minutes) for part in found[by]}


def test_the_due_is_compared_by_task_cadence_activity_domain_and_area() -> None:
    found = breakdown(DUE, (), MINUTES, {}, (), {})
    assert of(Dimension.TASK, found) == {"coach": (1, 15.0), "walk": (1, 45.0), None: (1, 100.0)}
    assert of(Dimension.CADENCE, found) == {"daily": (1, 45.0), "weekly": (1, 15.0), None: (1, 100.0)}
    assert of(Dimension.ACTIVITY, found) == {
        "go-and-see": (1, 45.0),
        "coaching-development": (1, 15.0),
        None: (1, 100.0),
    }
    assert of(Dimension.DOMAIN, found) == {"operate": (2, 60.0), None: (1, 100.0)}
    assert of(Dimension.AREA, found) == {"capability": (2, 60.0), None: (1, 100.0)}


def test_shares_are_of_the_minutes_of_the_board() -> None:
    found = breakdown(DUE, (), MINUTES, {}, (), {Activity.GO_AND_SEE: 0.5, Activity.REFLECTING: 0.1})
    assert [(part.name, part.share, part.target) for part in found[Dimension.ACTIVITY]] == [
        ("go-and-see", 0.75, 0.5),
        ("coaching-development", 0.25, None),
        ("reflecting", 0.0, 0.1),
        (None, None, None),
    ]
    (reflecting,) = breakdown((), (), {}, {}, (), {Activity.REFLECTING: 0.1})[Dimension.ACTIVITY]
    assert reflecting.share is None


def test_what_the_board_asks_for_is_there_also_where_nothing_was_due() -> None:
    audit = DueKey("Audit", 30, "b", "audit", HowOften.MONTHLY, Activity.GO_AND_SEE, Domain.PERFECT, Area.ALIGNMENT)
    found = breakdown(DUE, (), MINUTES, {}, (audit,), {})
    assert found[Dimension.TASK][0].title == "Audit"
    assert found[Dimension.TASK][0].tally.rate is None
    assert [part.name for part in found[Dimension.CADENCE]] == ["daily", "weekly", "monthly", None]


def test_a_renamed_task_has_its_newest_title() -> None:
    new = DueKey("Walk the line", 15, None, "walk")
    assert breakdown(DUE, (), MINUTES, {}, (new,), {})[Dimension.TASK][0].title == "Walk the line"


def test_time_on_what_was_not_due_counts_as_time_alone() -> None:
    other = DueKey("Audit", 30, "b", "audit", activity=Activity.GO_AND_SEE)
    found = breakdown(DUE, (), {**MINUTES, "audit": 5.0}, {"audit": other}, (), {})
    assert of(Dimension.ACTIVITY, found)["go-and-see"] == (1, 50.0)
    assert of(Dimension.TASK, found)["audit"] == (0, 5.0)


def test_the_streak_of_a_task_is_also_of_what_was_due_before() -> None:
    before = [DueCard.of(done(card("walk", "09:00", on=THURSDAY.replace(day=day)), "09:10")) for day in (17, 18)]
    walk = next(part for part in breakdown(DUE, before, MINUTES, {}, (), {})[Dimension.TASK] if part.name == "walk")
    assert walk.lately is not None
    assert (walk.lately.streak, walk.tally.due) == (3, 1)


def sums(day: Day) -> DayTotals:
    kinds = (*HowOften, None)
    return sums_of(day, AFTERWARDS, lambda each: kinds[len(each.id) % len(kinds)] if each.task else None)


@st.composite
def of_everything(draw: st.DrawFn) -> Day:
    """Any day, its cards of any activity, domain and area, and some of them one-offs."""
    day = draw(days())
    chosen = st.tuples(st.sampled_from(Activity), st.sampled_from(Domain), st.sampled_from(Area), st.booleans())
    for known in day.cards:
        activity, domain, area, one_off = draw(chosen)
        if one_off:
            day = day.with_card(known._replace(task=None))
        elif known.kind is CardKind.PLANNED:
            day = day.with_card(known._replace(activity=activity, domain=domain, area=area))
    return day


@given(of_everything())
def test_the_parts_add_up_to_the_whole_by_whatever_they_are_compared(day: Day) -> None:
    made = sums(day)
    whole = adherence(day, AFTERWARDS, whole=True)
    found = breakdown(made.due, (), made.minutes, made.others, (), {})
    assert set(found) == set(Dimension)
    for parts in found.values():
        counted = together(part.tally for part in parts)
        assert counted == tally(made.due)
        assert counted.due == whole.due_so_far
        assert (counted.done, counted.late, counted.on_time, counted.missed) == (
            whole.done,
            whole.done_late,
            whole.on_time,
            whole.missed,
        )
        assert abs(sum(part.minutes for part in parts) - sum(made.minutes.values())) < 1e-6
        named = [part.share for part in parts if part.share is not None]
        assert not named or abs(sum(named) - 1) < 1e-6

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lswtui.store.recovery.retention import DAYS, MONTHS, RECENT, WEEKS, BackupCopy, to_keep

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
copies = st.lists(
    st.builds(
        BackupCopy,
        st.text("abcdef0123456789", min_size=6, max_size=6),
        st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
        st.integers(0, 1000),
    ),
    max_size=150,
    unique_by=lambda copy: copy.name,
)


def daily(days: int) -> list[BackupCopy]:
    return [BackupCopy(f"{day:05}", FIRST + timedelta(days=day), day) for day in range(days)]


@given(copies)
def test_what_holds_most_is_never_let_go(those: list[BackupCopy]) -> None:
    kept = to_keep(those)
    most = max((copy.changes for copy in those), default=None)
    assert most is None or any(copy.changes == most for copy in those if copy.name in kept)


@given(copies)
def test_no_more_are_kept_than_there_are_places(those: list[BackupCopy]) -> None:
    assert len(to_keep(those)) <= min(len(those), RECENT + DAYS + WEEKS + MONTHS + 1)


@given(copies)
def test_what_was_kept_is_kept_again(those: list[BackupCopy]) -> None:
    kept = to_keep(those)
    assert to_keep(copy for copy in those if copy.name in kept) == kept


@given(copies)
def test_the_newest_is_kept(those: list[BackupCopy]) -> None:
    newest = max(those, key=lambda copy: (copy.at, copy.name), default=None)
    assert newest is None or newest.name in to_keep(those)


def test_after_years_of_days_there_are_days_weeks_and_months() -> None:
    those = daily(3 * 365)
    kept = sorted(copy.at.date() for copy in those if copy.name in to_keep(those))
    last = those[-1].at.date()
    assert kept[-14:] == [last - timedelta(days=day) for day in range(13, -1, -1)]
    assert len({(date.year, date.month) for date in kept}) == 24
    assert len(kept) < 14 + 8 + 24


def test_several_of_one_day_are_all_kept_while_they_are_recent() -> None:
    those = [BackupCopy(f"{hour}", FIRST + timedelta(hours=hour), hour) for hour in range(9)]
    assert len(to_keep(those)) == 9
    assert len(to_keep([*those, *daily(40)[1:]])) < 9 + 40


def test_a_small_one_does_not_push_out_the_large_one_before_it() -> None:
    large = BackupCopy("large", FIRST, 431)
    small = [BackupCopy(f"{day:05}", FIRST + timedelta(days=day), day) for day in range(1, 400)]
    assert "large" in to_keep([large, *small])

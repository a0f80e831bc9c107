from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.rota import Rota

MONDAY = date(2026, 11, 23)


def test_a_rota_begins_with_its_pattern_on_its_first_date() -> None:
    rota = Rota(MONDAY, "DDDNNN---")
    assert "".join(rota.letter(MONDAY + timedelta(days=day)) for day in range(12)) == "DDDNNN---DDD"


def test_days_off_are_not_on_duty() -> None:
    rota = Rota(MONDAY, "DN-")
    assert [rota.has(MONDAY + timedelta(days=day)) for day in range(4)] == [True, True, False, True]


@given(st.dates(date(1970, 1, 1), date(2199, 12, 1)), st.text("DN-", min_size=1, max_size=28))
def test_a_rota_repeats_in_both_directions(on: date, pattern: str) -> None:
    rota = Rota(MONDAY, pattern)
    assert rota.letter(on) == rota.letter(on + timedelta(days=len(pattern)))

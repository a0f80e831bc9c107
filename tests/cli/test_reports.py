from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.measures.breakdown import Dimension
from lswtui.measures.definitions import DEFINITIONS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Lsw

pytestmark = pytest.mark.usefixtures("day")


@pytest.mark.parametrize("by", Dimension)
def test_a_report_can_be_one_table(lsw: Lsw, by: Dimension) -> None:
    lsw.done("done", "gemba")
    printed = lsw.done("report", "day", "--by", str(by)).out
    assert "adherence" in printed
    assert "together" in printed
    assert "coverage" not in printed


def test_all_tables_are_in_the_json(lsw: Lsw) -> None:
    lsw.done("done", "gemba")
    for more in ((), ("--by", "task")):
        made = lsw.done("report", "day", "--json", *more).json
        assert set(made["by"]) == set(Dimension)
        for parts in made["by"].values():
            assert sum(part["due"] for part in parts) == made["adherence"]["due"]
            assert sum(part["done"] for part in parts) == made["adherence"]["done"]


def test_explain_says_what_each_figure_means_and_what_it_was_worked_out_from(lsw: Lsw) -> None:
    lsw.done("done", "gemba")
    assert DEFINITIONS["coverage"] not in lsw.done("report", "day").out
    explained = lsw.done("report", "day", "--explain").out
    assert DEFINITIONS["coverage"] in explained
    assert "here (1 done + 0 done late) / " in explained
    assert DEFINITIONS["part"] in lsw.done("report", "day", "--by", "area", "--explain").out


def test_a_table_that_is_none_is_refused(lsw: Lsw) -> None:
    lsw.refused("report", "week", "--by", "colour", code=2)


def test_names_stand_on_ones_own_screen_and_are_left_out_of_what_is_handed_on(lsw: Lsw) -> None:
    lsw.done("log", "press jammed @maria 5m")
    lsw.done("reflect", "--answers", "-", stdin='{"pledge": "call Lee first"}')
    own = lsw.done("report", "week").out
    assert "maria" in own
    assert "call Lee first" in own
    assert "person 1" not in own
    handed_on = lsw.done("report", "week", "--json").out
    assert "maria" not in handed_on
    assert "person 1" in handed_on
    assert "maria" in lsw.done("report", "week", "--json", "--with-names").out


def test_a_figure_is_good_from_the_target_of_the_settings(lsw: Lsw, home: Path) -> None:
    lsw.done("done", "1")
    assert "14 % so far (1 of 7)" in lsw.done("report", "day").out
    (home / "config.toml").write_text("target = 0.14\n")
    assert " good (" in lsw.done("report", "day").out
    assert "% good" in lsw.done("today").out

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lswtui.measures.by import By
from lswtui.measures.definitions import DEFINITIONS

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw

pytestmark = pytest.mark.usefixtures("day")


@pytest.mark.parametrize("by", By)
def test_a_report_can_be_one_table(lsw: Lsw, by: By) -> None:
    lsw.done("done", "gemba")
    printed = lsw.done("report", "day", "--by", str(by)).out
    assert "adherence" in printed
    assert "together" in printed
    assert "coverage" not in printed


def test_all_tables_are_in_the_json(lsw: Lsw) -> None:
    lsw.done("done", "gemba")
    for more in ((), ("--by", "task")):
        made = lsw.done("report", "day", "--json", *more).json
        assert set(made["by"]) == set(By)
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

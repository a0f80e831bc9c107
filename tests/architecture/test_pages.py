from __future__ import annotations

import re
from pathlib import Path

from lswtui.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "lswtui" / "pages"
PROMISES = (PAGES / "promises.md").read_text(encoding="utf-8")
VERBS_PAGE = (PAGES / "verbs.md").read_text(encoding="utf-8")


def promises() -> list[tuple[int, list[str]]]:
    """The numbers of the promises that can be tested, and where each is proved."""
    rows = re.findall(r"^\| (\d+)\. .* \| ((?:`[^`]+` ?)+) \|$", PROMISES, re.MULTILINE)
    return [(int(number), re.findall(r"`([^`]+)`", proofs)) for number, proofs in rows]


def test_all_twenty_promises_are_stated() -> None:
    assert [number for number, _ in promises()] == list(range(1, 21))


def test_every_promise_names_tests_that_exist() -> None:
    missing = [proof for _, proofs in promises() for proof in proofs if not (ROOT / "tests" / proof).exists()]
    assert missing == []


def test_every_verb_is_in_the_table_of_verbs() -> None:
    table = "\n".join(line for line in VERBS_PAGE.splitlines() if line.startswith("|"))
    named = set(re.findall(r"`([a-z][a-z-]*)`", table))
    assert {verb for family in VERBS.values() for verb in family} == named

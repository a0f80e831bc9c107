from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from lswtui.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "lswtui" / "pages"
README = (ROOT / "README.md").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_begins_with_its_title_and_one_line_about_it(page: Path) -> None:
    title, blank, about, after, *_ = page.read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert (blank, after) == ("", "")
    assert about.endswith(".")
    assert len(about) <= 70


def test_the_readme_leads_to_every_page() -> None:
    linked = re.findall(r"\(lswtui/pages/([a-z-]+)\.md\)", README)
    assert sorted(linked) == sorted(page.stem for page in PAGES.glob("*.md"))


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len(README.splitlines()) < 150


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(PAGES.glob("*.md"))], ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [
        link for link in links if not link.startswith("https://") and not (page.parent / unquote(link)).exists()
    ] == []

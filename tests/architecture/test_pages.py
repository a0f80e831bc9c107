from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

import pytest

from lswtui.app.config import Config, HolidaySettings, ReminderSettings
from lswtui.app.data import exchange
from lswtui.cli import output
from lswtui.cli.verbs import VERBS
from lswtui.domain.errors import ExitCode
from lswtui.domain.reviews.review import QuestionKind
from lswtui.domain.vocabulary import (
    Activity,
    Area,
    Domain,
    Handling,
    Lane,
    Outcome,
    Reason,
    Source,
    Valid,
    Whose,
)
from lswtui.measures.definitions import DEFINITIONS
from lswtui.render import contract_json
from lswtui.store.engine import journal

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "lswtui" / "pages"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMISES = (PAGES / "promises.md").read_text(encoding="utf-8")
WRITTEN = [*sorted(ROOT.glob("*.md")), *sorted(PAGES.glob("*.md"))]
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


def test_the_readme_has_one_line_that_opens_the_board_and_one_that_passes_the_tests() -> None:
    commands = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv")]
    assert len(commands) == 2
    assert commands[0].endswith(".venv/bin/lsw")
    assert ".venv/bin/pytest" in commands[1]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [
        link for link in links if not link.startswith("https://") and not (page.parent / unquote(link)).exists()
    ] == []


def test_the_exit_codes_are_those_of_the_program() -> None:
    named = re.findall(r"^\| (\d+) \|", (PAGES / "json.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(code) for code in named] == list(ExitCode)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("lane", Lane),
        ("outcome", Outcome),
        ("outcome", Handling),
        ("reason", Reason),
        ("from", Source),
        ("whose", Whose),
        ("valid", Valid),
        ("activity", Activity),
        ("domain", Domain),
        ("area", Area),
    ],
)
def test_the_page_about_json_names_every_word(key: str, words: type[StrEnum]) -> None:
    rows = re.findall(rf"^\| `{key}` \| (.*) \|$", (PAGES / "json.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(words) in [set(re.findall(r"`([a-z-]+)`", row)) for row in rows]


def test_the_page_about_versions_says_the_numbers_of_the_program() -> None:
    rows = re.findall(r"^\| the ([a-zA-Z ]+) \| ([\d.]+) \|", (PAGES / "versions.md").read_text("utf-8"), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert dict(rows) == {
        "program": project["version"],
        "JSON that verbs print": str(contract_json.SCHEMA),
        "export": str(exchange.SCHEMA),
        "data": str(journal.FORMAT),
    }
    assert contract_json.SCHEMA == output.SCHEMA
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_page_of_reports_defines_every_figure() -> None:
    written = [line for line in (PAGES / "reports.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    wanted = [f"| {name.replace('_', ' ')} | {meaning} |" for name, meaning in DEFINITIONS.items()]
    assert written[2:] == wanted, "in lswtui/pages/reports.md should stand:\n" + "\n".join(wanted)


def test_the_page_about_reviews_names_every_kind_of_question() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", (PAGES / "reviews.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(QuestionKind)


def test_the_page_about_settings_names_every_setting() -> None:
    page = (PAGES / "settings.md").read_text(encoding="utf-8")
    settings = (*Config._fields, *HolidaySettings._fields, *ReminderSettings().table())
    assert [setting for setting in settings if f"`{setting}`" not in page and f"`[{setting}]`" not in page] == []


def test_the_versions_of_python_are_said_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))
    assert project["requires-python"] == f">={versions[0]}"
    assert f"in {' '.join(f'python{version}' for version in versions)};" in (ROOT / ".ci/run").read_text(
        encoding="utf-8"
    )
    assert f"Python {versions[0]} to {versions[-1]}" in README
    assert f"Python {versions[0]} to {versions[-1]}" in (PAGES / "platforms.md").read_text(encoding="utf-8")
    assert f"| Python | {', '.join(versions)} |" in (PAGES / "platforms.md").read_text(encoding="utf-8")


def test_the_package_says_that_it_has_types() -> None:
    assert (ROOT / "lswtui" / "py.typed").exists()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_every_path_that_is_named_is_there(page: Path) -> None:
    named = re.findall(r"`((?:lswtui|boards|tests|\.ci)/[\w./-]*)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_the_guide_for_contributors_names_in_a_file_is_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)` (?:in|of) `(lswtui/[\w./-]+\.py)`", guide)
    assert len(named) >= 5
    lost = [(name, path) for name, path in named if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")]
    assert lost == []

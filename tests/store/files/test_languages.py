"""Languages of sheets: each is one data file, and one more file is one more language."""

from __future__ import annotations

import shutil
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lswtui.domain.boards.sheet_import.headings import MEANINGS
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.worksheet import read_sheets
from lswtui.domain.errors import BadInput
from lswtui.store.files.board_files import bundled
from lswtui.store.files.languages import load_languages

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 11, 22)
FILES = sorted((bundled() / "languages").glob("*.toml"))
MADE_UP = """
name = "Klingt"

[often]
day = ["zortig"]
[unit]
week = ["blim"]
month = ["grumme"]
[weekday]
monday = ["mún-drá"]
friday = ["frú-drá"]
[ordinal]
-1 = ["ensta"]
[word]
every = ["ól"]
of = ["dú"]
and = ["ekk"]
[heading]
task = ["vérk"]
"how often" = ["húk"]
at = ["tímm"]
"""


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / "languages"
    shutil.copytree(bundled() / "languages", folder)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_language_is_one_file(tmp_path: Path) -> None:
    rows = (
        ("VERK", "Huk", "Timm"),
        ("A", "Zortig", "7:00"),
        ("B", "ól mun drá ekk FRU DRA", ""),
        ("C", "ensta frú-drá dú grumme", ""),
        ("D", "ól 3 blim", ""),
        ("E", "ól blurb", ""),
    )
    with pytest.raises(BadInput):
        read_sheets([Grid("", rows)], load_languages(), ON)
    read = read_sheets([Grid("", rows)], load_languages(folder_with(tmp_path, "xx.toml", MADE_UP)), ON)
    assert [(row.task["title"], row.task["every"]) for row in read.rows] == [
        ("A", "workday"),
        ("B", "mon,fri"),
        ("C", "last friday"),
        ("D", "every 3 weeks on mon from 2026-11-23"),
        ("E", "as needed"),
    ]
    assert [problem.at for problem in read.not_understood] == ["B6"]


def test_the_five_languages_are_there_english_first() -> None:
    assert [language.name for language in load_languages()] == [
        "English",
        "Deutsch",
        "Español",
        "Français",
        "Português",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_language_names_what_a_sheet_needs(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(table["weekday"]) == 8
    assert len(table["month"]) == 12
    assert {"day", "week", "month", "quarter", "year"} <= table["unit"].keys()
    assert {"1", "2", "3", "4", "5", "-1"} <= table["ordinal"].keys()
    assert {"every", "per", "to", "and", "or", "of", "from", "begin", "end", "about"} <= table["word"].keys()
    assert {"task", "how often", "at", "minutes", "standard", "why", "where"} <= table["heading"].keys()
    meanings = set(MEANINGS) | {"category_too", "surely_task", "task_if_no_other"}
    assert table["heading"].keys() <= meanings


@pytest.mark.parametrize(
    "text",
    [
        "",
        'name = "x"\n[oftn]\nday = ["d"]',
        'name = "x"\n[often]\ndai = ["d"]',
        'name = "x"\n[heading]\ntsak = ["t"]',
        'name = "x"\n[weekday]\nmoonday = ["m"]',
        "name =",
    ],
)
def test_a_file_that_is_no_language_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"xx\.toml is no language"):
        load_languages(folder_with(tmp_path, "xx.toml", text))

"""The pages of the handbook: Markdown files in the package, read by the command line, the window and the README."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from lswtui.domain.errors import NotFound
from lswtui.domain.toml_reader import did_you_mean

FOLDER = Path(__file__).parents[2] / "pages"


class Topic(NamedTuple):
    """Something to read about."""

    name: str
    """The name of its file without the ending, which people type."""
    about: str
    """One line: the first paragraph of the page."""


def topics() -> tuple[Topic, ...]:
    """Every topic that has a page, by name."""
    return tuple(Topic(path.stem, _first_paragraph(path)) for path in sorted(FOLDER.glob("*.md")))


def read_page(name: str) -> str:
    """The Markdown of a topic's page; raises `NotFound` with the nearest topic where there is none."""
    known = {path.stem: path for path in FOLDER.glob("*.md")}
    if name not in known:
        near = did_you_mean(name, known) or "`lsw help` lists what there is"
        raise NotFound(f"there is no page about {name[:40]!r}; {near}")
    return known[name].read_text(encoding="utf-8")


def _first_paragraph(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        _title, _blank, paragraph = (next(file) for _ in range(3))
    return paragraph.strip()

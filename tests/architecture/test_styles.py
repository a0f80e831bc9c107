from __future__ import annotations

import re
from pathlib import Path

import pytest

import lswtui.tui.screens

SCREENS = Path(lswtui.tui.screens.__file__).parent


def top_level_selectors(sheet: str) -> list[str]:
    """The selectors of a sheet that stand in no other block."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    heads: list[str] = []
    depth = 0
    for part in re.split(r"([{}])", plain):
        if part == "{":
            depth += 1
        elif part == "}":
            depth -= 1
        elif depth == 0 and part.strip():
            heads += [selector.strip() for selector in part.rpartition(";")[2].split(",")]
    return heads


@pytest.mark.parametrize("sheet", sorted(SCREENS.glob("*.tcss")), ids=lambda sheet: sheet.stem)
def test_the_sheet_of_a_screen_styles_only_that_screen(sheet: Path) -> None:
    """Textual applies the sheet of one screen to all of them: a bare ``Header { }`` would change every header."""
    owner = f"{sheet.stem.title().replace('_', '')}Screen"
    strangers = [
        selector
        for selector in top_level_selectors(sheet.read_text(encoding="utf-8"))
        if not re.match(rf"{owner}\b", selector)
    ]
    assert strangers == []

"""The languages that sheets are read in, each a data file beside the ready-made boards."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lswtui.domain.boards.sheet_import.headings import MEANINGS, OWN_COLUMNS
from lswtui.domain.boards.sheet_import.language import Language, language
from lswtui.domain.errors import BadInput
from lswtui.store.files.board_files import bundled

if TYPE_CHECKING:
    from pathlib import Path

_FIRST = "en"
"""The language that sheets are mostly written in, tried first where a sheet does not tell its own."""


@lru_cache(maxsize=4)
def load_languages(folder: Path | None = None) -> tuple[Language, ...]:
    """Every language that has a file in a FOLDER, by default the one of the program; raises `BadInput`."""
    import tomllib  # only a sheet needs it

    files = sorted(
        (folder or bundled() / "languages").glob("*.toml"), key=lambda path: (path.stem != _FIRST, path.stem)
    )
    found = []
    for path in files:
        try:
            found.append(_checked(language(tomllib.loads(path.read_text(encoding="utf-8")))))
        except (BadInput, tomllib.TOMLDecodeError) as error:
            raise BadInput(f"{path} is no language: {error}") from error
    return tuple(found)


def _checked(found: Language) -> Language:
    """The language with the headings that our own sheets have in any; raises `BadInput` for one that means nothing."""
    unknown = sorted(set(found.headings.values()) - set(MEANINGS))
    if unknown:
        raise BadInput(f"no column means {', '.join(unknown)}; it is one of {', '.join(MEANINGS)}")
    return found._replace(headings={**{heading: heading for heading in OWN_COLUMNS}, **found.headings})

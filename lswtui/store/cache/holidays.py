"""The public holidays of a year, kept on this machine so that no command works them out twice.

They are never the truth: each file says from what it was made, and one that was made from anything else is as
good as none. It may be deleted at any time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lswtui.store.cache.cache import keep, read_kept

if TYPE_CHECKING:
    from lswtui.store.engine.places import Places


class HolidayYear(NamedTuple):
    """The public holidays of a year, and what is wrong with the country or the region that was named for them."""

    names: dict[date, str]
    problems: tuple[tuple[str, str], ...] = ()
    """The key of the setting, and what is wrong with it."""


class HolidayCache:
    """The files of holidays, one a year."""

    def __init__(self, places: Places) -> None:
        self._folder = f"{places.state_folder}/holidays"

    def read(self, year: int, made_from: str) -> HolidayYear | None:
        """The holidays of a year if they were made from the same."""
        kept = read_kept(self._folder, str(year))
        if kept is None or kept["from"] != made_from:
            return None
        names = {date.fromisoformat(iso): name for iso, name in kept["names"].items()}
        return HolidayYear(names, tuple((key, said) for key, said in kept["problems"]))

    def write(self, year: int, found: HolidayYear, made_from: str) -> None:
        """Keep the holidays of a year, if the folder lets itself be written."""
        names = {on.isoformat(): name for on, name in found.names.items()}
        keep(self._folder, str(year), {"from": made_from, "names": names, "problems": found.problems})

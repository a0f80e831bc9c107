"""The public holidays where the leader works, as far as the settings name a country.

Without one nothing is imported and nothing parsed; with one a year is worked out once and then kept.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lswtui.domain.boards.board import no_holiday
from lswtui.domain.errors import LswError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from lswtui.app.workspace import Workspace
    from lswtui.domain.boards.board import Board
    from lswtui.domain.toml_reader import Problem
    from lswtui.store.cache.holidays import HolidayYear
    from lswtui.store.engine.places import Places

_TABLE = r"""(?m)^[ \t]*\[?[ \t]*["']?holidays\b"""
_LANGUAGE = "en_US"
"""The holidays' names are in the language of the screens, where there are such."""


class Holidays:
    """The public holidays of the country and the region that the settings name."""

    def __init__(self, places: Places, made_from: str) -> None:
        from lswtui.store.cache.holidays import HolidayCache  # most leaders have none

        self._places = places
        self._made_from = made_from
        self._kept = HolidayCache(places)
        self._years: dict[int, HolidayYear] = {}

    def on(self, on: date) -> str:
        """The name of the holiday on a date, empty where there is none."""
        return self._year(on.year).names.get(on, "")

    def problems(self, year: int) -> tuple[tuple[str, str], ...]:
        """What is wrong with the country and the region, each with its key."""
        return self._year(year).problems

    def _year(self, year: int) -> HolidayYear:
        if year not in self._years:
            found = self._kept.read(year, self._made_from)
            if found is None:
                found = _worked_out(self._places, year)
                self._kept.write(year, found, self._made_from)
            self._years[year] = found
        return self._years[year]


def holidays_of(workspace: Workspace) -> Holidays | None:
    """The holidays that the settings ask for; None where they ask for none."""
    return workspace.read_once("holidays", lambda: _asked_for(workspace.places))


def with_holidays(workspace: Workspace, board: Board) -> Board:
    """A board that is not in use, knowing the public holidays."""
    found = holidays_of(workspace)
    return board if found is None else board._replace(holiday_on=found.on)


def setting_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """What is wrong with the country and the region that the settings name, where they name any."""
    found = holidays_of(workspace)
    if found is None:
        return ()
    from lswtui.domain.toml_reader import Problem

    return tuple(Problem(f"holidays.{key}", said) for key, said in found.problems(workspace.now().year))


def but_for(known: Callable[[date], str], worked: Iterable[date]) -> Callable[[date], str]:
    """The holidays KNOWN, but for those that the leader WORKED or will work."""
    taken_back = frozenset(worked)
    return (lambda on: "" if on in taken_back else known(on)) if taken_back and known is not no_holiday else known


def _asked_for(places: Places) -> Holidays | None:
    if not os.path.lexists(places.config_file):
        return None
    from lswtui.store.engine import untrusted_files

    try:
        text = untrusted_files.read_text(places.config_file, untrusted_files.MEGABYTE)
    except LswError:
        return None
    return Holidays(places, _made_from(text)) if re.search(_TABLE, text) else None


def _made_from(text: str) -> str:
    """What tells the settings, and the list of holidays that is installed, from any other."""
    from importlib.util import find_spec
    from zlib import crc32

    spec = find_spec("holidays")
    status = os.stat(spec.origin) if spec and spec.origin else None  # noqa: PTH116 - the path is a text
    return f"{crc32(text.encode()):08x} {status and (status.st_size, status.st_mtime_ns)}"


def _worked_out(places: Places, year: int) -> HolidayYear:
    """The holidays of a year, asked of the package that knows them."""
    from lswtui.app.config import read_config  # once a year
    from lswtui.store.cache.holidays import HolidayYear

    country, region = read_config(places.config, commands=())[0].holidays
    if not country:
        return HolidayYear({})
    import warnings

    import holidays

    problems = _place_problems(country, region)
    if problems:
        return HolidayYear({}, problems)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names of regions that the package will give up one day
        found = holidays.country_holidays(country, subdiv=region or None, years=year, language=_LANGUAGE)
    return HolidayYear({on: name for on, name in sorted(found.items()) if on.year == year})


def _place_problems(country: str, region: str) -> tuple[tuple[str, str], ...]:
    """What is wrong with a country and a region, each with its key."""
    from difflib import get_close_matches

    import holidays
    from holidays.registry import COUNTRIES

    from lswtui.domain.toml_reader import did_you_mean

    known = holidays.list_supported_countries()
    if country not in known:
        codes = {name.replace("_", " ").title(): code for name, (_, code, *_) in COUNTRIES.items()}
        typed = country.strip()[:60].upper()
        names = get_close_matches(typed.title(), codes, 1)
        near = typed if typed in known else codes[names[0]] if names else ""
        hint = f"did you mean '{near}'?" if near else "write its code, as DE"
        return (("country", f"{country[:60]!r} is no country whose holidays are known; {hint}"),)
    regions = (*known[country], *getattr(getattr(holidays, country), "subdivisions_aliases", ()))
    if region and region not in regions:
        typed = region.strip()[:60].upper()
        hint = f"did you mean '{typed}'?" if typed in regions else did_you_mean(region.strip()[:60], regions)
        listed = f"there are {', '.join(known[country])}" if known[country] else f"{country} has none; leave it out"
        return (("region", f"{region[:60]!r} is no region of {country} with holidays of its own; {hint or listed}"),)
    return ()

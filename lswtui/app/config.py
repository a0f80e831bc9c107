"""The user's own settings: one TOML file, read and never written."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.errors import LswError
from lswtui.domain.tomltable import Problem, Table, did_you_mean
from lswtui.store import foreign

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

USUAL_TARGET = 0.85
THEMES = ("dark", "light")


class Config(NamedTuple):
    """What a user may set; each setting has a default."""

    name: str = ""
    """The leader's name, shown in the header and on reports."""
    theme: str = "dark"
    """``dark``, ``light`` or the name of a theme of the screen library."""
    target: float = USUAL_TARGET
    """The adherence from which on a figure is green, 0 to 1."""
    keys: tuple[tuple[str, str], ...] = ()
    """Command ids and their keys, several with commas between them."""


def read_config(
    path: Path, *, commands: Collection[str], themes: Collection[str] = THEMES
) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in a file, and everything that is wrong with it; what is wrong or missing is at its default.

    COMMANDS and THEMES are the names that it may use.
    """
    if not os.path.lexists(path):
        return Config(), ()
    import tomllib  # noqa: PLC0415 - most leaders have no such file

    try:
        values = tomllib.loads(foreign.read_text(os.fspath(path), foreign.MEGABYTE))
    except (LswError, ValueError) as error:  # no TOML, or a number longer than Python reads
        return Config(), (Problem("", str(error).removeprefix(f"{path} ")),)
    except RecursionError:
        return Config(), (Problem("", "lies too deep in itself"),)
    return _config(values, commands, themes)


def config_template(commands: Mapping[str, str]) -> str:
    """A file that says what can be set and sets nothing; COMMANDS are the keys of each command by its id."""
    keys = "\n".join(f'# {command} = "{key}"' for command, key in commands.items())
    return f"""\
# Settings of lswtui. A line counts once the "# " before it is taken away.

# Your name, for the header and for reports.
# name = "Maria"

# dark, light, or the name of another theme.
# theme = "dark"

# The adherence from which on a figure is green, 0 to 1.
# target = {USUAL_TARGET}

# Another key for a command, several with commas between them.
# [keys]
{keys}
"""


def _config(
    values: Mapping[str, object], commands: Collection[str], themes: Collection[str]
) -> tuple[Config, tuple[Problem, ...]]:
    problems: list[Problem] = []
    table = Table(values, problems)
    usual = Config()
    name = table.text("name", default=usual.name, longest=60)
    theme = table.word("theme", (*THEMES, *themes), "theme", needed=False)
    before = len(problems)
    target = table.share("target", default=usual.target)
    target = target if len(problems) == before else usual.target
    keys = _keys(table.table("keys"), commands)
    table.no_more_keys()
    return Config(name.strip()[:60], theme or usual.theme, target, keys), tuple(problems)


def _keys(table: Table | None, commands: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The commands and their keys, without those that name no command or no key."""
    keys: dict[str, str] = {}
    for part in table.free_keys() if table else ():
        if table is not None and isinstance(table.raw(part), dict):  # today.done = "d", without quotes
            inner = table.table(part)
            names = {f"{part}.{name}": name for name in inner.free_keys()} if inner else {}
        else:
            inner, names = table, {part: part}
        for command, name in names.items():
            if inner is not None and (written := _key(inner, name, command, commands)):
                keys[command] = written
    return tuple(keys.items())


def _key(table: Table, name: str, command: str, commands: Collection[str]) -> str:
    """The keys written under NAME for a command; empty, with a problem noted, where it or they are none."""
    if command not in commands:
        table.note(name, f"is no command; {did_you_mean(command, commands) or 'the help lists them'}")
        return ""
    written = table.text(name)
    each = [key.strip() for key in written.split(",")]
    if all(re.fullmatch(r"\S{1,30}", key) and key.isprintable() for key in each):
        return ",".join(each)
    if written.strip():
        table.note(name, f"{written!r} is no key; write one such as ctrl+d, or several as d,delete")
    return ""

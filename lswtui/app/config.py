"""The user's own settings: one TOML file, read and never written."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.reminder import ReminderRules, quiet_hours, quiet_text
from lswtui.domain.errors import BadInput, LswError
from lswtui.domain.toml_reader import Problem, TomlTable, did_you_mean
from lswtui.store.engine import untrusted_files

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from lswtui.app.workspace import Workspace

USUAL_TARGET = 0.85
THEMES = ("dark", "light")
LONGEST_BEFORE = 120
"""Minutes before a card's time that a reminder may come."""
TERMINALS = ("none", "osc9", "osc777")
"""The sequences by which a terminal shows a text on the desktop."""


class ReminderSettings(NamedTuple):
    """How a leader wants to be reminded: the table ``[reminders]``."""

    on: bool = True
    """Whether there are any on a day on which nobody turned the switch."""
    rules: ReminderRules = ReminderRules()
    bell: bool = True
    terminal: str = TERMINALS[0]
    command: tuple[str, ...] = ()
    """The words of a command that gets the text as one more."""

    def table(self) -> dict[str, object]:
        """The table as it is written."""
        rules = {"before": self.rules.before, "late": self.rules.late, "quiet": quiet_text(self.rules.quiet)}
        outward = {"bell": self.bell, "terminal": self.terminal, "command": list(self.command)}
        return {"on": self.on, **rules, **outward}


class HolidaySettings(NamedTuple):
    """Whose public holidays are days off: the table ``[holidays]``; without a country there are none."""

    country: str = ""
    """Its code, as ``DE``."""
    region: str = ""
    """The code of a part of the country that has holidays of its own, as ``BY``."""


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
    reminders: ReminderSettings = ReminderSettings()
    holidays: HolidaySettings = HolidaySettings()


def read_config(
    path: Path, *, commands: Collection[str], themes: Collection[str] = THEMES
) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in a file, and everything that is wrong with it; what is wrong or missing is at its default.

    COMMANDS and THEMES are the names that it may use.
    """
    if not os.path.lexists(path):
        return Config(), ()
    import tomllib  # most leaders have no such file

    try:
        values = tomllib.loads(untrusted_files.read_text(os.fspath(path), untrusted_files.MEGABYTE))
    except (LswError, ValueError) as error:  # no TOML, or a number longer than Python reads
        return Config(), (Problem("", str(error).removeprefix(f"{path} ")),)
    except RecursionError:
        return Config(), (Problem("", "lies too deep in itself"),)
    return _config(values, commands, themes)


def target_of(workspace: Workspace) -> float:
    """The adherence from which on a figure is good, as the settings have it."""
    return workspace.read_once("target", lambda: read_config(workspace.places.config, commands=())[0].target)


def config_template(commands: Mapping[str, str]) -> str:
    """A file that says what can be set and sets nothing; COMMANDS are the keys of each command by its id."""
    usual = ReminderSettings()
    keys = "\n".join(f'# {command} = "{key}"' for command, key in commands.items())
    return f"""\
# Settings of lswtui. A line counts once the "# " before it is taken away.

# Your name, for the header and for reports.
# name = "Maria"

# dark, light, or another theme: nord, gruvbox, solarized-light …
# theme = "dark"

# The adherence from which on a figure is green, 0 to 1.
# target = {USUAL_TARGET}

# Reminders: a toast shortly before a card's time, and once when its window has ended. R turns them off for a day.
# [reminders]
# on = true

# Minutes before a card's time, 0 for none; and whether a late card is told.
# before = {usual.rules.before}
# late = true

# Hours of every day in which nothing is said, several with commas between them; they may run over midnight.
# quiet = "12:00-12:30, 18:00-07:00"

# The bell of the terminal.
# bell = true

# A note on the desktop, shown by the terminal: osc9 (iTerm2, kitty, WezTerm), osc777 (foot, Ghostty, urxvt) or none.
# None unless named: no terminal says which it knows, and this way titles of cards leave the program.
# terminal = "none"

# A command, called with the text as one more word, without a shell. While H hides names, no title is in the text.
# command = ["notify-send", "lsw"]

# Public holidays are days off: no work falls due on them, and no workday is counted. A country by its code, and
# a region of it by its code where it has holidays of its own. `lsw off DATE --remove` takes one back that you work.
# [holidays]
# country = "DE"
# region = "BY"

# Another key for a command, several with commas between them.
# [keys]
{keys}
"""


def _config(
    values: Mapping[str, object], commands: Collection[str], themes: Collection[str]
) -> tuple[Config, tuple[Problem, ...]]:
    problems: list[Problem] = []
    table = TomlTable(values, problems)
    usual = Config()
    name = table.text("name", default=usual.name, longest=60)
    theme = table.word("theme", (*THEMES, *themes), "theme", needed=False)
    before = len(problems)
    target = table.share("target", default=usual.target)
    target = target if len(problems) == before else usual.target
    keys = _keys(table.table("keys"), commands)
    reminders = _reminders(table.table("reminders"), problems)
    holidays = _holidays(table.table("holidays"))
    table.no_more_keys()
    return Config(name.strip()[:60], theme or usual.theme, target, keys, reminders, holidays), tuple(problems)


def _holidays(table: TomlTable | None) -> HolidaySettings:
    """The country and the region as they are written; whether there are such is asked by `holidays`."""
    if table is None:
        return HolidaySettings()
    country, region = table.text("country"), table.text("region", default="")
    table.no_more_keys()
    return HolidaySettings(country, region)


def _reminders(table: TomlTable | None, problems: list[Problem]) -> ReminderSettings:
    usual = ReminderSettings()
    if table is None:
        return usual
    on = table.flag("on", default=usual.on)
    before = table.whole("before", 0, LONGEST_BEFORE, usual.rules.before)
    before = before if 0 <= before <= LONGEST_BEFORE else usual.rules.before
    late = table.flag("late", default=usual.rules.late)
    quiet = table.parsed("quiet", quiet_hours, needed=False) or usual.rules.quiet
    bell = table.flag("bell", default=usual.bell)
    terminal = table.word("terminal", TERMINALS, "way to show a note", needed=False) or usual.terminal
    sound = len(problems)
    command = table.each("command", _word_of_command)
    command = command if len(problems) == sound else usual.command
    table.no_more_keys()
    return ReminderSettings(on, ReminderRules(before, late, quiet), bell, terminal, command)


def _word_of_command(text: str) -> str:
    if not text.strip() or "\0" in text:
        raise BadInput(f"{text!r} is no word of a command")
    return text


def _keys(table: TomlTable | None, commands: Collection[str]) -> tuple[tuple[str, str], ...]:
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


def _key(table: TomlTable, name: str, command: str, commands: Collection[str]) -> str:
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

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import lswtui
from lswtui.tui.app import LswApp
from lswtui.tui.commands import COMMANDS, WHILE_TYPING, Command, key_words, of
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.screens.interruptions import InterruptionsScreen
from lswtui.tui.screens.reflect import ReflectScreen
from lswtui.tui.screens.review import ReviewScreen
from lswtui.tui.screens.today import TodayScreen

KEYS = Path(lswtui.__file__).parent / "pages" / "keys.md"
SCREENS: dict[str, type[ModeScreen]] = {
    screen.NAME: screen for screen in (TodayScreen, InterruptionsScreen, ReflectScreen, ReviewScreen)
}
PLACES = tuple(dict.fromkeys(command.where for command in COMMANDS))


def keys_of(where: str) -> Counter[str]:
    return Counter(key for command in of(where) for key in command.keys.split(","))


def test_no_two_commands_have_one_id() -> None:
    assert [id_ for id_, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_every_command_belongs_to_a_screen_or_to_all() -> None:
    assert set(PLACES) == {"everywhere", *SCREENS}


@pytest.mark.parametrize("where", PLACES)
def test_a_key_means_one_thing_in_one_place(where: str) -> None:
    keys = keys_of(where) + (keys_of("everywhere") if where != "everywhere" else Counter())
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_what_a_command_does_is_done_by_its_screen(command: Command) -> None:
    namespace, _, name = command.action.partition("(")[0].rpartition(".")
    places: list[type] = [LswApp] if namespace == "app" else [SCREENS.get(command.where, ModeScreen)]
    assert [place.__name__ for place in places if not callable(getattr(place, f"action_{name}", None))] == []


def test_only_keys_that_are_no_letters_work_while_typing() -> None:
    keys = [key for command in COMMANDS if command.id in WHILE_TYPING for key in command.keys.split(",")]
    assert [key for key in keys if len(key) == 1] == []
    assert {command.id for command in COMMANDS} >= WHILE_TYPING


def test_the_page_of_keys_lists_those_of_the_table() -> None:
    written = [line for line in KEYS.read_text(encoding="utf-8").splitlines() if line.startswith("|")][2:]
    wanted = [f"| {command.where} | `{key_words(command.keys)}` | {command.words} |" for command in COMMANDS]
    assert written == wanted, "in lswtui/pages/keys.md should stand:\n" + "\n".join(wanted)

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from textual.binding import Binding

import lswtui
from lswtui.tui.app import LswApp
from lswtui.tui.commands import COMMANDS, PLACES, Command, bindings, key_words, of
from lswtui.tui.dialogs.base import Dialog
from lswtui.tui.dialogs.capture import CaptureBar
from lswtui.tui.dialogs.choice import Options
from lswtui.tui.dialogs.reading import ReadingDialog
from lswtui.tui.dialogs.versions import VersionsDialog
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.screens.board_editor import BoardEditorScreen
from lswtui.tui.screens.gallery import GalleryScreen
from lswtui.tui.screens.interruptions import InterruptionsScreen
from lswtui.tui.screens.reflect import ReflectScreen
from lswtui.tui.screens.review import ReviewScreen
from lswtui.tui.screens.today import TodayScreen
from lswtui.tui.widgets.board_editor_form import LineEntry
from lswtui.tui.widgets.page import PageView

KEYS = Path(lswtui.__file__).parent / "pages" / "keys.md"
SCREENS: dict[str, type[ModeScreen]] = {
    screen.NAME: screen for screen in (TodayScreen, InterruptionsScreen, ReflectScreen, ReviewScreen)
}
BOUND_BY: dict[str, type] = {
    **SCREENS,
    "everywhere": ModeScreen,
    "always": LswApp,
    "editor": BoardEditorScreen,
    "form": LineEntry,
    "gallery": GalleryScreen,
    "figures": PageView,
    "dialog": Dialog,
    "choice": Options,
    "text": ReadingDialog,
    "versions": VersionsDialog,
    "bar": CaptureBar,
}
"""What binds the keys of each place."""


def keys_of(where: str) -> Counter[str]:
    return Counter(key for command in of(where) for key in command.keys.split(","))


def test_no_two_commands_have_one_id() -> None:
    assert [id_ for id_, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_every_command_belongs_to_a_screen_or_to_all() -> None:
    assert set(PLACES) == {command.where for command in COMMANDS} == set(BOUND_BY)


@pytest.mark.parametrize("where", PLACES)
def test_a_key_means_one_thing_in_one_place(where: str) -> None:
    outer = (place for place in PLACES[where].also if place != "form")  # the focus is in it first
    keys = keys_of(where) + sum((keys_of(place) for place in outer), Counter())
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("where", PLACES)
def test_each_place_binds_its_own_keys_and_no_others(where: str) -> None:
    bound = [binding for binding in vars(BOUND_BY[where])["BINDINGS"] if isinstance(binding, Binding)]
    assert bound == bindings(where)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_what_a_command_does_is_done_by_its_screen(command: Command) -> None:
    namespace, _, name = command.action.partition("(")[0].rpartition(".")
    place = LswApp if namespace == "app" else BOUND_BY[command.where]
    assert callable(getattr(place, f"action_{name}", None)), place.__name__


def test_only_keys_that_are_no_letters_work_while_typing() -> None:
    keys = [key for command in COMMANDS if command.while_typing for key in command.keys.split(",")]
    assert [key for key in keys if len(key) == 1] == []


def test_no_key_is_bound_outside_the_table() -> None:
    package = Path(lswtui.__file__).parent
    makers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Binding"
    }
    assert makers == {"tui/commands.py"}


def test_the_page_of_keys_lists_those_of_the_table() -> None:
    written = [line for line in KEYS.read_text(encoding="utf-8").splitlines() if line.startswith("|")][2:]
    wanted = [f"| {command.where} | `{key_words(command.keys)}` | {command.words} |" for command in COMMANDS]
    assert written == wanted, "in lswtui/pages/keys.md should stand:\n" + "\n".join(wanted)

"""Help, suggestions and completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from lswtui.cli.verbs import COMPLETE, VERBS
from lswtui.cli.verbs import lsw as group

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw

EVERY_VERB = [verb for family in VERBS.values() for verb in family]


def commands() -> list[tuple[str, ...]]:
    """Every verb, and every verb below one."""
    found: list[tuple[str, ...]] = []
    for verb in EVERY_VERB:
        command = group.get_command(click.Context(group), verb)
        inner = command.commands if isinstance(command, click.Group) else {}
        found += [(verb,), *((verb, name) for name in inner)]
    return found


def test_the_help_names_every_verb(lsw: Lsw) -> None:
    listed = lsw.done("--help").out
    assert [verb for verb in EVERY_VERB if f"\n  {verb} " not in listed] == []
    assert "..." not in listed.partition("Commands")[2]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_verb_says_what_it_does(lsw: Lsw, command: tuple[str, ...]) -> None:
    said = lsw.done(*command, "--help")
    assert said.out.startswith(f"Usage: lsw {' '.join(command)}")
    assert said.out == lsw.done(*command, "-h").out


@pytest.mark.parametrize(
    ("typed", "meant"), [("tody", "today"), ("strat", "start"), ("reprot", "report"), ("interuption", "interruption")]
)
def test_a_wrong_verb_gets_a_suggestion(lsw: Lsw, typed: str, meant: str) -> None:
    assert f"did you mean {meant}?" in lsw.refused(typed, code=2)


def test_a_wrong_verb_below_another_gets_a_suggestion(lsw: Lsw) -> None:
    assert "check" in lsw.refused("board", "chekc", code=2)


def test_a_wrong_option_gets_a_suggestion(lsw: Lsw) -> None:
    assert "--minutes" in lsw.refused("done", "x", "--minute", "3", code=2)


@pytest.mark.parametrize("command", [("board",), ("config",), ("interruption",)], ids=" ".join)
def test_a_family_alone_prints_its_help(lsw: Lsw, command: tuple[str, ...]) -> None:
    ran = lsw(*command)
    assert ran.code == 2
    assert "Usage" in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_script_for_each_shell(lsw: Lsw, shell: str) -> None:
    assert COMPLETE in lsw.done("completion", shell).out


def test_a_shell_that_asks_is_answered_with_verbs(lsw: Lsw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETE, "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "lsw reo")
    monkeypatch.setenv("COMP_CWORD", "1")
    assert "reopen" in lsw().out


def test_the_version_is_told(lsw: Lsw) -> None:
    assert lsw.done("--version").out.startswith("lsw ")


def test_without_a_terminal_the_board_says_what_else_there_is(lsw: Lsw) -> None:
    assert "lsw today" in lsw.refused(code=2)

"""Help, suggestions and completion."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click
import pytest

from lswtui.cli.verbs import COMPLETE, VERBS
from lswtui.cli.verbs import lsw as group
from lswtui.store.files.pages import read_page, topics

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


def test_help_lists_every_page_with_a_line(lsw: Lsw) -> None:
    listed = lsw.done("help").out
    assert [topic for topic in topics() if f"{topic.name} " not in listed or topic.about[:20] not in listed] == []


@pytest.mark.parametrize("topic", [topic.name for topic in topics()])
def test_a_piped_page_is_the_markdown_that_it_is(lsw: Lsw, topic: str) -> None:
    assert lsw.done("help", topic).out == read_page(topic)


def test_a_page_in_a_terminal_is_laid_out(lsw: Lsw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", lsw.done("help", "verbs").out)
    assert shown.splitlines()[0].strip() == "The command line"
    assert "|---|" not in shown
    assert max(map(len, shown.splitlines())) <= 70


def test_an_unknown_topic_gets_the_nearest(lsw: Lsw) -> None:
    assert "did you mean 'keys'?" in lsw.refused("help", "key", code=3)
    assert "`lsw help` lists" in lsw.refused("help", "zzzz", code=3)


def test_a_verb_without_a_page_is_sent_to_its_help(lsw: Lsw) -> None:
    assert "`lsw log --help`" in lsw.refused("help", "log", code=3)


def test_a_shell_that_asks_is_answered_with_topics(lsw: Lsw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETE, "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", "lsw help not")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert "notation" in lsw().out

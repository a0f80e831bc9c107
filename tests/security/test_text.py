"""Whatever a text holds, it is kept as it is and printed as text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from lswtui.cli.verbs import lsw as program
from lswtui.domain.boards.category import Category
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.interruptions.notation import read_capture
from lswtui.domain.text import harmless, one_line, spaced
from lswtui.render.cells import cut, padded
from lswtui.render.page import Bar, Bars, Cell, Column, Group, Page, Prose, Table
from lswtui.render.text import plain_text
from lswtui.tui.views.entry import entry_line
from lswtui.tui.widgets.drawn import strip_of
from tests.cli.conftest import installed
from tests.desk import moment
from tests.security.attacks import ATTACKS, CONTROLS, NO_TEXT, TRICKS, kept, obeyed_in
from tests.security.conftest import hostile_board, toml_of
from tests.terminal import Terminal
from tests.terminal import program as called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Lsw, Ran

EVERY_CONTROL = " ".join(CONTROLS.values())
EVERY_TRICK = " ".join(text for text in TRICKS.values() if len(text) < 400)
ALL = st.one_of(st.text(), st.sampled_from(sorted(ATTACKS.values())), st.text(st.sampled_from("\x1b\x9b[]0;mK\x07a ")))
ENTRANCES: dict[str, tuple[str, ...]] = {
    "log": ("log", "--", "{}"),
    "in": ("in", "--", "{}"),
    "blip": ("blip", "--", "{}"),
    "interruption edit": ("interruption", "edit", "1", "--", "{}"),
    "other": ("other", "--", "{}"),
    "add": ("add", "--", "{}"),
    "note": ("note", "gemba", "--", "{}"),
    "cue": ("cue", "gemba", "--", "{}"),
    "aside": ("aside", "gemba", "--missed", "{}"),
    "finding": ("done", "gemba", "--finding", "{}"),
    "off": ("off", "tomorrow", "--why", "{}"),
}


def strings_in(content: Any) -> Iterator[str]:
    """Every text of a JSON value."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from strings_in(each)
    elif isinstance(content, list):
        for each in content:
            yield from strings_in(each)


def harmless_output(ran: Ran) -> bool:
    return not obeyed_in(ran.out) and not obeyed_in(ran.err)


# --- in


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("entrance", ENTRANCES)
def test_what_comes_in_is_kept_as_it_is_and_said_back_as_text(lsw: Lsw, entrance: str) -> None:
    lsw.done("log", "press 4 jammed 5m")
    texts = [f"before {EVERY_CONTROL} after", f"before {EVERY_TRICK} after", *CONTROLS.values()][: 8 + len(CONTROLS)]
    for text in texts:
        lsw("todo", "gemba")
        ran = lsw(*(part.replace("{}", text) for part in ENTRANCES[entrance]))
        assert harmless_output(ran), (text, ran)
        assert ran.code == 0, (text, ran)
        assert ran.out.count("\n") == 1, ran
        if not re.search(r"(?:^|\s|\\)[@#!+~]", text):
            assert kept(text) in set(strings_in(lsw.done("export").json)), text


@pytest.mark.usefixtures("day")
def test_every_attack_is_logged_and_read_back_unchanged(lsw: Lsw) -> None:
    for name, text in ATTACKS.items():
        lsw.done("blip", "--", f"{name} {text} end")
    logged = [interruption["text"] for interruption in lsw.today()["interruptions"]]
    for name, text in ATTACKS.items():
        if not re.search(r"(?:^|\s|\\)[@#!+~]", text):
            assert f"{name} {kept(text)} end" in [" ".join(one.split()) for one in logged], name


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("name", ["half a character", "stray byte"])
def test_what_is_no_text_is_refused_with_a_reason(lsw: Lsw, name: str) -> None:
    said = lsw.refused("log", NO_TEXT[name], code=2)
    assert "no text" in said
    assert lsw.today()["interruptions"] == []


@pytest.mark.usefixtures("day")
def test_a_reflection_is_kept_as_it_is(lsw: Lsw) -> None:
    answers = {"well": EVERY_CONTROL.replace("\n", " "), "pledge": kept(EVERY_TRICK)}
    ran = lsw.done("reflect", "--answers", "-", stdin=json.dumps(answers))
    assert harmless_output(ran)
    found = set(strings_in(lsw.done("export").json))
    assert answers["pledge"] in found
    for printed in (("reflect",), ("report", "day", "--with-names"), ("reflect", "--json")):
        assert harmless_output(lsw.done(*printed)), printed


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every verb of the command line that does something."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("path", [path for path, _ in leaves(program)], ids=" ".join)
def test_no_verb_obeys_what_is_typed_at_it(lsw: Lsw, path: tuple[str, ...]) -> None:
    command = dict(leaves(program))[path]
    options = [option for option in command.params if isinstance(option, click.Option) and not option.is_flag]
    for text in (EVERY_CONTROL, EVERY_TRICK, ATTACKS["path up"], ATTACKS["markup click"], ATTACKS["300 characters"]):
        calls = [(*path, "--", text), (*path, "--", text, text), (*path, f"--{text}"), (*path[:-1], text)]
        calls += [(*path, f"{option.opts[0]}={text}") for option in options if option.name != "keep"]
        for call in calls:
            assert harmless_output(lsw(*call)), call


def test_what_the_environment_says_is_printed_as_text(lsw: Lsw, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("LSW_CONFIG", f"{home}/{CONTROLS['title']}.toml")
    assert harmless_output(lsw.done("config", "path"))
    monkeypatch.setenv("LSW_HOME", f"{home}/{CONTROLS['colour']}")
    for printed in (("config", "path"), ("today",), ("board", "list"), ("log", "x")):
        assert harmless_output(lsw.done(*printed)), printed


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("editor", ['"', "'never closed", "", " ", "''", "/", "no-such\x1b[31m", "false \x1b]0;x\x07"])
def test_an_editor_that_is_none_is_refused_in_one_sentence(
    lsw: Lsw, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    ran = lsw("board", "edit")
    assert ran.code in (2, 3), ran
    assert ran.err.count("\n") == 1
    assert harmless_output(ran)


@pytest.mark.parametrize("zone", ["\x1b[31m", "../../etc/passwd", "/dev/zero", "Nowhere/Town", ":", "x" * 300])
def test_a_time_zone_that_is_none_ends_in_no_traceback(zone: str) -> None:
    ran = installed("today", environ={"TZ": zone})
    assert "Traceback" not in ran.err
    assert harmless_output(ran)


# --- out


READING = [
    ("today",),
    ("today", "--on", "yesterday"),
    ("today", "--on", "2026-11-18"),
    ("report", "day", "--with-names"),
    ("report", "week", "--with-names"),
    ("report", "month"),
    ("status",),
    ("status", "--format", "{running} {next} {minutes} {running.__class__}"),
    ("reflect",),
    ("answer",),
    ("board", "show"),
    ("board", "show", "hostile"),
    ("board", "list"),
    ("board", "check", "hostile"),
    ("board", "dates", "hostile"),
    ("config", "show"),
    ("config", "path"),
    ("completion", "bash"),
    ("completion", "zsh"),
    ("completion", "fish"),
]
AS_JSON = [
    ("today", "--json"),
    ("status", "--json"),
    ("report", "week", "--with-names", "--json"),
    ("reflect", "--json"),
    ("answer", "--json"),
    ("board", "show", "--json"),
    ("board", "list", "--json"),
    ("export",),
]


def test_what_is_printed_of_bad_words_is_text(hostile: Lsw) -> None:
    for call in READING:
        assert harmless_output(hostile.done(*call)), call
    for call in AS_JSON:
        printed = hostile.done(*call).out
        assert printed.isascii(), call
        assert not obeyed_in(printed), call
        json.loads(printed)


def test_an_export_gives_back_every_character(hostile: Lsw) -> None:
    found = set(strings_in(hostile.done("export").json))
    assert not [name for name, text in ATTACKS.items() if text not in found]


def test_what_is_said_of_bad_words_is_one_line_of_text(hostile: Lsw) -> None:
    for call in (
        ("start", "hostile001"),
        ("log", "x"),
        ("undo",),
        ("redo",),
        ("in",),
        ("back",),
        ("done", "hostile005"),
        ("todo", "hostile002"),
        ("aside", "hostile000", "--missed", "f"),
        ("move", "hostile004", "2026-11-24"),
        ("top", "hostile009"),
        ("note", "hostile013", "x"),
        ("interruption", "edit", "broke001", "x"),
        ("interruption", "delete", "broke002"),
        ("close",),
        ("undo",),
    ):
        ran = hostile.done(*call)
        assert harmless_output(ran), call
        assert ran.out.count("\n") == 1, ran


def test_a_line_end_in_a_text_forges_no_line(hostile: Lsw) -> None:
    forged = re.compile(r"^(two|three|four|five|six)\b", re.MULTILINE)
    for call in (("today",), ("report", "week", "--with-names"), ("status",), ("reflect",), ("answer",)):
        assert not forged.search(hostile.done(*call).out), call


def test_the_settings_are_printed_as_text(lsw: Lsw, home: Path) -> None:
    home.mkdir()
    for text in CONTROLS.values():
        written = toml_of(text)
        (home / "config.toml").write_text(
            f'name = {written}\ntheme = {written}\n{written} = 1\n[keys]\n{written} = "x"\n"today.done" = {written}\n'
        )
        ran = lsw("config", "show")
        assert ran.code == 2
        assert harmless_output(ran)
        assert harmless_output(lsw("config", "show", "--json"))


def test_a_bad_board_is_told_as_text(lsw: Lsw, tmp_path: Path) -> None:
    for number, text in enumerate(CONTROLS.values()):
        path = tmp_path / f"bad{number}.toml"
        path.write_text(f"title = 3\n{toml_of(text)} = {toml_of(text)}\n[[task]]\nid = {toml_of(text)}\n")
        ran = lsw("board", "check", str(path))
        assert ran.code == 2
        assert harmless_output(ran)


@pytest.mark.parametrize("name", [name for name, text in ATTACKS.items() if len(text) < 80 and "/" not in text])
def test_a_board_may_be_called_anything_that_a_file_can_be(lsw: Lsw, home: Path, name: str) -> None:
    days = home / "data" / "boards" / "days"
    days.mkdir(parents=True)
    (days / f"{ATTACKS[name]}.toml").write_text(hostile_board()[: hostile_board().index("[[task]]")], encoding="utf-8")
    for call in (("board", "list"), ("board", "show", "--", ATTACKS[name]), ("board", "use", "--", ATTACKS[name])):
        ran = lsw(*call)
        assert ran.code in (0, 2, 3)
        assert harmless_output(ran)


def test_a_shell_that_asks_for_completions_gets_text(lsw: Lsw, monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in ("bash", "zsh", "fish"):
        for words in ("lsw start ", f"lsw {EVERY_CONTROL}", "lsw board use ", 'lsw "'):
            monkeypatch.setenv("_LSW_COMPLETE", f"{shell}_complete")
            monkeypatch.setenv("COMP_WORDS", words)
            monkeypatch.setenv("COMP_CWORD", "2")
            assert harmless_output(lsw())


@pytest.mark.usefixtures("hostile")
def test_a_terminal_gets_no_escape_from_the_command_line(home: Path) -> None:
    environ = {"LSW_HOME": str(home), "TZ": "Europe/Berlin"}
    day = ("today", "--on", "2026-11-19")
    for call in (day, ("board", "show", "hostile"), ("log", EVERY_CONTROL), ("done", EVERY_CONTROL)):
        with Terminal(*called(*call), environ=environ) as terminal:
            terminal.ended()
            assert not obeyed_in(terminal.raw.decode().replace("\r\n", "\n")), call


# --- laws


@given(ALL)
@example("\x1b]52;c;x\x07")
@example(" \u202e ")
def test_a_shown_line_is_one_line_for_ever_and_nothing_is_obeyed(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert not obeyed_in(line)
    assert len(line.splitlines()) <= 1


@given(ALL)
def test_what_is_harmless_stays_so_and_keeps_its_lines(text: str) -> None:
    shown = harmless(text)
    assert harmless(shown) == shown
    assert not obeyed_in(shown)
    assert shown.count("\n") == text.count("\n")


@given(ALL)
def test_what_is_kept_loses_blanks_and_nothing_else(text: str) -> None:
    assert "".join(spaced(text).split()) == "".join(text.split())
    assert spaced(spaced(text)) == spaced(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert one_line(text) == spaced(text)


NOW = moment("2026-11-19 10:30")
KINDS = (Category("equipment", "e", "Equipment"), Category("question", "q", "Question"))


@given(ALL)
def test_a_line_read_and_written_and_read_again_says_the_same(text: str) -> None:
    first = read_capture(text, now=NOW, categories=KINDS)
    whole = Interruption(
        "1",
        NOW.date(),
        NOW,
        text=first.text,
        who=first.who,
        category=first.category,
        whose=first.whose,
        valid=first.valid,
        workaround=first.workaround,
    )
    again = read_capture(f"1m {entry_line(whole)}", now=NOW, categories=KINDS)
    timeless = again.minutes == 1 and again.start is None
    if timeless:  # a time left at an end of the text, as of two of which one was taken, is read as one
        assert (again.text, again.who, again.category) == (first.text, first.who, first.category)
        assert (again.whose, again.valid, again.workaround) == (
            first.whose,
            first.valid,
            first.workaround,
        )


@given(ALL, st.integers(-3, 200))
def test_a_cell_is_as_wide_as_it_should_be(text: str, cells: int) -> None:
    line = one_line(text)
    assert cell_len(cut(line, cells)) <= max(0, cells)
    if cells >= 0:
        assert cell_len(padded(line, cells)) == cells
        assert cell_len(padded(line, cells, right=True)) == cells


@given(st.lists(st.lists(ALL.map(one_line), min_size=2, max_size=2), max_size=5), st.integers(1, 120))
def test_a_printed_page_is_never_wider_than_asked(rows: list[list[str]], cells: int) -> None:
    group = Group("", tuple(tuple(map(Cell, row)) for row in rows))
    table = Table("t", (Column("a"), Column("b", gives=True)), (group,))
    bars = Bars("b", tuple(Bar(row[0], 0.5, row[1]) for row in rows))
    page = Page("p", (table, bars, Prose("", tuple(Cell(row[0]) for row in rows))))
    for line in plain_text(page, cells).split("\n"):
        assert cell_len(line) <= cells
        assert not obeyed_in(line)


@given(st.lists(ALL, max_size=4), st.integers(-1, 60))
def test_a_drawn_line_is_text_and_fits(texts: list[str], cells: int) -> None:
    strip = strip_of([(text, "text") for text in texts], cells, {"text": Style(), "quiet": Style()})
    assert not obeyed_in(strip.text)
    assert "\n" not in strip.text
    assert strip.cell_length == max(0, cells)

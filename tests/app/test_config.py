from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from lswtui.app.config import Config, ReminderSettings, config_template, read_config
from lswtui.domain.days.reminder import ReminderRules, quiet_hours

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = {"today.done": "d", "today.next-step": "enter", "capture.now": "i"}


def read(path: Path, text: str) -> tuple[Config, list[str]]:
    file = path / "config.toml"
    file.write_text(text, encoding="utf-8")
    config, problems = read_config(file, commands=COMMANDS, themes=("nord",))
    return config, [str(problem) for problem in problems]


def test_without_a_file_everything_is_at_its_default(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml", commands=COMMANDS) == (Config(), ())


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = 'name = "Maria"\ntheme = "nord"\ntarget = 0.9\n[keys]\n"capture.now" = "ctrl+n"\ntoday.done = "d, delete"'
    config, problems = read(tmp_path, text)
    assert problems == []
    assert config == Config("Maria", "nord", 0.9, (("capture.now", "ctrl+n"), ("today.done", "d,delete")))


def test_every_problem_is_said_at_once_and_the_rest_counts(tmp_path: Path) -> None:
    text = (
        'name = "Maria"\ntheme = "drak"\ntarget = 85\ncolour = 1\n[keys]\ntoday.dnoe = "x"\ncapture.now = "two words"'
    )
    config, problems = read(tmp_path, text)
    assert config == Config(name="Maria")
    assert len(problems) == 5
    assert "theme: 'drak' is no theme; did you mean 'dark'?" in problems
    assert "keys.today.dnoe: is no command; did you mean 'today.done'?" in problems
    assert any(problem.startswith("keys.capture.now: 'two words' is no key") for problem in problems)


@pytest.mark.parametrize("text", ['name = ["a"]', "target = true", "keys = 3", '[keys]\n"today.done" = 4', "name = "])
def test_what_is_no_setting_is_a_problem_and_never_a_fault(tmp_path: Path, text: str) -> None:
    config, problems = read(tmp_path, text)
    assert config == Config()
    assert len(problems) == 1


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    (problem,) = read_config(tmp_path / "config.toml", commands=COMMANDS)[1]
    assert problem.text.startswith("is no text in UTF-8 (line 1)")


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    assert "cannot be read" in read_config(tmp_path, commands=COMMANDS)[1][0].text


def test_the_template_sets_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, config_template(COMMANDS)) == (Config(), [])


def test_the_template_with_every_line_in_use_is_right(tmp_path: Path) -> None:
    lines = config_template(COMMANDS).splitlines()
    used = "\n".join(line.removeprefix("# ") for line in lines if "=" in line or line.startswith("# ["))
    config, problems = read(tmp_path, used)
    assert problems == []
    assert dict(config.keys) == COMMANDS
    assert set(tomllib.loads(used)) >= {"name", "theme", "target", "reminders", "keys"}


def test_how_to_be_reminded_is_read(tmp_path: Path) -> None:
    text = """[reminders]
on = false
before = 0
late = false
bell = false
terminal = "osc777"
command = ["notify-send", "my day"]
quiet = "12:00-12:30, 18:00-07:00"
"""
    config, problems = read(tmp_path, text)
    assert problems == []
    rules = ReminderRules(0, late=False, quiet=quiet_hours("12:00-12:30, 18:00-07:00"))
    assert config.reminders == ReminderSettings(False, rules, False, "osc777", ("notify-send", "my day"))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('on = "yes"', "reminders.on: should be true or false, not 'yes'"),
        ("before = -1", "reminders.before: should be from 0 to 120, not -1"),
        ("before = 5.5", "reminders.before: should be a whole number, not 5.5"),
        ("late = 1", "reminders.late: should be true or false, not 1"),
        ('terminal = "osc99"', "reminders.terminal: 'osc99' is no way to show a note; did you mean 'osc9'?"),
        ('quiet = "noon"', "reminders.quiet: 'noon' is no stretch of hours; write it as 18:00-07:00"),
        ('quiet = "9:00-25:00"', "reminders.quiet: '25:00' is no time of day; write it as 06:45"),
        ('command = ["notify-send", 3]', "reminders.command[1]: should be a text, not 3"),
        ('command = [" ", "lsw"]', "reminders.command[0]: ' ' is no word of a command"),
        ('command = "a\\u0000b"', "reminders.command: 'a\\x00b' is no word of a command"),
        ("bells = true", "reminders.bells: is no known key; did you mean 'bell'?"),
    ],
)
def test_what_is_wrong_with_the_reminders_is_said_and_all_else_of_them_counts(
    tmp_path: Path, line: str, problem: str
) -> None:
    config, problems = read(tmp_path, f"[reminders]\n{line}\n")
    assert problems == [problem]
    assert config == Config()

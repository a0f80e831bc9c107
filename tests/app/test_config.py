from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from lswtui.app.config import Config, config_template, read_config

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
    used = "\n".join(line.removeprefix("# ") for line in lines if "=" in line or line == "# [keys]")
    config, problems = read(tmp_path, used)
    assert problems == []
    assert dict(config.keys) == COMMANDS
    assert set(tomllib.loads(used)) == {"name", "theme", "target", "keys"}

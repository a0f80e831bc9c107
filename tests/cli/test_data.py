"""Data in and out, settings, made-up data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Lsw


@pytest.mark.usefixtures("day")
def test_an_export_taken_into_an_empty_home_is_the_same_data(
    lsw: Lsw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lsw.done("start", "gemba")
    lsw.done("log", "press 4 jammed 🔧 @maria 5m")
    exported = lsw.done("export").out
    before = lsw.today()
    (tmp_path / "all.json").write_text(exported)
    monkeypatch.setenv("LSW_HOME", str(tmp_path / "other"))
    lsw.done("import", str(tmp_path / "all.json"))
    assert lsw.today() == before
    assert json.loads(lsw.done("export").out) == json.loads(exported)
    assert "imported 0 records" in lsw.done("import", "-", stdin=exported).out


@pytest.mark.usefixtures("day")
def test_an_export_may_be_of_some_days(lsw: Lsw) -> None:
    lsw.done("log", "x 5m")
    assert '"x"' in lsw.done("export", "today").out
    assert '"x"' not in lsw.done("export", "2026-11-01..2026-11-18").out


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"schema": 1}', '{"schema": 99, "databases": {}}', "\udcff"])
def test_what_is_no_export_is_refused_and_nothing_is_taken_in(lsw: Lsw, content: str) -> None:
    lsw.refused("import", "-", stdin=content, code=2)
    assert lsw.today()["cards"] == []


def test_a_file_that_is_no_text_is_refused(lsw: Lsw, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    lsw.refused("import", str(tmp_path / "x"), code=2)
    lsw.refused("import", str(tmp_path), code=3)


def test_the_places_are_told(lsw: Lsw, home: Path) -> None:
    assert lsw.done("config", "path").out == f"{home / 'config.toml'}\n"
    assert lsw.done("config", "path", "--json").json["data"] == str(home / "data")


def test_the_settings_in_effect_are_shown_with_what_is_wrong(lsw: Lsw, home: Path) -> None:
    assert "theme = dark" in lsw.done("config", "show").out
    home.mkdir()
    (home / "config.toml").write_text('name = "Maria"\ntaget = 0.9\n')
    ran = lsw("config", "show")
    assert ran.code == 2
    assert "name = Maria" in ran.out
    assert "did you mean 'target'?" in ran.err
    assert lsw("config", "show", "--json").json["name"] == "Maria"


def test_the_settings_can_be_checked(lsw: Lsw, home: Path) -> None:
    assert lsw.done("config", "check").out == f"{home / 'config.toml'}: good\n"
    home.mkdir()
    (home / "config.toml").write_text('[holidays]\ncountry = "Germany"\n[reminders]\nbefor = 5\n')
    ran = lsw("config", "check")
    assert (ran.code, len(ran.out.splitlines())) == (2, 2)
    assert "did you mean 'before'?" in ran.out


def test_the_template_of_the_settings_is_itself_without_a_problem(lsw: Lsw, home: Path) -> None:
    template = lsw.done("config", "show", "--template").out
    home.mkdir()
    (home / "config.toml").write_text(template)
    assert lsw.done("config", "show").err == ""


def test_a_demo_can_be_made_without_the_screens(lsw: Lsw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lsw.done("demo", "--no-tui", "--days", "3", "--keep", str(tmp_path / "demo")).out
    assert made == f"{tmp_path / 'demo'}\n"
    lsw.refused("demo", "--no-tui", "--keep", str(tmp_path / "demo"), code=3)
    monkeypatch.setenv("LSW_HOME", made.strip())
    assert lsw.done("report", "year", "--json").json["days"] >= 2


def test_without_a_terminal_a_demo_opens_no_board_and_leaves_nothing_behind(
    lsw: Lsw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    lsw.refused("demo", "--days", "1", code=2)
    assert [path.name for path in tmp_path.iterdir() if "demo" in path.name] == []


@pytest.mark.parametrize("options", [("--days", "0"), ("--days", "-1"), ("--days", "x"), ("--seed", "x")])
def test_a_demo_of_no_days_is_refused(lsw: Lsw, options: tuple[str, str]) -> None:
    lsw.refused("demo", "--no-tui", *options, code=2)

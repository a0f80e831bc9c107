"""Who may import whom; what a capture may load is held by the tests of the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import lswtui

ROOT = Path(lswtui.__file__).parents[1]


def test_the_layers_keep_to_their_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("arguments", [["today"], ["report", "week"], ["board", "list"], ["--help"]])
def test_the_command_line_never_loads_the_screen_library(arguments: list[str]) -> None:
    code = f"import sys; from lswtui.__main__ import main; main({arguments!r}); print('textual' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.splitlines()[-1] == "False"

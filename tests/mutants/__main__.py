"""Take one safety measure of the store away at a time and see whether a test notices.

``python -m tests.mutants [NAME ...]`` changes a copy of the program, never the program itself. It ends with 1 if
a measure can be taken away unnoticed, or could not be.
"""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.mutants.changes import Misplaced, source_without
from tests.mutants.table import MUTANTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.mutants.table import Mutant

ROOT = Path(__file__).parents[2]
COPIED = ("lswtui", "boards", "tests", "pyproject.toml", "README.md")
NOTICED, UNNOTICED, UNTRIED = "noticed", "NOT noticed", "NOT TRIED"
PASSED = 0
"""How pytest ends where nothing failed."""
_BROKEN = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", re.MULTILINE)


def file_of(module: str) -> str:
    """Where a module lies, from the top."""
    return f"{module.replace('.', '/')}.py"


def copy(to: Path) -> None:
    """The program and its tests."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)


def without(mutant: Mutant, root: Path) -> tuple[str, str]:
    """Whether the tests notice that a measure is gone from the program in ROOT, and which does, or what went wrong."""
    path = root / file_of(inspect.unwrap(mutant.function).__module__)
    whole = path.read_text(encoding="utf-8")
    try:
        changed = source_without(whole, mutant.function, mutant.without)
    except Misplaced as misplaced:
        return UNTRIED, str(misplaced)
    tried = []
    for tests in mutant.tests:
        module, _, part = tests.partition("::")
        path.write_text(changed, encoding="utf-8")
        try:
            ran = run(root, file_of(module), *(["-k", part] if part else []))
        finally:
            path.write_text(whole, encoding="utf-8")
        tried.append(f"{tests}: {(ran.stdout.strip() or ran.stderr.strip()).splitlines()[-1]}")
        if failed := _BROKEN.search(ran.stdout):
            if run(root, failed[1]).returncode != PASSED:
                return UNTRIED, f"{failed[1]} fails with it too"
            return NOTICED, failed[1].rpartition("::")[2]
        if ran.returncode != PASSED:
            return UNTRIED, tried[-1]
    return (UNNOTICED if any("passed" in each for each in tried) else UNTRIED), "; ".join(tried)


def run(root: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    """Run tests up to the first that fails."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", *chosen],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def main(names: Sequence[str]) -> int:
    """Try the mutants of these names, or all; the exit code."""
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    if missing := set(names) - {mutant.name for mutant in chosen}:
        print(f"there is no mutant {', '.join(sorted(missing))}")
        return 2
    found = []
    with TemporaryDirectory() as folder:
        copy(Path(folder))
        for mutant in chosen:
            result, by = without(mutant, Path(folder))
            found.append(result)
            print(f"{result:12}{mutant.name:26}{mutant.measure}\n{'':12}{by}", flush=True)
    print(
        f"{len(found)} measures, {', '.join(f'{found.count(each)} {each}' for each in (NOTICED, UNNOTICED, UNTRIED))}"
    )
    return 0 if set(found) <= {NOTICED} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.table import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_what_a_mutant_takes_away_stands_in_the_program_once_and_without_it_it_is_still_a_program(
    mutant: Mutant,
) -> None:
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert source.count(mutant.taken) == 1
    ast.parse(source.replace(mutant.taken, mutant.instead))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_tests_that_shall_notice_a_mutant_exist(mutant: Mutant) -> None:
    for tests in mutant.tests:
        file, _, part = tests.partition("::")
        source = (ROOT / file).read_text(encoding="utf-8")
        names = [each.name for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)]
        assert any(name.startswith("test_") and part in name for name in names) or "TestCase" in source, tests


def test_no_two_mutants_have_one_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)

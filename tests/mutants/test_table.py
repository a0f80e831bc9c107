from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from tests.mutants.__main__ import file_of
from tests.mutants.changes import source_without
from tests.mutants.table import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_another_program_by_a_change_in_one_place(mutant: Mutant) -> None:
    source = (ROOT / file_of(inspect.unwrap(mutant.function).__module__)).read_text(encoding="utf-8")
    changed = source_without(source, mutant.function, mutant.without)
    compile(changed, "mutant", "exec")
    assert changed != ast.unparse(ast.parse(source))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_tests_that_shall_notice_a_mutant_exist(mutant: Mutant) -> None:
    for tests in mutant.tests:
        module, _, part = tests.partition("::")
        source = (ROOT / file_of(module)).read_text(encoding="utf-8")
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        names = [each.name for each in ast.walk(ast.parse(source)) if isinstance(each, functions)]
        assert any(name.startswith("test_") and part in name for name in names) or "TestCase" in source, tests


def test_no_two_mutants_have_one_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)

"""What a mutant does to a function: a place in it is found by a name that is used there, whatever else the text says.

A change says how many places it took; one that took none, or more than it should, is no mutant (`Misplaced`).
"""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Change = Callable[[ast.FunctionDef], int]
    """Changes a function in place, and says in how many places."""


class Misplaced(ValueError):
    """The function is not there, or a change does not fit it in exactly one place."""


def dropped(name: str) -> Change:
    """The plain statement that uses NAME is gone."""

    def change(function: ast.FunctionDef) -> int:
        places = _plain(function, name)
        for block, at in places:
            block[at : at + 1] = [] if len(block) > 1 else [ast.Pass()]
        return len(places)

    return change


def behind(name: str, by: str) -> Change:
    """Other statements, behind the block that it stands in, stand for the plain one that uses NAME."""

    def change(function: ast.FunctionDef) -> int:
        places = [
            (outer, at, block)
            for outer in _blocks(function)
            for at, found in enumerate(outer)
            for block in _blocks(found)
            if any(_is_plain(each, name) for each in block)
        ]
        for outer, at, block in places:
            block[:] = [each for each in block if not _is_plain(each, name)]
            outer[at + 1 : at + 1] = ast.parse(by).body
        return len(places)

    return change


def first(name: str) -> Change:
    """The plain statement that uses NAME comes before the one that it follows."""

    def change(function: ast.FunctionDef) -> int:
        places = [(block, at) for block, at in _plain(function, name) if at]
        for block, at in places:
            block[at - 1 : at + 1] = [block[at], block[at - 1]]
        return len(places)

    return change


def condition(name: str, value: str) -> Change:
    """The condition of an ``if`` that uses NAME has another value."""

    def change(function: ast.FunctionDef) -> int:
        places = [
            node for node in ast.walk(function) if isinstance(node, ast.If | ast.IfExp) and _uses(node.test, name)
        ]
        for node in places:
            node.test = _expression(value)
        return len(places)

    return change


def once() -> Change:
    """What a ``while`` does over again is done once."""

    def change(function: ast.FunctionDef) -> int:
        places = [
            (block, at) for block in _blocks(function) for at, each in enumerate(block) if isinstance(each, ast.While)
        ]
        for block, at in places:
            loop = block[at]
            assert isinstance(loop, ast.While)
            block[at] = ast.If(loop.test, loop.body, [])
        return len(places)

    return change


def unguarded(name: str) -> Change:
    """The block of the ``with`` that uses NAME stands without it."""

    def change(function: ast.FunctionDef) -> int:
        places = [
            (block, at)
            for block in _blocks(function)
            for at, found in enumerate(block)
            if isinstance(found, ast.With) and any(_uses(item, name) for item in found.items)
        ]
        for block, at in places:
            found = block[at]
            assert isinstance(found, ast.With)
            block[at : at + 1] = found.body
        return len(places)

    return change


def assigned(name: str, value: str) -> Change:
    """The variable or attribute NAME, where it is given a value, has another one."""

    def change(function: ast.FunctionDef) -> int:
        places = [
            node
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and any(_named(target) == name for target in node.targets)
        ]
        for node in places:
            node.value = _expression(value)
        return len(places)

    return change


def called(name: str, value: str) -> Change:
    """The call of NAME has another value."""
    return _expressions(
        lambda node: isinstance(node, ast.Call) and _named(node.func) == name, lambda _: _expression(value)
    )


def bare(name: str) -> Change:
    """The call of NAME has the value of its first argument."""

    def argument(node: ast.expr) -> ast.expr:
        assert isinstance(node, ast.Call)
        return node.args[0]

    return _expressions(lambda node: isinstance(node, ast.Call) and _named(node.func) == name, argument)


def without_keyword(name: str, keyword: str) -> Change:
    """The call of NAME lacks a KEYWORD."""

    def lacking(node: ast.expr) -> ast.expr:
        assert isinstance(node, ast.Call)
        return ast.Call(node.func, node.args, [each for each in node.keywords if each.arg != keyword])

    return _expressions(
        lambda node: (
            isinstance(node, ast.Call)
            and _named(node.func) == name
            and any(each.arg == keyword for each in node.keywords)
        ),
        lacking,
    )


def constant(was: object, now: object) -> Change:
    """A constant is another one."""
    return _expressions(
        lambda node: isinstance(node, ast.Constant) and node.value.__class__ is was.__class__ and node.value == was,
        lambda _: ast.Constant(now),  # type: ignore[arg-type]
    )


def returning(value: str) -> Change:
    """All that it does is to return this."""

    def change(function: ast.FunctionDef) -> int:
        function.body = [ast.Return(_expression(value))]
        return 1

    return change


def source_without(source: str, function: Any, change: Change) -> str:
    """The SOURCE of a function's module with a change of that function; raises `Misplaced`."""
    tree = ast.parse(source)
    path = inspect.unwrap(function).__qualname__.split(".")
    inner: ast.AST = tree
    for name in path:
        found = [each for each in ast.iter_child_nodes(inner) if getattr(each, "name", None) == name]
        if len(found) != 1:
            raise Misplaced(f"{'.'.join(path)} stands there {len(found)} times")
        (inner,) = found
    assert isinstance(inner, ast.FunctionDef)
    if (places := change(inner)) != 1:
        raise Misplaced(f"the change of {'.'.join(path)} fits {places} places")
    return ast.unparse(ast.fix_missing_locations(tree))


def _expressions(fits: Callable[[ast.expr], bool], new: Callable[[ast.expr], ast.expr]) -> Change:
    """Other expressions for those that fit."""

    class Exchange(ast.NodeTransformer):
        places = 0

        def visit(self, node: ast.AST) -> ast.AST:
            self.generic_visit(node)
            if isinstance(node, ast.expr) and fits(node):
                self.places += 1
                return new(node)
            return node

    def change(function: ast.FunctionDef) -> int:
        exchange = Exchange()
        for each in function.body:
            exchange.visit(each)  # what is exchanged lies inside a statement
        return exchange.places

    return change


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _blocks(inner: ast.AST) -> Iterator[list[ast.stmt]]:
    """Every list of statements in a function, the outer ones first."""
    for node in ast.walk(inner):
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                yield value


def _plain(function: ast.FunctionDef, name: str) -> list[tuple[list[ast.stmt], int]]:
    """Where the plain statements that use a name stand."""
    return [(block, at) for block in _blocks(function) for at, each in enumerate(block) if _is_plain(each, name)]


def _is_plain(found: ast.stmt, name: str) -> bool:
    """Whether a statement that holds no others uses a name."""
    return not hasattr(found, "body") and _uses(found, name)


def _uses(inner: ast.AST, name: str) -> bool:
    return any(_named(node) == name for node in ast.walk(inner))


def _named(node: ast.AST) -> str | None:
    """The last part of the name that an expression is."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None

"""What was on plan and what broke in, day beside day; and which few kinds, people and hours take most of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len

from lswtui.domain.times import minutes_text
from lswtui.render.cells import padded
from lswtui.tui.lines import Line, acting, length_of, spread
from lswtui.tui.views.interruptions import ParetoGroup, Stack
from lswtui.tui.widgets.drawn import DrawnLines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lswtui.measures.balance import Balance

ROLES = ("on-plan", "broke-in", "other", "quiet")
HEADS = ("on plan", "broke in", "other", "not logged")
NUMBER = 7
"""Cells of a number of minutes under its head."""
SIDE_BY_SIDE = 84
"""Cells from which the three Paretos stand side by side."""
LEAST = 5
"""Lines that a Pareto takes at least where they stand one below the other."""
BETWEEN = 3
LEAST_BAR = 7
"""Cells that the longest bar of a Pareto keeps where names are long."""


class Contrast(DrawnLines):
    """A stacked bar a day, the longest as wide as there is room; newest first, as many as there is height.

    A click on a day shows it.
    """

    DEFAULT_CSS = "Contrast { height: 1fr; width: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._stacks: tuple[Stack, ...] = ()

    def show(self, stacks: Sequence[Stack]) -> None:
        """Show these days."""
        self._stacks = tuple(stacks)
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """A title, the heads of the numbers, the days."""
        if width <= 0:
            return ()
        days = max((len(_day(stack.on)) for stack in self._stacks), default=0)
        heads = HEADS if width >= 62 else HEADS[:2]
        numbers = sum(max(NUMBER, len(head)) + 2 for head in heads)
        room = width - days - 2 - numbers
        longest = max((_whole(stack.balance) for stack in self._stacks), default=0.0) or 1.0
        what: Line = (("   on plan and broken in", "quiet"),) if width >= 48 else ()
        title: Line = (("The last two weeks", "title"), *what)
        lines: list[Line] = [title, _heads(heads, width)]
        lines += (
            acting(
                (
                    (_day(stack.on).ljust(days), "accent" if stack.shown else "quiet"),
                    ("  ", "text"),
                    *_bar(stack.balance, longest, max(4, room)),
                    *_numbers(stack.balance, heads),
                ),
                f"screen.show_day('{stack.on.isoformat()}')",
            )
            for stack in self._stacks[: max(1, self.size.height - 2)]
        )
        return lines if self._stacks else [title, (("─" * width, "faint"),), (("No days to compare yet.", "quiet"),)]


class ParetoBars(DrawnLines):
    """Paretos side by side, or one below the other as far as there is height."""

    DEFAULT_CSS = "ParetoBars { height: 1fr; width: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._paretos: tuple[ParetoGroup, ...] = ()
        self._first = 0

    def show(self, paretos: Sequence[ParetoGroup]) -> None:
        """Show these."""
        self._paretos = tuple(pareto for pareto in paretos if pareto.entries)
        self.draw()

    def turn(self) -> None:
        """Begin with the next one, where not all of them fit."""
        self._first = (self._first + 1) % max(1, len(self._paretos))
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """Each Pareto under its title."""
        height, paretos = self.size.height, self._paretos
        if width <= 0 or not paretos:
            return ()
        if width >= SIDE_BY_SIDE:
            cell = (width - BETWEEN * (len(paretos) - 1)) // len(paretos)
            return _beside([_pareto(pareto, cell, height) for pareto in paretos], cell)
        fitting = max(1, min(len(paretos), (height + 1) // (LEAST + 1)))
        each = (height + 1) // fitting - 1
        more = "tab" if fitting < len(paretos) else ""
        lines: list[Line] = []
        for pareto in (paretos[self._first :] + paretos[: self._first])[:fitting]:
            lines += [*([()] if lines else []), *_pareto(pareto, width, each, key="" if lines else more)]
        return lines


def _day(on: date) -> str:
    return f"{on:%a} {on.day:>2} {on:%b}"


def _whole(balance: Balance) -> float:
    return balance.logged_minutes + (balance.unlogged_minutes or 0.0)


def _parts(balance: Balance) -> tuple[float, float, float, float]:
    unlogged = balance.unlogged_minutes or 0.0
    return balance.planned_minutes, balance.reactive_minutes, balance.other_minutes, unlogged


def _bar(balance: Balance, longest: float, room: int) -> Line:
    ends, so_far = [0], 0.0
    for minutes in _parts(balance):
        so_far += minutes
        ends.append(min(room, round(room * so_far / longest)))
    cells = [end - begin for begin, end in pairwise(ends)]
    bar = tuple(
        (("─" if role == "quiet" else "━") * count, "faint" if role == "quiet" else role)
        for count, role in zip(cells, ROLES, strict=True)
        if count > 0
    )
    return (*bar, (" " * (room - ends[-1]), "text"))


def _heads(heads: Sequence[str], width: int) -> Line:
    numbers = tuple(
        (f"  {head:>{NUMBER}}", f"bold {role}" if role != "quiet" else role)
        for head, role in zip(heads, ROLES, strict=False)
    )
    room = max(0, width - length_of(numbers) - 1)
    return (("─" * room, "faint"), (" ", "text"), *numbers)


def _numbers(balance: Balance, heads: Sequence[str]) -> Line:
    shown = zip(heads, _parts(balance), ROLES, strict=False)
    return tuple((f"  {minutes_text(minutes):>{max(NUMBER, len(head))}}", role) for head, minutes, role in shown)


def _pareto(pareto: ParetoGroup, width: int, height: int, *, key: str = "") -> list[Line]:
    rows = max(1, height - 2)
    heads = f"{'×':>4} {'time':>6}"
    names = min(max(cell_len(name) for name, _, _ in pareto.entries), max(6, width - len(heads) - 2 - LEAST_BAR))
    room = max(3, width - names - 2 - len(heads))
    most = max(minutes for _, _, minutes in pareto.entries) or 1.0
    turns: Line = ((key, "accent"), (" next", "quiet"))
    lines: list[Line] = [
        spread(((pareto.title, "title"),), acting(turns, "screen.pareto") if key else (), width),
        (("─" * (width - len(heads) - 1), "faint"), (" ", "text"), (heads, "quiet")),
    ]
    for name, times, minutes in pareto.entries[:rows]:
        cells = min(room, max(1 if minutes else 0, round(room * minutes / most)))
        lines.append(
            (
                (padded(name, names), "text"),
                ("  ", "text"),
                ("━" * cells + " " * (room - cells), "broke-in"),
                (f"{times:>4} ", "quiet"),
                (f"{minutes_text(minutes):>6}", "broke-in"),
            )
        )
    return lines


def _beside(columns: Sequence[Sequence[Line]], cell: int) -> list[Line]:
    lines: list[Line] = []
    for row in range(max(map(len, columns))):
        line: list[tuple[str, str]] = []
        for column in columns:
            here = column[row] if row < len(column) else ()
            line += [*here, (" " * (cell + BETWEEN - length_of(here)), "text")]
        lines.append(tuple(line[:-1]))
    return lines

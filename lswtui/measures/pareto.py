"""Pareto: which few kinds of interruption take most of the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.trap import trap_in
from lswtui.domain.text import same_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lswtui.domain.boards.board import Trap
    from lswtui.domain.interruptions.interruption import Interruption


class ParetoEntry(NamedTuple):
    """One kind: how often, how long, and the running share down to it."""

    name: str | None
    """None for those of which it was not said."""
    times: int
    minutes: float
    cumulative: float
    """Share of all minutes in this entry and those before it, 0 to 1; of the counts where no time was taken."""


class Pareto(NamedTuple):
    """Interruptions by category id, by person and by the hour they began (``"09"``), longest first."""

    category: tuple[ParetoEntry, ...] = ()
    who: tuple[ParetoEntry, ...] = ()
    hour: tuple[ParetoEntry, ...] = ()


class ParetoInterruption(NamedTuple):
    """One interruption, as far as its Pareto needs it."""

    category: str | None
    who: str | None
    hour: int
    minutes: float
    former_job: bool = False
    """Whether its words are those of a trap of the board."""


class FormerJob(NamedTuple):
    """The interruptions in which the leader may have slipped back into the job that they had before."""

    times: int = 0
    minutes: float = 0.0


def broken_in(
    interruptions: Iterable[Interruption], minutes: Mapping[str, float], traps: Sequence[Trap] = ()
) -> tuple[ParetoInterruption, ...]:
    """The interruptions of a day with their MINUTES, by their ids; TRAPS are those of its board."""
    return tuple(
        ParetoInterruption(
            each.category,
            each.who,
            each.start.hour,
            minutes.get(each.id, 0.0),
            trap_in(each.text, traps) is not None,
        )
        for each in interruptions
    )


def former_job(interruptions: Iterable[ParetoInterruption]) -> FormerJob:
    """How often, and for how long, a trap of the board was fallen into."""
    took = [each.minutes for each in interruptions if each.former_job]
    return FormerJob(len(took), sum(took))


def pareto(interruptions: Iterable[ParetoInterruption]) -> Pareto:
    """The Pareto of interruptions, of one day or many. Blips count, with no minutes."""
    category: dict[str | None, tuple[int, float]] = {}
    names: dict[str, str] = {}
    who: dict[str | None, tuple[int, float]] = {}
    hour: dict[str | None, tuple[int, float]] = {}
    for interruption in interruptions:
        person = interruption.who and names.setdefault(same_form(interruption.who), interruption.who)
        keys = (interruption.category, person, f"{interruption.hour:02}")
        for found, key in zip((category, who, hour), keys, strict=True):
            count, so_far = found.get(key, (0, 0.0))
            found[key] = (count + 1, so_far + interruption.minutes)
    return Pareto(_ordered(category), _ordered(who), _ordered(hour))


def _ordered(found: Mapping[str | None, tuple[int, float]]) -> tuple[ParetoEntry, ...]:
    all_counts = sum(count for count, _ in found.values())
    all_minutes = sum(minutes for _, minutes in found.values())
    entries = []
    counts, minutes_so_far = 0, 0.0
    ranked = sorted(found.items(), key=lambda item: (-item[1][1], -item[1][0], item[0] is None, item[0] or ""))
    for name, (count, minutes) in ranked:
        counts += count
        minutes_so_far += minutes
        cumulative = minutes_so_far / all_minutes if all_minutes else counts / all_counts
        entries.append(ParetoEntry(name, count, minutes, min(1.0, cumulative)))
    return tuple(entries)

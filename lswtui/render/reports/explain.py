"""How each figure was worked out: its definition, and the numbers that went into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.times import minutes_text
from lswtui.measures.definitions import DEFINITIONS

if TYPE_CHECKING:
    from lswtui.measures.adherence import Adherence, TimeAdherence
    from lswtui.measures.balance import Balance
    from lswtui.measures.learning import Learning
    from lswtui.measures.load import Load
    from lswtui.measures.streak import Streak


def adherence(counted: Adherence) -> str:
    """How adherence was worked out."""
    left_out = f"{counted.excused} excused and {counted.not_applicable} not applicable left out"
    done = f"({counted.done} done + {counted.done_late} done late) / {counted.due_so_far} due"
    return _said("adherence", counted.due_so_far, f"{done}, {left_out}")


def on_time(counted: Adherence) -> str:
    """How the share on time was worked out."""
    return _said("on_time", counted.due_so_far, f"{counted.on_time} on time / {counted.due_so_far} due")


def time_adherence(time: TimeAdherence) -> str:
    """How time adherence was worked out."""
    return _said("time_adherence", time.due, f"{minutes_text(time.spent)} spent / {minutes_text(time.due)} due")


def rate(steady: Streak) -> str:
    """How the rate of the last due days was worked out."""
    return _said("rate", steady.due, f"{steady.done} done / {steady.due} due on {steady.rated_days} due days")


def streak(steady: Streak) -> str:
    """How the streak was worked out."""
    return _said("streak", steady.due_days, f"{steady.due_days} due days were looked at")


def reasons(learning: Learning) -> str:
    """How the share of misses with a reason was worked out."""
    return _said("reasons_given", learning.missed, f"{learning.with_reason} with a reason / {learning.missed} missed")


def countermeasures(learning: Learning) -> str:
    """How the share of countermeasures done was worked out."""
    either = learning.opened or learning.closed
    return _said("countermeasures", either, f"{learning.closed} done / {learning.opened} planned")


def load(load: Load) -> str:
    """How the load was worked out."""
    return _said("load", load.working_minutes, _planned(load))


def standardised(load: Load) -> str:
    """How the standardised share was worked out, and where its guide is from."""
    source = f"; guide by {load.guide.source}" if load.guide else ""
    return _said("standardised", load.working_minutes, _planned(load)) + source


def coverage(balance: Balance) -> str:
    """How the coverage was worked out."""
    elapsed = balance.elapsed_minutes or 0.0
    logged = f"{minutes_text(balance.covered_minutes)} logged / {minutes_text(elapsed)} elapsed"
    return _said("coverage", elapsed, logged)


def reactive_share(balance: Balance) -> str:
    """How the share that broke in was worked out."""
    on_plan, broke_in = minutes_text(balance.planned_minutes), minutes_text(balance.reactive_minutes)
    either = balance.planned_minutes + balance.reactive_minutes
    return _said("reactive_share", either, f"{broke_in} / ({on_plan} + {broke_in})")


def _planned(load: Load) -> str:
    return f"{minutes_text(load.planned_minutes)} planned / {minutes_text(load.working_minutes)} working"


def _said(name: str, out_of: float, numbers: str) -> str:
    """The definition of a measure, and the NUMBERS here where there is anything that it is of."""
    return f"{DEFINITIONS[name]}; here {numbers}" if out_of else DEFINITIONS[name]

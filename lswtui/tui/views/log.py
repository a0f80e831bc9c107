"""The interruptions of a day, as the log shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.boards.trap import trap_in
from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.render.cells import padded
from lswtui.tui.commands import first_key
from lswtui.tui.lines import Line, acting, spread
from lswtui.tui.views.footer import hint
from lswtui.tui.views.words import secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.tui.lines import Piece
    from lswtui.tui.state import State

WHOSE = {"mine": "mine", "team": "team's", "boss": "boss's", "peer": "a peer's", "nobody": "nobody's"}
FORMER_JOB = "your former job?"
VALID = {"valid": "valid", "wait": "could wait", "wrong": "wrong person"}


class LogView(NamedTuple):
    """An interruption as the log shows it."""

    id: str
    at: str
    minutes: Piece
    category: str
    who: str
    text: str
    whose: str
    runs: bool
    valid: str = ""
    """Whether it came to the right person now."""
    handling: str = ""
    """What came of it."""
    overlap: str = ""
    """What of its time is not its own, in words."""


def log_views(state: State) -> tuple[LogView, ...]:
    """The interruptions of the day shown, newest first."""
    minutes = state.day.minutes(state.now)
    others = overlapped(state.day, state.now, minutes)
    names = {category.id: category.name for category in state.categories}
    ordered = sorted(state.day.interruptions, key=lambda i: (i.start, i.id), reverse=True)
    return tuple(_log_view(i, minutes.get(i.id, 0.0), others.get(i.id), names, state) for i in ordered)


def _log_view(
    interruption: Interruption, minutes: float, overlap: float | None, names: dict[str, str], state: State
) -> LogView:
    took = "·" if interruption.blip else minutes_text(minutes)
    text = secret(interruption.text, state) + (" ~" if interruption.workaround else "")
    if state.board is not None and trap_in(interruption.text, state.board.traps):
        text += f" · {FORMER_JOB}"
    room = first_key("interruptions.room", state.keys)
    return LogView(
        interruption.id,
        f"{interruption.start:%H:%M}",
        (took, "broke-in"),
        names.get(interruption.category or "", interruption.category or ""),
        f"@{secret(interruption.who, state)}" if interruption.who else "",
        text,
        WHOSE.get(interruption.whose or "", ""),
        interruption.runs,
        VALID.get(interruption.valid or "", ""),
        interruption.handling or "",
        f"{minutes_text(overlap)} overlap: {room} lays it into free time" if overlap else "",
    )


WHOSE_WIDTH = 9


def log_line(view: LogView, width: int) -> Line:
    """One interruption in aligned columns."""
    narrow = width < 90
    category = 12 if narrow else 20
    who = 9 if narrow else 12
    fixed: Line = (
        (f"{view.at}  ", "quiet"),
        (f"{view.minutes[0]:>5}", "bold broke-in" if view.runs else view.minutes[1]),
        ("  ", "text"),
        (padded(view.category, category), "text"),
        (" ", "text"),
        (padded(view.who, who), "text"),
        (" ", "text"),
    )
    room = width - sum(len(text) for text, _ in fixed[:3]) - category - who - 2 - WHOSE_WIDTH
    return (*fixed, (padded(view.text, max(0, room)), "text"), (f"{view.whose:>{WHOSE_WIDTH}}", "quiet"))


def last_interruptions(state: State, width: int, height: int) -> Sequence[Line]:
    """A title and as many of the last interruptions as there is HEIGHT for; one line of all where there is little."""
    views = log_views(state)
    total = sum(state.day.minutes(state.now).get(view.id, 0.0) for view in views)
    count = f" {len(views)} · {minutes_text(total)}"
    title = acting((("Interruptions", "title"), (count, "quiet")), "screen.go('interruptions')")
    if height < 3:
        last = views[0] if views else None
        said = f"   last {last.at} {last.text or last.category}" if last else "   none so far"
        all_ = hint(("go.interruptions",), state.keys, "all", "quiet")
        return (spread((*title, (said, "quiet")), all_, width),)
    rows = [log_line(view, width) for view in views[: height - 2]]
    none: Line = (
        ("None so far. ", "quiet"),
        *hint(("capture.now",), state.keys, "the moment one comes", "quiet"),
        (", the words can wait.", "quiet"),
    )
    return (title, (("─" * width, "faint"),), *(rows or [none]))


def banner_lines(state: State, width: int, *, typing: bool) -> Sequence[Line]:
    """What broke in and still runs, and the key that leads back, after Esc while text is typed; or nothing."""
    if not state.day.stack:
        return ()
    day, inner = state.day, state.day.stack[-1]
    spent = day.minutes(state.now).get(inner.id, 0.0)
    deep = f" ({len(day.stack)} deep)" if len(day.stack) > 1 else ""
    words = one_line(inner.text) if inner.text and not state.hidden else "interrupted"
    who = f" @{inner.who}" if inner.who and not state.hidden else ""
    card = next((card for card in day.cards if card.id == inner.card), None)
    onto = ((f"   broke into {one_line(card.title)}", "quiet"),) if card else ()
    left: Line = ((f"! {words}{who}{deep}", "bold broke-in"), (f"  {minutes_text(spent)}", "broke-in"), *onto)
    key = first_key("capture.back", state.keys)
    back = acting(((f"Esc {key}" if typing else key, "accent"), (" back", "text")), "screen.back")
    return (spread(left, back, width),)

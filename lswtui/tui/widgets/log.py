"""The last interruptions, and the banner of the one that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lswtui.domain.text import one_line
from lswtui.domain.times import minutes_text
from lswtui.render.cells import padded
from lswtui.tui.commands import changed_keys, first_key
from lswtui.tui.lines import Line, spread
from lswtui.tui.views import log_views
from lswtui.tui.widgets.drawn import Shown, acting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.tui.state import State
    from lswtui.tui.views import LogView

WHOSE_WIDTH = 9


class LastInterruptions(Shown["State"]):
    """A title and as many of the last interruptions as there is room for; one line of all where there is little."""

    DEFAULT_CSS = "LastInterruptions { height: 6; padding: 0 1; }"

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The title and the rows."""
        views = log_views(subject)
        total = sum(subject.day.minutes(subject.now).get(view.id, 0.0) for view in views)
        count = f" {len(views)} · {minutes_text(total)}"
        title = acting((("Interruptions", "title"), (count, "quiet")), "screen.go('interruptions')")
        if self.size.height < 3:
            last = views[0] if views else None
            rest = (
                ((f"   last {last.at} {last.text or last.category}", "quiet"),)
                if last
                else (("   none so far", "quiet"),)
            )
            all_ = acting((("2", "accent"), (" all", "quiet")), "screen.go('interruptions')")
            return (spread((*title, *rest), all_, width),)
        rows = [log_line(view, width) for view in views[: self.size.height - 2]]
        none: Line = (
            ("None so far. ", "quiet"),
            *acting((("i", "accent"), (" the moment one comes", "quiet")), "screen.interrupted"),
            (", the words can wait.", "quiet"),
        )
        return (title, (("─" * width, "faint"),), *(rows or [none]))


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


class Banner(Shown["State"]):
    """What runs over the plan just now, and the key that leads back; while text is typed that is no letter."""

    DEFAULT_CSS = (
        "Banner { height: 1; padding: 0 1; background: $panel; display: none; } Banner.-on { display: block; }"
    )

    def on_mount(self) -> None:
        """Follow the focus, which takes letters for itself."""
        self.watch(self.screen, "focused", self.draw, init=False)

    def show(self, subject: State) -> None:
        """Show the innermost interruption that runs; nothing where none does."""
        self.set_class(bool(subject.day.stack), "-on")
        super().show(subject)

    def lines_of(self, subject: State, width: int) -> Sequence[Line]:
        """The banner's one line."""
        if not subject.day.stack:
            return ()
        day, inner = subject.day, subject.day.stack[-1]
        spent = day.minutes(subject.now).get(inner.id, 0.0)
        deep = f" ({len(day.stack)} deep)" if len(day.stack) > 1 else ""
        words = one_line(inner.text) if inner.text and not subject.hidden else "interrupted"
        who = f" @{inner.who}" if inner.who and not subject.hidden else ""
        card = next((card for card in day.cards if card.id == inner.card), None)
        onto = ((f"   broke into {one_line(card.title)}", "quiet"),) if card else ()
        left: Line = ((f"! {words}{who}{deep}", "bold broke-in"), (f"  {minutes_text(spent)}", "broke-in"), *onto)
        focused = self.screen.focused
        key = first_key("capture.back", changed_keys(self.app))
        typing = focused is not None and focused.check_consume_key(key, key if len(key) == 1 else None)
        back: Line = ((f"Esc {key}" if typing else key, "accent"), (" back", "text"))
        return (spread(left, acting(back, "screen.back"), width),)

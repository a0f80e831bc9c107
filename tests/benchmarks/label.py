"""The least that a Textual program can be: one label, which shows the key pressed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Label

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


class LabelApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("ready")

    def on_key(self, event: events.Key) -> None:
        self.query_one(Label).update(f"pressed {event.key}")


if __name__ == "__main__":
    LabelApp().run()

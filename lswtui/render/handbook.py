"""A page of the handbook as a terminal shows it: the same in the window and on the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from rich.markdown import Heading, Markdown
from rich.theme import Theme

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import MarkdownElement

WIDEST = 100
"""Cells of a line at most; longer ones are hard to read."""
STYLES = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold underline",
        "markdown.h3": "bold",
        "markdown.code": "bold",
        "markdown.item.bullet": "none",
        "markdown.item.number": "none",
        "markdown.table.header": "bold",
        "markdown.table.border": "dim",
    }
)
"""No colours, which would have to suit dark and light terminals and every theme of the window."""
_LINK = re.compile(r"\[([^]]+)\]\((?:([a-z-]+)\.md|[^)]+)\)")


class _LeftHeading(Heading):
    """A heading that stands where the text begins."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.text


class _LeftMarkdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "heading_open": _LeftHeading}


class HandbookPage:
    """The Markdown of a page, to be printed by rich or shown by a widget."""

    def __init__(self, markdown: str) -> None:
        self._laid_out = _LeftMarkdown(_LINK.sub(_said, markdown), code_theme="ansi_dark")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The page, WIDEST cells wide at most."""
        with console.use_theme(STYLES):
            yield from console.render(self._laid_out, options.update(width=min(options.max_width, WIDEST)))


def _said(link: re.Match[str]) -> str:
    """A link to another page as the command that shows it; any other as its words."""
    return f"{link[1]} (`lsw help {link[2]}`)" if link[2] else link[1]

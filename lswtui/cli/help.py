"""The pages of the handbook, laid out in a terminal or, piped, as the Markdown that they are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from lswtui.cli.output import put, put_file
from lswtui.domain.errors import NotFound
from lswtui.store.files.pages import read_page, topics

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _complete(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:  # noqa: ARG001 - click asks so
    from click.shell_completion import CompletionItem  # only when a shell asks

    return [CompletionItem(topic.name, help=topic.about) for topic in topics() if topic.name.startswith(typed)]


@click.command("help")
@click.argument("topic", required=False, shell_complete=_complete)
@click.pass_context
def help_(context: click.Context, topic: str | None) -> None:
    """Read about a topic; without one, list them all."""
    if topic is None:
        formatter = context.make_formatter()
        formatter.write_dl([(found.name, found.about) for found in topics()])
        put(formatter.getvalue().rstrip("\n"))
        return
    page = _page(context, topic)
    if sys.stdout.isatty():
        put_file(_laid_out(page))
    else:
        put(page.rstrip("\n"))


def _page(context: click.Context, topic: str) -> str:
    """The page of a topic; raises `NotFound`, naming the help of a verb where the topic is one."""
    try:
        return read_page(topic)
    except NotFound:
        group = context.find_root().command
        if isinstance(group, click.Group) and topic in group.list_commands(context):
            raise NotFound(f"there is no page about {topic!r}; `lsw {topic} --help` says what that verb does") from None
        raise


def _laid_out(page: str) -> str:
    from rich.console import Console  # only a terminal needs it

    from lswtui.render.handbook import HandbookPage

    console = Console()
    with console.capture() as captured:
        console.print(HandbookPage(page))
    return captured.get()

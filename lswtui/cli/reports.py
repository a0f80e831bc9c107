"""Reading the day and looking back."""

from __future__ import annotations

import sys
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from lswtui.cli import fast_path
from lswtui.cli.context import on_day, reads
from lswtui.cli.output import put, put_json
from lswtui.domain.date_input import period_named
from lswtui.domain.errors import BadInput
from lswtui.measures.breakdown import Dimension
from lswtui.render.text import plain_text

if TYPE_CHECKING:
    from datetime import date

    from lswtui.app.workspace import Workspace

LONGEST_REPORT = 20 * 366
"""Days."""
NO_BOARD = "No board is chosen yet: `lsw board list` shows them, `lsw board use NAME` chooses one."


@click.command()
@on_day()
@reads
def today(workspace: Workspace, on: date | None, as_json: bool) -> None:
    """Print a day: its cards, what broke in, how it stands."""
    from lswtui.app.config import target_of
    from lswtui.app.days.calendar import Calendar
    from lswtui.app.questions import waiting  # a report has no use for any of this
    from lswtui.app.reviews.pledges import promised
    from lswtui.render.contract_json import today_json
    from lswtui.render.days.today import today_page

    calendar = Calendar(workspace)
    day = calendar.day(on or calendar.today)
    questions = waiting(workspace, calendar)
    since = calendar.since()
    coming = calendar.next_day() if day.on == calendar.today and not day.has_work_left else None
    if as_json:
        put_json(today_json(day, calendar.now, waiting=questions, since=since, coming=coming))
        return
    standard = calendar.standard(day.on)
    board = standard.board if standard else None
    pledge = promised(workspace, day.on, calendar).pledge
    page = today_page(
        day,
        calendar.now,
        board=board,
        waiting=questions,
        pledge=pledge,
        since=since,
        coming=coming,
        target=target_of(workspace),
    )
    put(plain_text(page, _cells()))
    if since is None:
        put(f"\n{NO_BOARD}")


@click.command()
@click.option("--format", "form", metavar="FORMAT", help=fast_path.STATUS_OPTIONS["--format"].help)
@reads
def status(workspace: Workspace, form: str | None, as_json: bool) -> None:
    """Print the state of the day on one line, for tmux and prompts."""
    fast_path.status(workspace, form, as_json=as_json)


@click.command()
@click.argument("period", metavar="day|week|month|quarter|year|FROM..TO")
@click.option(
    "--with-names",
    is_flag=True,
    help="With --json also names, texts and reasons, which are otherwise left out of what is handed on.",
)
@click.option(
    "--by", type=click.Choice([str(by) for by in Dimension]), help="Only the table by this; in JSON all are there."
)
@click.option("--explain", is_flag=True, help="Also what each figure means, and from which numbers it was worked out.")
@on_day("A day within the period; today by default.")
@reads
def report(
    workspace: Workspace, period: str, with_names: bool, by: str | None, explain: bool, on: date | None, as_json: bool
) -> None:
    """Print what a period came to: done, on plan and broken in, what was missed again.

    What is printed as text is for your own eyes and has names, texts and reasons in it.
    """
    from lswtui.app.reports import report  # dear, and `lsw today` has no use for it
    from lswtui.render.contract_json import report_json
    from lswtui.render.reports.report import parts_page, report_page

    here = on or workspace.today()
    first, last = period_named(period, here)
    if (last - first).days > LONGEST_REPORT:
        raise BadInput("a report holds twenty years at most; take a shorter period")
    made = report.report(workspace, first, last)
    if as_json:
        put_json(report_json(made, with_names=with_names))
        return
    page = parts_page(made, Dimension(by)) if by else report_page(made, with_names=True)
    put(plain_text(page, _cells(), definitions=explain))


def _cells() -> int | None:
    """The width of the terminal; None where what is printed goes elsewhere, where nothing may be cut."""
    return get_terminal_size().columns if sys.stdout.isatty() else None

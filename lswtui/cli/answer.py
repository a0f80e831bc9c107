"""What waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lswtui.app import questions
from lswtui.cli.context import reads
from lswtui.cli.output import put, put_json, tell
from lswtui.domain.text import one_line
from lswtui.render.contract_json import question_json

if TYPE_CHECKING:
    from lswtui.app.workspace import Workspace
    from lswtui.domain.days.questions import WaitingQuestion

FREE_WORDS = {"time": "a time such as 09:40", "minutes": "the minutes", "text": "your own words"}
"""What may be typed instead of a choice."""


@click.command()
@click.argument("id_", required=False, metavar="[ID]")
@click.argument("choice", nargs=-1, metavar="[CHOICE...]")
@reads
def answer(workspace: Workspace, id_: str | None, choice: tuple[str, ...], as_json: bool) -> None:
    """List what waits for an answer, or answer it; ID is its number in the list, or its id as --json gives it."""
    if id_ is not None:
        if not choice:
            raise click.UsageError("say the answer too; `lsw answer` lists the questions and what each takes")
        tell(questions.answer(workspace, id_, " ".join(choice)), as_json=as_json)
        return
    waiting = questions.waiting(workspace)
    if as_json:
        put_json({"questions": [{**question_json(question), "free": question.free or None} for question in waiting]})
        return
    for number, question in enumerate(waiting, 1):
        put(f"{number}  {one_line(question.text)}  [{_takes(question)}]")
    if not waiting:
        put("nothing waits for an answer")


def _takes(question: WaitingQuestion) -> str:
    free = FREE_WORDS.get(question.free)
    return ", ".join((*(f"{word}: {means}" for word, means in question.choices), *([free] if free else [])))

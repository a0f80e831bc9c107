"""The verbs that must cost nearly nothing: what breaks in, and the line for a status bar.

They are read by hand, so that neither click nor anything of boards is loaded. What is not plainly right, and
help, is left to click, which knows the same options from the tables here.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.workspace import open_workspace
from lswtui.cli.output import complain, put, put_json, tell
from lswtui.domain.errors import BadInput, Busy, ExitCode
from lswtui.store.store import CAPTURE_LAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lswtui.app.results import Result
    from lswtui.app.workspace import Workspace

SHELL = "shell"
"""The window of all commands: what one of them did the next one may undo."""


class VerbOption(NamedTuple):
    """An option with a value; for a capture, the words of the one-line notation that say the same."""

    metavar: str
    help: str
    words: tuple[str, ...] = ()
    """The notation, with ``{}`` for the value; of several the first that says what the option means."""
    says: str = ""
    """The field of a capture that it fills."""
    wants: str = ""
    """What the value has to be, for the sentence about one that is not."""


CAPTURE_OPTIONS = {
    "--minutes": VerbOption(
        "N", "how long it took", ("{}m",), "minutes", "a length from 0 to 24h, as in 15, 1h20 or 1.5h"
    ),
    "--at": VerbOption(
        "TIME", "when: 9:40, 9:40-10:05, '20m ago'", ("at {}", "{}"), "start", "a time such as 9:40 or 9:40-10:05"
    ),
    "--who": VerbOption("NAME", "who it was", ("@{}",), "who", "a name without blanks, as in maria or maria-lopez"),
    "--category": VerbOption("NAME", "what kind it was", ("#{}",), "category", "a category of the board"),
    "--whose": VerbOption(
        "WHOSE", "whose work: mine, team, boss, peer, nobody", ("!{}",), "whose", "a word for whose work"
    ),
    "--valid": VerbOption(
        "WORD", "right person now? valid, wait, wrong", ("!{}",), "valid", "one of valid, wait, wrong"
    ),
    "--handled": VerbOption(
        "WORD",
        "what came of it: handled, coached, delegated, scheduled, escalated, declined",
        ("!{}",),
        "handling",
        "one of handled, coached, delegated, scheduled, escalated, declined",
    ),
    "--to": VerbOption("FLOW", "not yet: there are no flows to open anything on"),
}
CAPTURE_FLAGS = {"--workaround": "a workaround, again", "--json": "say it as JSON"}
STATUS_OPTIONS = {
    "--format": VerbOption(
        "FORMAT", "text with {running} {minutes} {next} {due} {adherence} {planned} {reactive} {questions}"
    )
}
STATUS_FLAGS = {"--json": "say it as JSON"}


class Arguments(NamedTuple):
    """The arguments of a verb, told apart."""

    words: tuple[str, ...]
    values: dict[str, str]
    flags: frozenset[str]


def obey(verb: str, arguments: Sequence[str]) -> ExitCode | None:
    """Do what a quick verb says; None for help and for arguments that click has to judge."""
    if verb == "status":
        line = read_arguments(arguments, STATUS_OPTIONS, STATUS_FLAGS)
        if line is None or line.words:
            return None
        workspace = open_shell()
        status(workspace, line.values.get("--format"), as_json="--json" in line.flags)
        afterwards(workspace)
        return ExitCode.DONE
    line = read_arguments(arguments, CAPTURE_OPTIONS, CAPTURE_FLAGS)
    if line is None or (verb == "log" and not line.words and not line.values):
        return None
    workspace = open_shell(lag=CAPTURE_LAG)
    try:
        tell(capture(workspace, verb, line), as_json="--json" in line.flags)
    finally:
        afterwards(workspace)
    return ExitCode.DONE


def open_shell(*, lag: int = 0) -> Workspace:
    """The workspace as a command uses it, which may leave LAG changes out of the databases."""
    return open_workspace(os.environ, program="lsw", window=SHELL, lag=lag)


def afterwards(workspace: Workspace) -> None:
    """Make a backup after the first change of a date, and say what damage was met; what was done stands."""
    if workspace.wants_backup():
        from lswtui.app.data.backup import make_daily  # once a day

        if sentence := make_daily(workspace):
            complain(sentence)
    store = workspace.store
    if store.mended:
        from lswtui.app.data.damage import describe_damage

        for damage in store.mended:
            complain(describe_damage(damage))
    if store.pending_damage:
        complain(f"{store.pending_damage}; what you see is what is good of it")
    if store.unwritten:
        complain(str(store.unwritten))


def read_arguments(
    arguments: Iterable[str], options: Mapping[str, VerbOption], flags: Iterable[str]
) -> Arguments | None:
    """Words, values and flags told apart; None where an argument is none of these."""
    known = frozenset(flags)
    words: list[str] = []
    values: dict[str, str] = {}
    given: set[str] = set()
    rest = iter(arguments)
    for argument in rest:
        name, joined, value = argument.partition("=")
        if argument == "--":
            words.extend(rest)
        elif argument in known:
            given.add(argument)
        elif name in options:
            following = value if joined else next(rest, None)
            if following is None:
                return None
            values[name] = following
        elif argument.startswith("-") and argument != "-":
            return None
        else:
            words.append(argument)
    return Arguments(tuple(words), values, frozenset(given))


def capture(workspace: Workspace, verb: str, line: Arguments) -> Result:
    """Write down what broke in; raises `BadInput` for an option that says nothing."""
    from lswtui.app.interruptions import log  # a status line has no use for it

    words = notation(workspace, line)
    ways = {"log": log.log, "in": log.begin, "back": log.back, "blip": log.blip}
    try:
        return ways[verb](workspace, words, shell=True)  # noqa: S604 - starts no process
    except Busy:
        from lswtui.app.interruptions.inbox import keep

        return keep(workspace, words, verb)


def notation(workspace: Workspace, line: Arguments) -> str:
    """The arguments as one line of the notation, what the options say coming first.

    Raises `BadInput` for an option whose value is not understood, which would otherwise become text.
    """
    said = []
    for name, option in CAPTURE_OPTIONS.items():
        if name in line.values:
            said.append(_option_words(workspace, name, option, line.values[name].strip()))
    if "--workaround" in line.flags:
        said.append("~")
    return " ".join((*said, *line.words))


def _option_words(workspace: Workspace, name: str, option: VerbOption, value: str) -> str:
    """What an option says, in the notation; raises `BadInput` for a value that is not understood."""
    from lswtui.domain.interruptions.notation import read_capture
    from lswtui.domain.time_input import read_length

    if name == "--to":
        raise BadInput("--to wants a flow, and there are none yet; nothing was written, log it without --to")
    doubts: list[str] = []
    for form in option.words if value else ():
        words = form.format(value if name != "--minutes" else read_length(value, asked=True))
        read = read_capture(words, now=workspace.now(), categories=workspace.categories())
        if getattr(read, option.says) is not None and not read.text:
            return words
        doubts += read.unread
    doubt = f" ({doubts[0]})" if doubts else ""
    raise BadInput(f"{name} wants {option.wants}, not {value!r}{doubt}")


def status(workspace: Workspace, form: str | None, *, as_json: bool) -> None:
    """Print the state of the day on one line; raises `BadInput` for a format that names no figure."""
    from lswtui.app.days.calendar import Calendar
    from lswtui.app.questions import waiting  # captures have no use for any of this

    calendar = Calendar(workspace)
    day = calendar.day(calendar.today)
    questions = len(waiting(workspace, calendar))
    if as_json:
        from lswtui.render.contract_json import status_json

        put_json(status_json(day, calendar.now, questions=questions))
    else:
        from lswtui.render.days.status import status_line

        put(" ".join(status_line(day, calendar.now, form, questions=questions).splitlines()))

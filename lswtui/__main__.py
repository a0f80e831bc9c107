"""The entry point of ``lsw`` and of ``python -m lswtui``."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from lswtui.cli.output import complain, hang_up, ready_streams
from lswtui.domain.errors import BadInput, ExitCode, LswError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lswtui.app.boards.edit import Wanted
    from lswtui.app.workspace import Workspace
    from lswtui.cli.context import ScreenNames

QUICK = frozenset({"log", "in", "back", "blip", "status"})
"""The verbs that load next to nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and answer the exit code; a fault of the program is not caught."""
    over_at_once = arguments is None and len(sys.argv) > 1 and sys.argv[1] in QUICK
    if over_at_once:
        gc.disable()  # there is no garbage yet; looking for some, also at the end, takes a tenth of the time
    try:
        ready_streams()
        return _obey(sys.argv[1:] if arguments is None else list(arguments))
    except LswError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # whoever read the help has left
        hang_up()
        return ExitCode.DONE
    finally:
        if over_at_once:
            gc.freeze()


def _obey(arguments: Sequence[str]) -> int:
    if any(0xD800 <= ord(character) < 0xE000 for argument in arguments for character in argument):
        raise BadInput("an argument holds bytes that are no text; type it again, in UTF-8")
    if not arguments and "_LSW_COMPLETE" not in os.environ:
        from lswtui.app.workspace import open_workspace  # the captures must not wait for it

        return _open_board(open_workspace(os.environ, program="board"))
    if arguments and arguments[0] in QUICK:
        from lswtui.cli.fast_path import obey

        if (code := obey(arguments[0], arguments[1:])) is not None:
            return code
    from lswtui.cli.verbs import run

    return run(arguments, open_board=_open_board, screen_names=_screen_names)


def _open_board(workspace: Workspace, wanted: Wanted | None = None) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("the board needs a terminal; `lsw today` prints the day, `lsw --help` lists what else there is")
    from lswtui.tui.app import run

    return run(workspace, wanted)


def _screen_names() -> ScreenNames:
    from textual.theme import BUILTIN_THEMES

    from lswtui.cli.context import ScreenNames
    from lswtui.tui.commands import COMMANDS
    from lswtui.tui.theme import offered

    return ScreenNames({command.id: command.keys for command in COMMANDS}, offered(BUILTIN_THEMES))


if __name__ == "__main__":
    sys.exit(main())

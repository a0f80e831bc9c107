"""The function by which a shell keeps a line for `lsw` by itself, without starting anything."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from lswtui.cli.output import put
from lswtui.domain.errors import BadInput

if TYPE_CHECKING:
    from lswtui.cli.context import Shell

HELP = """Print the shell function lswi, which keeps a line without starting lsw.

`lswi press 4 jammed @maria 15m` appends the line to the inbox, as fast as echo and even while the data is busy.
lsw takes it in at its next change, as of the moment it was typed.

\b
To have it in every new shell:
  bash   lsw shell-init bash > ~/.lswi.bash && echo '. ~/.lswi.bash' >> ~/.bashrc
  zsh    lsw shell-init zsh > ~/.lswi.zsh && echo '. ~/.lswi.zsh' >> ~/.zshrc
  fish   lsw shell-init fish > ~/.config/fish/functions/lswi.fish

In this shell only: eval "$(lsw shell-init bash)", or lsw shell-init fish | source
"""
USAGE = r"usage: lswi TEXT...   keeps one line for lsw, as in: lswi press 4 jammed @maria 15m\n"

BASH = r"""
lswi() {
  @BEGIN@
  local IFS=' '
  local folder=${LSW_HOME-} line="$*" now='' failed=0 file shown
  line=${line//[$'\t\n\v\f\r']/ }
  if [[ -z ${line// } ]]; then
    builtin printf '@USAGE@' >&2
    return 2
  fi
  case $folder in
    '') folder=@FOLDER@ ;;
    '~' | '~/'*) folder=${HOME-}${folder#'~'}/data ;;
    *) folder=$folder/data ;;
  esac
  file=$folder/inbox
  [[ -e $file ]] || (umask 077 && command mkdir -p -- "$folder" && builtin : >> "$file") 2> /dev/null || builtin :
  @NOW@
  [[ -n $now ]] || now=$(command date +%Y-%m-%dT%H:%M:%S%z)
  shown="kept: $line"
  if [[ ! -f $file ]] || ! { builtin printf '\n%s %s\n' "$now" "$line" >> "$file"; } 2> /dev/null; then
    shown="lswi: nothing was kept: $file cannot be written; fix that and try again"
    failed=1
  fi
  shown=${shown//$'\xc2'[$'\x80'-$'\x9f']/?}
  shown=${shown//$'\xe2\x80'[$'\xaa'-$'\xae']/}
  shown=${shown//$'\xe2\x81'[$'\xa6'-$'\xa9']/}
  shown=${shown//[$'\x01'-$'\x1f'$'\x7f']/?}
  if [[ $failed = 1 ]]; then builtin printf '%s\n' "$shown" >&2; else builtin printf '%s\n' "$shown"; fi
  return $failed
}
"""
"""For bash and zsh, which differ in how they take a text as bytes and tell the time."""

DIALECTS = {
    "bash": {
        "BEGIN": "local LC_ALL=C",
        "NOW": "((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 402)) || "
        "builtin printf -v now '%(%Y-%m-%dT%H:%M:%S%z)T' -1",
    },
    "zsh": {
        "BEGIN": "emulate -L zsh && setopt no_multibyte",
        "NOW": "builtin zmodload zsh/datetime && builtin strftime -s now %Y-%m-%dT%H:%M:%S%z $EPOCHSECONDS",
    },
}

FISH = r"""
function lswi --description 'Keep one line for lsw'
    set -l line (string replace -ra '\s+' ' ' -- "$argv" | string trim)
    if test -z "$line"
        printf '@USAGE@' >&2
        return 2
    end
    set -l folder @FOLDER@
    if test -n "$LSW_HOME"
        set folder $LSW_HOME/data
        if string match -qr '^~(/|$)' -- $LSW_HOME
            set folder $HOME(string sub -s 2 -- $LSW_HOME)/data
        end
    end
    set -l file $folder/inbox
    if not test -e $file
        command sh -c 'umask 077; mkdir -p -- "$1" && : >> "$1/inbox"' sh $folder 2>/dev/null
    end
    set -l shown "kept: $line"
    set -l failed 1
    if test -f $file -a -w $file
        printf '\n%s %s\n' (command date +%Y-%m-%dT%H:%M:%S%z) "$line" >>$file 2>/dev/null
        and set failed 0
    end
    if test $failed -eq 1
        set shown "lswi: nothing was kept: $file cannot be written; fix that and try again"
    end
    set shown (string replace -ra '[\x{202a}-\x{202e}\x{2066}-\x{2069}]' '' -- "$shown")
    set shown (string replace -ra '[\x00-\x1f\x7f-\x{9f}]' '?' -- "$shown")
    if test $failed -eq 1
        printf '%s\n' "$shown" >&2
    else
        printf '%s\n' "$shown"
    end
    return $failed
end
"""


def function_for(shell: str, folder: str) -> str:
    """The text of the function for a shell, keeping lines in FOLDER where LSW_HOME names no other."""
    if shell == "fish":
        text, places = FISH, {"FOLDER": "'{}'".format(folder.replace("\\", "\\\\").replace("'", "\\'"))}
    else:
        text, places = BASH, {**DIALECTS[shell], "FOLDER": shlex.quote(folder)}
    for name, value in {"USAGE": USAGE, **places}.items():
        text = text.replace(f"@{name}@", value)
    return text.strip()


@click.command(help=HELP)
@click.argument("name", metavar="[bash|zsh|fish]", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def shell_init(shell: Shell, name: str) -> None:
    """Print the function; raises `BadInput` for a path that no shell could be told."""
    folder = shell.workspace.places.data_folder
    if not folder.isprintable():
        raise BadInput("the path of the data holds characters that cannot be printed; name another with LSW_HOME")
    put(function_for(name, folder))

"""The one table of commands: it feeds the bindings, the palette, the help and the page of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from textual.app import App

    from lswtui.tui.app import LswApp


class Command(NamedTuple):
    """Something a key does, on the screens named."""

    id: str
    keys: str
    """Keys as Textual names them, separated by commas."""
    words: str
    """What it does, for the help."""
    action: str
    where: str
    """One of PLACES."""
    short: str = ""
    """What the footer says, where the footer shows it."""
    while_typing: bool = False
    """Whether its keys work while text is being typed."""


class Place(NamedTuple):
    """Where keys work: a screen, a kind of dialog, or a part of one."""

    heading: str
    """What stands above its keys in the help."""
    also: tuple[str, ...] = ("always",)
    """The places whose keys work there, too, in the order of the help."""


_ON_SCREENS = ("everywhere", "always")
PLACES = {
    "today": Place("On the day board", _ON_SCREENS),
    "everywhere": Place("Everywhere"),
    "always": Place("Always, also while typing", ()),
    "interruptions": Place("On the interruptions", _ON_SCREENS),
    "reflect": Place("On the reflection", _ON_SCREENS),
    "review": Place("On the week", _ON_SCREENS),
    "editor": Place("In the board editor", ("form", "always")),
    "form": Place("In a field of its form", ("always",)),
    "gallery": Place("In the gallery of boards"),
    "figures": Place("In pages of figures", ("always",)),
    "dialog": Place("In every dialog"),
    "choice": Place("In a question", ("dialog", "always")),
    "text": Place("In a text to read", ("dialog", "always")),
    "versions": Place("Where somebody else changed it, too", ("dialog", "always")),
    "bar": Place("In the bar of an interruption", ("dialog", "always")),
}
"""Every place that a command may name, by that name."""


COMMANDS = (
    Command(
        "today.next-step", "enter", "the next step of the card: start, then done", "next_step", "today", "next step"
    ),
    Command("today.start-next", "s", "start the next card due", "start_next", "today", "start next"),
    Command("today.done", "d", "done", "done", "today", "done"),
    Command(
        "today.aside",
        "m",
        "set aside: missed with a reason, not applicable today or always, excused, moved",
        "aside",
        "today",
        "set aside",
    ),
    Command("today.off", "O", "days off, to come or gone by: leave, sick, half a day", "off", "today"),
    Command("today.pause", "p", "pause or resume the running card", "pause", "today"),
    Command("today.todo", "x", "back to To do", "put_back", "today"),
    Command("today.new", "n", "new card", "new", "today", "new"),
    Command("today.edit", "e", "edit time and minutes, today or always", "edit", "today"),
    Command(
        "today.details", "space", "details: standard, why, steps, the last ten times", "details", "today", "details"
    ),
    Command("today.cue", "c", "cue: where to take the card up again", "cue", "today"),
    Command("today.note", "N", "note", "note", "today"),
    Command("today.top", "*", "one of the top three, or no longer", "top", "today"),
    Command("today.delete", "D", "delete a one-off", "delete", "today"),
    Command("today.lock", "L", "lock the plan of the day", "lock", "today"),
    Command("today.other", "w", "other work, start and stop", "other", "today"),
    Command("today.shift", "S", "switch the shift of this week", "shift", "today"),
    Command("today.filter", "slash", "show only cards with these words", "filter", "today"),
    Command("today.all", "escape", "show all cards again", "show_all", "today", "all cards"),
    Command("today.down", "j,down", "next card", "walk(1)", "today"),
    Command("today.up", "k,up", "previous card", "walk(-1)", "today"),
    Command("today.first", "home", "first card of the lane", "walk(-1000)", "today"),
    Command("today.last", "end", "last card of the lane", "walk(1000)", "today"),
    Command("today.left", "h,left", "lane to the left", "cross(-1)", "today"),
    Command("today.right", "l,right", "lane to the right", "cross(1)", "today"),
    Command("today.before", "pageup,less_than_sign", "previous day", "turn(-1)", "today"),
    Command("today.after", "pagedown,greater_than_sign", "next day", "turn(1)", "today"),
    Command("today.next-work", "W", "the next working day", "next_work", "today"),
    Command("capture.now", "i", "interrupted now: recorded at this key", "interrupted", "everywhere", "interrupted"),
    Command(
        "capture.now-typing",
        "f2",
        "interrupted now, also while typing",
        "app.interrupted_now",
        "always",
        "interrupted",
        while_typing=True,
    ),
    Command(
        "always.palette",
        "ctrl+p",
        "the palette: every command, by its words",
        "app.command_palette",
        "always",
        while_typing=True,
    ),
    Command("always.quit", "ctrl+q", "quit", "app.quit", "always", while_typing=True),
    Command(
        "always.suspend",
        "ctrl+z",
        "back to the shell; fg comes here again",
        "app.suspend_process",
        "always",
        while_typing=True,
    ),
    Command("capture.back", "b", "back to what was interrupted", "back", "everywhere", "back"),
    Command("capture.over", "I", "log an interruption that is over", "log_over", "everywhere", "log one"),
    Command("capture.blip", "0", "a blip: no time, pauses nothing", "blip", "everywhere"),
    Command(
        "capture.again", "full_stop", "the same again: category and person of the last", "same_again", "everywhere"
    ),
    Command("everywhere.undo", "u", "undo", "undo", "everywhere"),
    Command("everywhere.redo", "ctrl+r", "redo", "redo", "everywhere"),
    Command("everywhere.answer", "a", "answer what waits", "answer", "everywhere"),
    Command("everywhere.hide", "H", "hide names and texts", "hide", "everywhere"),
    Command("everywhere.reminders", "R", "reminders off for today, or on again", "app.reminders", "everywhere"),
    Command("go.today", "1", "the day board", "go('today')", "everywhere"),
    Command("go.interruptions", "2", "interruptions", "go('interruptions')", "everywhere"),
    Command("go.reflect", "r,3", "reflect on the day", "reflect('evening')", "everywhere", "reflect"),
    Command("go.morning", "M", "plan the day: the morning review", "reflect('morning')", "everywhere", "plan the day"),
    Command("go.review", "4", "review the week", "go('review')", "everywhere", "week"),
    Command("everywhere.boards", "B", "choose another board", "app.boards", "everywhere"),
    Command("everywhere.edit-board", "E", "change the board in use", "app.edit_board", "everywhere"),
    Command("everywhere.help", "question_mark", "all keys", "help", "everywhere", "all keys"),
    Command("everywhere.quit", "q", "quit", "app.quit", "everywhere"),
    Command("interruptions.edit", "enter,e", "change the line", "edit", "interruptions", "change"),
    Command(
        "interruptions.whose",
        "o",
        "whose work it was: mine, the team's, my boss's, a peer's, nobody's",
        "whose",
        "interruptions",
        "whose work",
    ),
    Command(
        "interruptions.valid",
        "v",
        "right person now, could wait, or wrong person",
        "valid",
        "interruptions",
        "valid or not",
    ),
    Command(
        "interruptions.handled",
        "c",
        "what came of it: handled, coached, delegated, scheduled, escalated, declined",
        "handled",
        "interruptions",
        "came of it",
    ),
    Command(
        "interruptions.room",
        "f",
        "lay typed time that overlaps something into free time",
        "make_room",
        "interruptions",
        "into free time",
    ),
    Command("interruptions.delete", "D", "delete it", "delete", "interruptions", "delete"),
    Command("interruptions.down", "j,down", "next one", "walk(1)", "interruptions"),
    Command("interruptions.up", "k,up", "the one before", "walk(-1)", "interruptions"),
    Command("interruptions.before", "pageup,less_than_sign", "previous day", "turn(-1)", "interruptions"),
    Command("interruptions.after", "pagedown,greater_than_sign", "next day", "turn(1)", "interruptions"),
    Command("interruptions.pareto", "tab", "by kind, by person, by hour, where not all fit", "pareto", "interruptions"),
    Command("reflect.save", "ctrl+s", "save what is written", "save", "reflect", "save", while_typing=True),
    Command(
        "reflect.close",
        "ctrl+e",
        "save, and close the day; in the morning lock its plan",
        "close",
        "reflect",
        "close the day",
        while_typing=True,
    ),
    Command("reflect.next", "tab,down,enter", "next question", "step(1)", "reflect", "next"),
    Command("reflect.previous", "shift+tab,up", "the question before", "step(-1)", "reflect"),
    Command("reflect.before", "pageup,less_than_sign", "reflect on the day before", "turn(-1)", "reflect"),
    Command("reflect.after", "pagedown,greater_than_sign", "reflect on the day after", "turn(1)", "reflect"),
    Command("reflect.leave", "escape", "back to the board, the draft is kept", "go('today')", "reflect", "back"),
    Command("review.before", "left_square_bracket,pageup", "the week before", "turn(-1)", "review", "week before"),
    Command("review.after", "right_square_bracket,pagedown", "the week after", "turn(1)", "review", "week after"),
    Command(
        "review.table",
        "t",
        "the next table: by task, cadence, activity, domain, area",
        "table",
        "review",
        "tables",
    ),
    Command("review.definitions", "d", "what each figure means", "definitions", "review", "what it means"),
    Command("review.down", "j,down", "further down", "scroll(1)", "review"),
    Command("review.up", "k,up", "further up", "scroll(-1)", "review"),
    Command("review.page-down", "space,ctrl+d", "half a page down", "page(1)", "review"),
    Command("review.page-up", "ctrl+u", "half a page up", "page(-1)", "review"),
    Command("editor.down", "j,down", "the next task", "walk(1)", "editor"),
    Command("editor.up", "k,up", "the task before", "walk(-1)", "editor"),
    Command("editor.next", "enter,tab", "into the form; there the next field", "step(1)", "editor", "write"),
    Command("editor.previous", "shift+tab", "in the form the field before", "step(-1)", "editor"),
    Command("editor.new", "n", "a new task below this one", "new", "editor", "new task"),
    Command("editor.remove", "D", "remove the task", "remove", "editor", "remove"),
    Command("editor.move-down", "J,shift+down", "move the task down", "move(1)", "editor", "move"),
    Command("editor.move-up", "K,shift+up", "move the task up", "move(-1)", "editor"),
    Command("editor.undo", "u", "take the last step back", "undo", "editor", "undo"),
    Command("editor.board", "b", "the board itself: title, hours, what breaks in", "board", "editor", "the board"),
    Command("editor.view", "v", "the next view: problems, week, load, coverage", "view", "editor", "views"),
    Command("editor.page-up", "pageup", "scroll the view up", "scroll(-1)", "editor"),
    Command("editor.page-down", "pagedown", "scroll the view down", "scroll(1)", "editor"),
    Command("editor.before", "less_than_sign", "the week before", "turn(-1)", "editor", "week"),
    Command("editor.after", "greater_than_sign", "the week after", "turn(1)", "editor"),
    Command(
        "editor.save",
        "ctrl+s",
        "save and use it, from today's unstarted cards on",
        "save",
        "editor",
        "save and use",
        while_typing=True,
    ),
    Command("editor.help", "question_mark", "all keys", "help", "editor", "keys"),
    Command(
        "editor.back",
        "escape,q",
        "to the list; from there leave, asked where something is not saved",
        "back",
        "editor",
        "leave",
    ),
    Command("form.down", "down", "through the fixed words, else the next field", "next(1)", "form"),
    Command("form.up", "up", "back through the fixed words, else the field before", "next(-1)", "form"),
    Command("gallery.take", "enter", "take this board, for your shift", "take", "gallery", "take this board"),
    Command(
        "gallery.mine",
        "tab",
        "make it mine: a copy to change",
        "make_mine",
        "gallery",
        "make it mine",
        while_typing=True,
    ),
    Command("gallery.new", "plus", "a new board of your own", "new", "gallery", "a new one", while_typing=True),
    Command(
        "gallery.leave", "escape", "show all boards again; where all are shown, leave", "leave", "gallery", "not now"
    ),
    Command("gallery.down", "down", "the board below", "walk(1)", "gallery", "up and down"),
    Command("gallery.up", "up", "the board above", "walk(-1)", "gallery"),
    Command("gallery.page-down", "pagedown", "eight boards down", "walk(8)", "gallery", "by eight"),
    Command("gallery.page-up", "pageup", "eight boards up", "walk(-8)", "gallery"),
    Command("gallery.help", "question_mark", "all keys", "help", "gallery", "keys", while_typing=True),
    Command("figures.first", "home", "to the top", "scroll_home", "figures"),
    Command("figures.last", "end", "to the end", "scroll_end", "figures"),
    Command("dialog.leave", "escape", "leave it", "leave", "dialog"),
    Command("choice.down", "down", "light the next answer", "walk(1)", "choice"),
    Command("choice.up", "up", "light the answer before", "walk(-1)", "choice"),
    Command("choice.take", "enter", "take the lit answer", "take", "choice"),
    Command("text.leave", "space,enter,q,question_mark", "close it", "leave", "text"),
    Command("text.down", "j", "further down", "down", "text"),
    Command("text.up", "k", "further up", "up", "text"),
    Command("versions.mine", "m", "keep mine", "mine", "versions"),
    Command("versions.theirs", "t", "keep theirs", "leave", "versions"),
    Command("bar.switch", "tab", "it is over, or it goes on", "switch", "bar", while_typing=True),
    Command("bar.discard", "ctrl+u", "discard what was typed", "discard", "bar", "discard", while_typing=True),
    Command("bar.back", "b", "back to where you were, once it is kept", "back", "bar", "back to where you were"),
)

_BY_ID = {command.id: command for command in COMMANDS}
KEY_SIGNS = {
    "enter": "⏎",
    "escape": "Esc",
    "space": "space",
    "slash": "/",
    "full_stop": ".",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "f2": "F2",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "shift+down": "⇧↓",
    "shift+up": "⇧↑",
    "plus": "+",
}


def bindings(where: str) -> list[Binding]:
    """The bindings of the commands of one place."""
    return [
        Binding(
            command.keys,
            command.action,
            command.words,
            id=command.id,
            show=False,
            priority=command.while_typing,
            tooltip=command.words,
        )
        for command in of(where)
    ]


def of(where: str) -> tuple[Command, ...]:
    """The commands of one place, in the order of the table."""
    return tuple(command for command in COMMANDS if command.where == where)


def command_of(id_: str) -> Command:
    """The command of an id."""
    return _BY_ID[id_]


def key_words(keys: str) -> str:
    """Keys as people write them: ``⏎``, ``PgUp <``."""
    return " ".join(KEY_SIGNS.get(key, key) for key in keys.split(","))


def keys_of(ids: Collection[str], changed: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The keys of these commands, as CHANGED by their ids in the config."""
    known = dict(changed)
    return frozenset(key for command in COMMANDS if command.id in ids for key in keys_for(command, known).split(","))


def first_key(id_: str, changed: Mapping[str, str]) -> str:
    """The first key of a command as people write it, as CHANGED in the config."""
    return key_words(keys_for(_BY_ID[id_], changed).partition(",")[0])


def changed_keys(app: App[Any]) -> Mapping[str, str]:
    """The keys that the leader's config changes, by the ids of their commands."""
    return dict(cast("LswApp", app).session.config.keys)


def keys_for(command: Command, changed: Mapping[str, str]) -> str:
    """The keys of a command, as changed in the config."""
    return changed.get(command.id, command.keys)

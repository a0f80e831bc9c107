"""The board editor: the tasks in a list, one form, and beside them what the board amounts to as it is being written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical

from lswtui.app.boards import edit
from lswtui.app.boards.edit import DRAFT, Begun
from lswtui.app.days.holidays import with_holidays
from lswtui.app.results import EditedElsewhere
from lswtui.domain.boards.draft import (
    BOARD,
    BOARD_FORM,
    TASK_FORM,
    Editing,
    checked,
    words_for,
)
from lswtui.domain.errors import BadInput, LswError
from lswtui.domain.text import counted, one_line
from lswtui.domain.times import monday
from lswtui.render.boards.preview import NOTHING_YET, coverage_page, flaw_words, load_page, problems_page
from lswtui.tui.commands import bindings
from lswtui.tui.dialogs.base import LeaveOnceScreen
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.keys import KeysDialog
from lswtui.tui.dialogs.versions import VersionsDialog
from lswtui.tui.options import Option
from lswtui.tui.views.board_editor import VIEWS, field_notes, fields_at, key_line, tabs, title_lines, versions
from lswtui.tui.widgets.board_editor_form import Form
from lswtui.tui.widgets.board_editor_list import EditorTitle, TaskList, ViewTabs, WeekView
from lswtui.tui.widgets.drawn import OneLine
from lswtui.tui.widgets.page import PageView

if TYPE_CHECKING:
    from datetime import date

    from textual import events
    from textual.app import ComposeResult

    from lswtui.domain.boards.board import Board
    from lswtui.domain.boards.draft import Draft, PlainTable
    from lswtui.domain.fields import FieldSpec
    from lswtui.tui.session import Session
    from lswtui.tui.widgets.review_answers import Onward

WIDE, TALL = 100, 30
"""Cells and lines from which list, form and views stand beside each other."""


class BoardEditorScreen(LeaveOnceScreen[bool]):
    """A board being written; answers whether it was saved, and so is in use."""

    NAME = "editor"
    CSS_PATH = "board_editor.tcss"
    AUTO_FOCUS = "TaskList"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editor")]

    def __init__(self, session: Session, begun: Begun, saved: PlainTable | None) -> None:
        super().__init__()
        self._session = session
        self._begun = begun
        self._saved = saved
        """The values that are in use; None where none are."""
        self._was_saved = False
        self._editing = Editing(begun.draft)
        self._checked = checked(begun.draft)
        self._place = 0 if begun.draft.tasks else BOARD
        self._view = self._first_view = "week"
        self._weeks = 0
        """Weeks from this one to the one shown."""
        self._laid_out = ""
        """The form that is shown."""

    def compose(self) -> ComposeResult:
        """The title, the list and the form, the views, the keys."""
        yield EditorTitle()
        with Horizontal(id="parts"):
            yield TaskList()
            with Container(id="form"):
                yield Form(TASK_FORM, id="task-form")
                yield Form(BOARD_FORM, id="board-form")
        with Vertical(id="views"):
            yield ViewTabs()
            with Container(id="view"):
                yield WeekView()
                yield PageView()
        yield OneLine(id="keys")

    def on_mount(self) -> None:
        """Show the first task, and the problems if there are any."""
        for view in (self.query_one(WeekView), self.query_one(PageView)):
            view.can_focus = False
        if self._checked.flaws and self._draft.tasks:
            self._view = "problems"
        self._lay_out()
        self._refill()

    def on_resize(self, event: events.Resize) -> None:
        """Stand list, form and views beside each other where there is room."""
        self.set_class(event.size.width < WIDE or event.size.height < TALL, "-single")
        self.call_after_refresh(self._show)

    # --- going about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a key may act: while a field is written in only those that no field has a use for."""
        return self._at_list or action in ("step", "back", "save", "scroll")

    def action_walk(self, by: int) -> None:
        """To another task; where the views stand alone, further down in them."""
        if self.has_class("-single") and self.has_class("-view"):
            self._scrolled().scroll_relative(y=by, animate=False)
        else:
            self._go_to(max(BOARD, min(len(self._draft.tasks) - 1, self._place + by)))

    def action_go(self, place: int) -> None:
        """To a task that was clicked, or to the board."""
        self._go_to(place)

    def action_show_view(self, name: str) -> None:
        """To a view by its name."""
        self._view = name
        self._show()

    def action_step(self, by: int) -> None:
        """Into the form, to the next field, or back to the list before the first."""
        form = self._form
        if not self._at_list:
            if not form.step(by) and by < 0:
                self.query_one(TaskList).focus()
        elif by > 0:
            self._lay_out("form")
            form.go_to()

    def action_board(self) -> None:
        """To what concerns the whole board, and into its form."""
        self._go_to(BOARD)
        self.action_step(1)

    def action_view(self) -> None:
        """The next view, problems first if there are any; where views stand alone, the list again after all."""
        single = self.has_class("-single")
        if single and not self.has_class("-view"):
            self._view = self._first_view = "problems" if self._checked.flaws else "week"
            self._lay_out("view")
        else:
            self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
            if single and self._view == self._first_view:
                self._lay_out()
        self._show()

    def action_scroll(self, by: int) -> None:
        """Scroll the view by a page."""
        view = self._scrolled()
        view.scroll_relative(y=by * max(1, view.size.height - 2), animate=False)

    def action_turn(self, by: int) -> None:
        """To the week before or after."""
        self._weeks += by
        self._show()

    def action_back(self) -> None:
        """Back to the list, or out where the list is."""
        if not self._at_list:
            self.query_one(TaskList).focus()
        elif self.has_class("-single") and self.has_class("-view"):
            self._lay_out()
        else:
            self._leave()

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysDialog(self.NAME, dict(self._session.config.keys)))

    def on_descendant_focus(self) -> None:
        """Show where the leader is, and what may be written there."""
        self._take_in()
        self._form.complete()
        self._take_in()
        if self._at_list:
            self._lay_out("view" if self.has_class("-view") else "list")
        self._note()
        self.call_after_refresh(self._form.bring_into_view)

    def on_onward(self, event: Onward) -> None:
        """To the field below or above."""
        self.action_step(event.by)

    # --- writing

    def on_input_changed(self) -> None:
        """Take in what was typed."""
        self._take_in()

    def on_text_area_changed(self) -> None:
        """Take in what was typed."""
        self._take_in()

    def action_new(self) -> None:
        """A new task below this one, and into its form."""
        place = self._place + 1
        self._do(self._draft.added(place), place)
        self.action_step(1)

    def action_remove(self) -> None:
        """Remove the task."""
        if self._place == BOARD:
            return
        title = one_line(str(self._draft.at(self._place).get("title") or "")) or "the task without a title"
        draft = self._draft.removed(self._place)
        self._do(draft, min(self._place, len(draft.tasks) - 1))
        self._session.tell(f"removed {title}; u takes it back")

    def action_move(self, by: int) -> None:
        """Move the task down or up."""
        there = self._place + by
        if self._place != BOARD and 0 <= there < len(self._draft.tasks):
            self._do(self._draft.moved(self._place, by), there)

    def action_undo(self) -> None:
        """Take the last step back."""
        found = self._editing.undone()
        if found is None:
            self._session.tell("nothing to take back")
            return
        self._editing, place = found
        self._place = max(BOARD, min(place, len(self._draft.tasks) - 1))
        self._changed()
        self._refill()

    def _do(self, draft: Draft, place: int) -> None:
        self._editing = self._editing.to(draft, self._place)
        self._place = place
        self._changed()
        self._refill()

    def _take_in(self) -> None:
        """Take in what was typed since the last look at the fields."""
        typed = list(self._form.written()) if self._laid_out else []
        for field, text in typed:
            begun = self._begun
            draft = self._draft.typed(self._place, field, text, known=begun.known, was=begun.draft.table)
            self._editing = self._editing.to(draft, self._place, field.key)
        if typed:
            self._changed()
            self._fill(but=self._form.current())

    def _changed(self) -> None:
        """Look at the draft anew, keep it and show what it amounts to."""
        self._checked = checked(self._draft)
        self._session.drafts.keep(DRAFT, edit.kept_text(self._now) if self._unsaved else "")
        self._show()

    # --- saving and leaving

    @work(group="intent")
    async def action_save(self) -> None:
        """Save the board and use it; with problems it is refused, the cursor on the first."""
        self._take_in()
        self._form.complete()
        self._take_in()
        await self._save()

    async def _save(self) -> bool:
        if self._checked.flaws:
            flaw = self._checked.flaws[0]
            count = len(self._checked.flaws)
            self._session.refuse(BadInput(f"not saved, {counted(count, 'problem')}: {flaw_words(flaw, self._draft)}"))
            self._go_to(min(flaw.place, len(self._draft.tasks) - 1))
            if flaw.key:
                self._lay_out("form")
                self._form.go_to(flaw.key)
            return False
        self._do(self._draft.filled(), self._place)
        begun = self._now
        while True:
            try:
                said, saved = await self._session.try_(edit.save, begun)
            except EditedElsewhere as other:
                mine, theirs = versions(begun, other.stored)
                if not await self.app.push_screen_wait(VersionsDialog(mine, theirs)):
                    self._session.tell("not saved; what you wrote is still here")
                    return False
                begun = edit.looked_at_again(self._session.workspace, begun)
            except LswError as error:
                self._session.refuse(error)
                return False
            else:
                break
        self._begun, self._saved, self._was_saved = saved, saved.draft.table, True
        self._changed()
        self._session.tell(f"saved: {said.text}; from today's unstarted cards on")
        return True

    @work(group="intent")
    async def _leave(self) -> None:
        """Leave; what is not saved is asked about."""
        self._take_in()
        if self._unsaved:
            options = (
                Option("s", "save", "save it and use it"),
                Option("k", "keep", "keep it as it is, to go on later"),
                Option("t", "throw", "throw the changes away"),
            )
            chosen = await self.app.push_screen_wait(ChoiceDialog(f"{self._draft.title} is not saved", options))
            if chosen is None or (chosen == "save" and not await self._save()):
                return
            if chosen != "save":
                self._session.drafts.keep(DRAFT, edit.kept_text(self._now) if chosen == "keep" else "")
        self.dismiss(self._was_saved)

    # --- showing

    def _go_to(self, place: int) -> None:
        self._take_in()
        self._place = place
        self._refill()
        self._show()

    def _lay_out(self, part: str = "list") -> None:
        """Where there is room for one part only, show this one."""
        for each in ("list", "form", "view"):
            self.set_class(each == part, f"-{each}")

    def _refill(self) -> None:
        """Show the form of what is under the cursor."""
        wanted = "board-form" if self._place == BOARD else "task-form"
        if wanted != self._laid_out:
            self._laid_out = wanted
            for form in self.query(Form):
                form.display = form.id == wanted
        self._fill()
        self._form.scroll_home(animate=False)
        self._show()

    def _fill(self, *, but: str = "") -> None:
        """Show what the draft says in every field, BUT the one that is being written in."""
        self._form.fill({field.key: self._draft.text(self._place, field) for field in self._fields}, but=but)

    def _show(self) -> None:
        """Show everything but the fields, which are their writer's."""
        if not self._laid_out:
            return
        flaws = len(self._checked.flaws)
        self.query_one(EditorTitle).show(*title_lines(self._draft, flaws, unsaved=self._unsaved))
        self.query_one(TaskList).show(self._draft, self._checked, self._place)
        self._show_view()
        self._note()

    def _show_view(self) -> None:
        board = self._board()
        self.query_one(ViewTabs).show(tabs(len(self._checked.flaws)), self._view)
        weekly, paged = self.query_one(WeekView), self.query_one(PageView)
        weekly.display, paged.display = self._view == "week", self._view != "week"
        week = edit.week(board, self._monday()) if board is not None else ()
        if self._view == "week":
            weekly.show(week, NOTHING_YET)
        elif self._view == "load":
            paged.show(load_page(week), definitions=False)
        elif self._view == "coverage":
            paged.show(coverage_page(board), definitions=False)
        else:
            paged.show(problems_page(self._draft, self._checked), definitions=False)

    def _note(self) -> None:
        """Show below each field what is wrong with it, and what was understood."""
        if not self._laid_out:
            return
        table = self._draft.at(self._place)
        below, guessed = field_notes(self._draft, self._place, self._checked, self._board(), self._today)
        self._form.note(below, {field.key: words_for(field, {**guessed, **table}) for field in self._fields}, guessed)
        line = key_line(
            dict(self._session.config.keys),
            self.size.width,
            at_list=self._at_list,
            single=self.has_class("-single"),
            view=self.has_class("-view"),
        )
        self.query_one("#keys", OneLine).show(line)

    def _board(self) -> Board | None:
        """The board as far as it is right, with the holidays that there are."""
        board = self._checked.board
        return None if board is None else with_holidays(self._session.workspace, board)

    def _scrolled(self) -> WeekView | PageView:
        return self.query_one(WeekView) if self._view == "week" else self.query_one(PageView)

    def _monday(self) -> date:
        return monday(self._today) + self._weeks * timedelta(weeks=1)

    @property
    def _today(self) -> date:
        return self._session.state.today

    @property
    def _draft(self) -> Draft:
        return self._editing.draft

    @property
    def _now(self) -> Begun:
        """What was begun, as it is now."""
        return self._begun._replace(draft=self._draft)

    @property
    def _unsaved(self) -> bool:
        return self._draft.table != self._saved

    @property
    def _at_list(self) -> bool:
        return self.focused is None or isinstance(self.focused, TaskList)

    @property
    def _form(self) -> Form:
        return self.query_one(f"#{self._laid_out or 'task-form'}", Form)

    @property
    def _fields(self) -> tuple[FieldSpec, ...]:
        return fields_at(self._place)

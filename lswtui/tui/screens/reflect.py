"""Reflect: the reviews of a day, their facts filled in; what is typed is kept as a draft until it is saved."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from lswtui.app.days import close
from lswtui.app.results import EditedElsewhere
from lswtui.app.reviews import review, save
from lswtui.app.reviews.facts import beginning, same_weekdays
from lswtui.domain.errors import LswError
from lswtui.domain.reviews.review import TOPS, Ending, Feeds, QuestionKind
from lswtui.render.reviews.facts import fact_figures
from lswtui.tui.commands import bindings, keys_of
from lswtui.tui.dialogs.choice import ChoiceDialog
from lswtui.tui.dialogs.versions import VersionsDialog
from lswtui.tui.lines import Line, spread
from lswtui.tui.options import Option
from lswtui.tui.review_draft import draft_name, read_draft, write_draft
from lswtui.tui.screens.base import ModeScreen
from lswtui.tui.views.reflect import (
    footer_commands,
    footer_words,
    progress,
    row_id,
    sheet_title,
    shown_facts,
    standing,
    sweep_row,
)
from lswtui.tui.views.words import secret
from lswtui.tui.widgets.footer import KeyHints
from lswtui.tui.widgets.header import Header
from lswtui.tui.widgets.log import Banner
from lswtui.tui.widgets.review_answers import (
    Answer,
    Answered,
    KeyAnswer,
    LineAnswer,
    LinesAnswer,
    Onward,
    SweepAnswers,
    TopThree,
)
from lswtui.tui.widgets.review_parts import Ask, FactLines, Grown, ReviewStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from lswtui.app.reviews.facts import Weeks
    from lswtui.app.reviews.review import ReviewContents
    from lswtui.domain.reviews.review import ReviewQuestion
    from lswtui.tui.session import Session
    from lswtui.tui.state import State

KEEP_AFTER = 0.3
"""Seconds after a key within which what was typed is on the disk, and a little more."""
PROMISED = frozenset({"capture.back", "everywhere.undo"})
"""The commands whose keys no answer of a row takes."""


class SheetTitle(Grown):
    """What is reviewed and of which day; at the right whether it is saved."""

    def __init__(self) -> None:
        super().__init__(classes="sheet-title")
        self._left: Line = ()
        self._right = ""

    def show(self, left: Line, right: str) -> None:
        """Show these."""
        self._left, self._right = left, right
        self.draw()

    def lines(self, width: int) -> Sequence[Line]:
        """The title, with a line under it."""
        return (spread(self._left, ((self._right, "quiet"),), width), (("─" * width, "faint"),))


class Sheet(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The steps, one below the other; scrolled by going from question to question."""


class ReflectScreen(ModeScreen):
    """A review of the day shown: that of its evening, or of its morning."""

    NAME = "reflect"
    CSS_PATH = "reflect.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reflect")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]  # noqa: RUF012 - the base class declares it so
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - the base class declares it so

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked: ReviewContents | None = None
        self._weeks: Weeks = ()
        self._today = session.state.today
        self._answers: dict[str, Answer] = {}
        self._stored: dict[str, str] = {}
        """The answers as they were stored when the leader last saw them."""
        self._shown: dict[str, str] = {}
        """The same as the fields show them; only what differs is new."""
        self._unasked: dict[str, tuple[str, str]] = {}
        """What the draft has for questions that are not asked now, and what it was written over."""
        self._clearing: set[str] = set()
        self._cleared: set[str] = set()
        """The rows that were cleared since the sheet was opened or saved, which is to have reflected, too."""
        self._kept = ""
        """The draft as it is on the disk, or on its way there."""
        self._waits = False
        """Whether it is still on its way."""
        self._drafts = asyncio.Lock()
        self._opening: tuple[str, date] | None = None
        self._begins = False
        """Whether the next question that is come to is the first one of a sheet just laid out."""

    def compose(self) -> ComposeResult:
        """The header, the sheet, the keys."""
        yield Header()
        yield Banner()
        yield SheetTitle()
        yield Sheet()
        yield KeyHints("reflect", dict(self.session.config.keys))

    def show(self, state: State) -> None:
        """Show the facts and what is open of this state; what is being typed is never touched."""
        self.query_one(Header).show(state)
        self.query_one(Banner).show(state)
        self.query_one(KeyHints).show(footer_commands(state), footer_words(self._asked))
        self.set_class(state.hidden, "-hidden")
        if self.app.current_mode != self.NAME:
            return
        turned, self._today = state.today != self._today, state.today
        wanted = (state.review, state.day.on)
        if turned and self._asked is not None and self._given():
            self.call_later(self.session.show_day, self._asked.on)
        elif wanted == self._opening:
            return
        elif self._asked is None or _which(self._asked) != wanted:
            self._opening = wanted
            self._open(*wanted)
        else:
            self._look_again(self._asked, state)

    def _look_again(self, laid_out: ReviewContents, state: State) -> None:
        """Show the current state in the sheet that is laid out; lay it out anew where other questions are asked now."""
        try:
            asked = review.asked(self.session.workspace, laid_out.on, laid_out.review.id)
        except LswError as error:
            self.session.refuse(error)
            asked = laid_out
        if _layout(asked) == _layout(laid_out):
            self._asked = asked
            self._refill(state)
        else:
            self._opening = _which(asked)
            self._open(*self._opening)

    def on_screen_resume(self) -> None:
        """Show the current state, which was not followed while another screen was on top."""
        if self.is_mounted:
            self.show(self.session.state)

    async def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._asked is not None and self._waits:
            async with self._drafts:
                with suppress(OSError):
                    self.session.workspace.drafts.keep(draft_name(*_which(self._asked)), self._kept)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the whole question into view."""
        question = event.widget.parent
        if isinstance(question, Vertical):
            self.call_after_refresh(self._reveal, question, event.widget, begins=self._begins)
            self._begins = False

    def _reveal(self, question: Widget, answer: Widget, *, begins: bool) -> None:
        """Bring a question into view; as the review begins, the facts above stay where the whole answer can be seen."""
        sheet = self.query_one(Sheet)
        if not begins or answer.region.bottom > sheet.region.bottom:
            sheet.scroll_to_widget(question, animate=False)

    # --- going about

    def on_onward(self, event: Onward) -> None:
        """To the question after or before."""
        self.action_step(event.by)

    def on_input_submitted(self) -> None:
        """To the next question."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """To the next question, or the one before."""
        places = [
            widget
            for widget in self.query("Keyed, LineAnswer, LinesAnswer")
            if widget.focusable or widget is self.focused
        ]
        if self.focused not in places:
            there = 0 if by > 0 else len(places) - 1
        else:
            there = places.index(self.focused) + by
        if 0 <= there < len(places):
            places[there].focus(scroll_visible=False)
        elif by > 0:
            self.session.tell("that was the last one; ctrl+s saves it all")

    def action_turn(self, by: int) -> None:
        """To the review of another day; today is the last that can be reviewed."""
        there = self.session.state.day.on + timedelta(days=by)
        if there > self.session.state.today:
            self.session.tell("that day is still to come")
        else:
            self.session.show_day(there)

    # --- answering

    def on_input_changed(self) -> None:
        """Keep the draft."""
        self._changed()

    def on_text_area_changed(self) -> None:
        """Keep the draft."""
        self._changed()

    def on_answered(self, _event: Answered) -> None:
        """Keep the draft."""
        self._changed()

    @work(group="intent")
    async def on_sweep_answers_cleared(self, event: SweepAnswers.Cleared) -> None:
        """Fill in what was blank; the next row waits already."""
        if self._asked is None:
            return
        row = next((row for row in self._asked.rows if row_id(row) == event.row.id), None)
        if row is None:
            return
        self._clearing.add(event.row.id)
        said = await self.session.ask(save.clear, row, event.value, on=self._asked.on)
        self._clearing.discard(event.row.id)
        if said is not None:
            self._cleared.add(event.row.id)
        self.show(self.session.state)
        if isinstance(self.focused, SweepAnswers) and not self.focused.allow_focus():
            self.action_step(1)

    @work(group="intent")
    async def action_save(self) -> None:
        """Save what is written, or that rows were cleared."""
        if self._has_news:
            await self._save()
        else:
            self.session.tell("nothing new to save; one line anywhere is enough")

    @work(group="intent")
    async def action_close(self) -> None:
        """Save what is written and end the review: close the day, or set its plan and go to the board."""
        if self._asked is None:
            return
        if self._asked.review.ends is Ending.LOCK:
            if await self._save(lock=True):
                self.app.switch_mode("today")
        else:
            await self._close(self._asked)

    async def _close(self, asked: ReviewContents) -> None:
        """Save what is written and close the day, after saying what that does."""
        on = asked.on
        options = (Option("y", "yes", "save it and close the day"), Option("n", "no", "not yet"))
        does = close.what_closing_does(asked.day)
        if await self.app.push_screen_wait(ChoiceDialog(does, options)) != "yes":
            return
        if self._has_news:
            await self._save(close=True)
        else:
            await self.tell(close.close, on=on)

    async def _save(self, *, close: bool = False, lock: bool = False) -> bool:
        """Save what is new, and end the review as asked for; whether it was done."""
        if self._asked is None:
            return False
        given, seen = self._given(), dict(self._stored)
        review_id, on = _which(self._asked)
        while True:
            try:
                said = await self.session.try_(
                    save.reflect, given, review=review_id, on=on, close=close, lock=lock, seen=seen
                )
            except EditedElsewhere as other:
                others = {question: said for question, said in other.stored.items() if said != seen.get(question, "")}
                mine = {question: given[question] for question in others}
                seen |= other.stored
                if not await self.app.push_screen_wait(VersionsDialog(self._in_words(mine), self._in_words(others))):
                    for question, theirs in others.items():
                        if question in self._answers:
                            self._take(question, theirs)
                        del given[question]
                    if not given and not close and not lock:
                        self._changed()
                        return False
            except LswError as error:
                self.session.refuse(error)
                return False
            else:
                break
        for question in given.keys() & self._answers.keys():
            self._shown[question] = self._answers[question].answer
        self._cleared.clear()
        self._stored = review.answered(self._asked)
        self._changed()
        self.set_focus(None)
        self.session.tell(f"{said.text}; u takes it back")
        return True

    def _take(self, question: str, stored: str) -> None:
        """Show an answer as it is stored."""
        self._answers[question].fill(stored)
        self._stored[question], self._shown[question] = stored, self._answers[question].answer

    def _in_words(self, answers: Mapping[str, str]) -> str:
        asked = self._asked.questions if self._asked else ()
        said = ((question.ask, answers[question.id]) for question in asked if question.id in answers)
        return "\n".join(f"{ask} {answer or 'no answer'}" for ask, answer in said)

    @property
    def _has_news(self) -> bool:
        """Whether anything is to be saved: an answer, or that a row was cleared which still is."""
        open_rows = {row_id(row) for row in self._asked.rows} if self._asked else set()
        return bool(self._given()) or bool(self._cleared - open_rows)

    def _given(self) -> dict[str, str]:
        """The answers that are new since the sheet was opened or saved."""
        return {
            question: answer.answer
            for question, answer in self._answers.items()
            if answer.answer != self._shown.get(question, "")
        }

    # --- the draft

    def _changed(self) -> None:
        """Show how far it has come, and keep what is new before long."""
        self._progress()
        if self._asked is None:
            return
        draft = write_draft(self._given(), self._stored, self._unasked)
        if draft != self._kept:
            if not self._waits:
                self.set_timer(KEEP_AFTER, self._keep)
            self._waits = True
            self._kept = draft

    @work(group="draft")
    async def _keep(self) -> None:
        """Write the draft without making the screen wait for the disk."""
        async with self._drafts:
            if self._asked is None or not self._waits:
                return
            self._waits = False
            name = draft_name(*_which(self._asked))
            try:
                await asyncio.to_thread(self.session.workspace.drafts.keep, name, self._kept)
            except OSError as error:
                self.session.tell(f"the draft cannot be kept: {error.strerror}")

    # --- the sheet

    @work(group="sheet", exclusive=True)
    async def _open(self, review_id: str, on: date) -> None:
        """Lay out the questions of a review and fill them with what was answered and what was typed."""
        self._changed()
        await self._keep().wait()
        session = self.session
        try:
            asked = review.asked(session.workspace, on, review_id)
            weeks = same_weekdays(session.workspace, asked)
        except LswError as error:
            self._opening = None
            session.refuse(error)
            self.app.switch_mode("today")  # without its questions this screen is nothing
            return
        kept = session.drafts.text(draft_name(review_id, on))
        writing = self._writing if self._asked is not None and _which(self._asked) == _which(asked) else None
        answers: dict[str, Answer] = {}
        begun = beginning(shown_facts(asked, weeks, session.state._replace(hidden=False)))
        steps = list(_steps(asked, answers, begun))
        sheet = self.query_one(Sheet)
        with self.app.batch_update():
            await sheet.remove_children()
            await sheet.mount_all(steps)
            self._asked, self._answers, self._opening, self._kept = asked, answers, None, kept
            self._weeks = weeks
            self._stored = review.answered(asked)
            self._shown, self._cleared = {}, set()
            self._show_facts(asked, session.state)
            for question in answers.keys() & self._stored.keys():
                self._take(question, self._stored[question])
            self._unasked = {}
            for question, (answer, seen) in read_draft(kept).items():
                if question in answers:
                    answers[question].fill(answer)
                    self._stored[question] = seen
                else:
                    self._unasked[question] = (answer, seen)
            self._changed()
        self.query_one(KeyHints).show(footer_commands(session.state), footer_words(self._asked))
        if writing in answers:
            cast("Widget", answers[writing]).focus()
            return
        sheet.scroll_home(animate=False)
        self.set_focus(None)
        self._begins = True
        self.action_step(1)

    @property
    def _writing(self) -> str | None:
        """The question that is being answered."""
        return next(
            (question for question, answer in self._answers.items() if cast("Widget", answer) is self.focused), None
        )

    def _refill(self, state: State) -> None:
        """Show the facts, what is still open and tomorrow's cards as they are now, and what others answered.

        What was typed over stays; of an answer that was taken away the words stay, as a draft.
        """
        asked = self._asked
        if asked is None:
            return
        self._show_facts(asked, state)
        stored = review.answered(asked)
        for question, answer in self._answers.items():
            now, shown = stored.get(question, ""), self._shown.get(question, "")
            if not now:
                self._stored.pop(question, None)
                self._shown.pop(question, None)
            elif now != self._stored.get(question, "") and answer.answer == shown:
                self._take(question, now)
        self._changed()

    def _show_facts(self, asked: ReviewContents, state: State) -> None:
        boxes = list(self.query(".question"))
        facts = shown_facts(asked, self._weeks, state)
        for question, box in zip(asked.questions, boxes, strict=False):
            if question.kind is QuestionKind.FACTS:
                box.query_one(FactLines).show(fact_figures(fact, facts) for fact in question.shows)
            elif question.kind is QuestionKind.SWEEP:
                rows = [row for row in asked.rows if row.sweep in question.sweeps and row_id(row) not in self._clearing]
                taken = self._promised_keys()
                box.query_one(SweepAnswers).show([sweep_row(row, state, taken) for row in rows], asked.more_rows)
            elif question.feeds in TOPS:
                box.query_one(TopThree).show(asked.cards)
                box.query_one(Ask).hint(
                    f"{asked.decides_for:%A} {asked.decides_for.day} {asked.decides_for:%b} · 1 2 3 or space"
                )
            elif question.feeds is Feeds.PLEDGE_KEPT and asked.pledged and asked.pledged.pledge:
                box.query_one(Ask).hint(f"“{secret(asked.pledged.pledge, state)}”")

    def _promised_keys(self) -> frozenset[str]:
        """The keys that lead back and undo whatever row is lit, so that no row may take them for itself."""
        return keys_of(PROMISED, self.session.config.keys)

    def _progress(self) -> None:
        asked = self._asked
        if asked is None:
            return
        for step in self.query(ReviewStep):
            said = [
                answer.answer != "" for answer in self._answers.values() if step in cast("Widget", answer).ancestors
            ]
            sweeps = list(step.query(SweepAnswers))
            left = sum(sweep.left for sweep in sweeps)
            words, is_done = progress(said, left, rows=bool(sweeps))
            step.title.progress(words, done=is_done)
        said_of_it = standing(asked, has_news=self._has_news)
        self.query_one(SheetTitle).show(sheet_title(asked, self._today), said_of_it)


def _which(asked: ReviewContents) -> tuple[str, date]:
    return asked.review.id, asked.on


def _layout(asked: ReviewContents) -> tuple[object, ...]:
    """What a sheet is laid out by."""
    return asked.review.steps, asked.questions, bool(asked.pledged and asked.pledged.pledge)


def _steps(asked: ReviewContents, answers: dict[str, Answer], begun: str) -> Iterator[ReviewStep]:
    """The steps of a review that have questions; what they are answered with is put into ANSWERS.

    An if-then begins as it was BEGUN for the leader.
    """
    for number, title in enumerate(asked.review.steps, 1):
        here = [question for question in asked.questions if question.step == number]
        questions = [_question(question, asked, answers, begun) for question in here]
        if questions:
            yield ReviewStep(number, title, questions)


def _question(question: ReviewQuestion, asked: ReviewContents, answers: dict[str, Answer], begun: str) -> Vertical:
    pledge = asked.pledged.pledge if asked.pledged else None
    below: Widget | None = None
    hint = question.hint
    if question.kind is QuestionKind.FACTS:
        below = FactLines()
    elif question.kind is QuestionKind.SWEEP:
        below = SweepAnswers()
    elif question.feeds is Feeds.PLEDGE_KEPT and not pledge:
        hint = "none was made for this day"
    else:
        begun = begun if question.feeds is Feeds.TODAY_IF_THEN else ""
        hint = "" if begun else hint
        answer = answers[question.id] = _answer(question, begun)
        below = cast("Widget", answer)
    return Vertical(Ask(question.ask, hint), *([below] if below else []), classes="question")


def _answer(question: ReviewQuestion, begun: str) -> Answer:
    """What a question is answered with."""
    if question.kind is QuestionKind.YES_PARTLY_NO:
        return KeyAnswer([Option(kept[0], kept, kept) for kept in question.takes])
    if question.takes:
        words = "" if question.kind is QuestionKind.SCALE else None
        return KeyAnswer(
            [
                Option(str(place), answer, answer if words is None else words)
                for place, answer in enumerate(question.takes, 1)
            ]
        )
    if question.feeds in TOPS:
        return TopThree()
    return LinesAnswer() if question.kind is QuestionKind.TEXT else LineAnswer(begun)

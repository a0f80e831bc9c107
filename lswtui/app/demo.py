"""Made-up but believable data: weeks of a team leader's days, and today up to now.

The days are made by the same rules as real ones, many in one change, and left as the program would have left
them. The same seed on the same date gives the same days.
"""

from __future__ import annotations

from base64 import b32hexencode
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from lswtui.app.days.missed_again import notice
from lswtui.app.days.write import store_changed
from lswtui.app.workspace import DEMO
from lswtui.domain.boards.board import Board
from lswtui.domain.boards.board_file import board_table
from lswtui.domain.boards.standard import Standard, for_shift
from lswtui.domain.days.card import Card
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.interrupting import blipped, interrupted, logged, returned
from lswtui.domain.days.lifecycle import closed, opened, turned
from lswtui.domain.interruptions.interruption import Interruption
from lswtui.domain.reviews.answers import PledgeKept, Reflection, reflection_id
from lswtui.domain.times import DAY, logical_date, minutes_between, moment
from lswtui.domain.vocabulary import (
    CardKind,
    CarryOver,
    Finding,
    Handling,
    Lane,
    Outcome,
    Reason,
    Source,
    Valid,
    Whose,
)
from lswtui.store.files.board_files import load_board
from lswtui.store.records import board_versions, remembered, reviews, tables
from lswtui.store.records.days import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from lswtui.app.workspace import Workspace

BOARD = "lean-team-leader"


class Incident(NamedTuple):
    """Something that breaks in again and again, and how long it takes."""

    text: str
    category: str
    who: str
    whose: Whose
    valid: Valid
    source: Source
    handling: Handling
    low: int
    high: int
    workaround: bool = False


T, V, R, H = Whose.TEAM, Valid.VALID, Source.REPORT, Handling.HANDLED
INCIDENTS = (
    Incident("press 4 jammed at the infeed", "equipment", "maria", T, V, R, H, 6, 18, workaround=True),
    Incident("press 4 jammed again, same sensor", "equipment", "maria", T, V, R, Handling.ESCALATED, 5, 15),
    Incident("feeder stops every tenth part", "equipment", "jonas", T, V, R, H, 8, 20, workaround=True),
    Incident("torque gun on station 3 will not reset", "equipment", "lee", T, V, R, H, 4, 10),
    Incident("air leak at the clamp, station 2", "equipment", "jonas", T, Valid.WRONG, R, Handling.DELEGATED, 5, 12),
    Incident("burr on the housing, ten parts set aside", "quality", "chris", T, V, Source.PEER, H, 6, 16),
    Incident("gauge reads 0.02 over, recheck the first piece", "quality", "chris", T, V, Source.PEER, H, 5, 12),
    Incident("label does not match the order", "quality", "sofia", T, V, R, Handling.COACHED, 4, 9),
    Incident("scratch on the cover, is this still good?", "quality", "lee", T, V, R, Handling.COACHED, 3, 7),
    Incident("bin of M6 bolts empty at station 5", "material", "tom", T, Valid.WRONG, R, Handling.DELEGATED, 3, 9),
    Incident("kanban card missing, housings run out at ten", "material", "tom", T, V, R, H, 5, 14),
    Incident("truck with the castings is 40 minutes late", "material", "priya", Whose.PEER, V, Source.PEER, H, 6, 12),
    Incident("how do I book overtime", "question", "lee", T, Valid.WAIT, R, Handling.COACHED, 2, 5),
    Incident("how do I change the program on the tester", "question", "lee", T, V, R, Handling.COACHED, 4, 9),
    Incident("which torque for the new variant?", "question", "sofia", T, V, R, Handling.COACHED, 2, 5),
    Incident("where do red tags go after the sweep?", "question", "lee", T, Valid.WAIT, R, Handling.COACHED, 2, 4),
    Incident("called in sick, station 6 open", "absence", "sofia", Whose.MINE, V, R, H, 8, 20),
    Incident("has to leave at noon, child is ill", "absence", "jonas", Whose.MINE, V, R, H, 4, 8),
    Incident("covered station 6 until relief came", "absence", "maria", T, Valid.WRONG, R, H, 12, 25, workaround=True),
    Incident("oil on the floor by press 2", "safety", "maria", T, V, R, H, 5, 10),
    Incident("light curtain trips for no reason", "safety", "jonas", T, V, R, Handling.ESCALATED, 6, 14),
    Incident("changeover: the fixture for B does not seat", "changeover", "maria", T, V, R, H, 8, 20),
    Incident("changeover: no first piece after 20 minutes", "changeover", "jonas", T, V, R, H, 6, 15),
    Incident("needs yesterday's scrap figures now", "boss", "ana", Whose.BOSS, Valid.WAIT, Source.BOSS, H, 4, 10),
    Incident("can you show the visitors round?", "boss", "ana", Whose.BOSS, Valid.WAIT, Source.BOSS, H, 8, 15),
    Incident("phone: audit moved to Thursday", "boss", "ana", Whose.MINE, V, Source.BOSS, Handling.SCHEDULED, 2, 5),
    Incident(
        "wants an operator for line 5", "other", "priya", Whose.PEER, Valid.WAIT, Source.PEER, Handling.DECLINED, 3, 7
    ),
    Incident("printer at the team board is out again", "other", "tom", Whose.NOBODY, Valid.WRONG, R, H, 2, 5),
)
QUESTION = next(incident for incident in INCIDENTS if incident.text.startswith("how do I change"))

BUSY_HOURS = (3, 5, 3, 4, 3, 2, 3, 4, 2)
"""How much breaks in during each hour of the shift, beside the others."""
BUSY_DAYS = (8, 6, 5, 6, 8)
"""How often something breaks in on each day of the week; beyond the fifth as on the third."""

MISSED = {
    "operator-observation": 0.30,
    "red-tag-sweep": 0.25,
    "problem-next-step": 0.16,
    "reflect-top-miss": 0.14,
    "job-instruction": 0.12,
    "hour-by-hour-round": 0.06,
}
"""The share of its days on which a task is missed; all others are at `SELDOM`."""
SELDOM = 0.02
REASONS: tuple[tuple[str | None, int], ...] = (
    (Reason.INTERRUPTED, 9),
    (Reason.OVERRUN, 3),
    (Reason.CRISIS, 2),
    (Reason.FORGOT, 2),
    (Reason.NOT_READY, 1),
    (Reason.BOSS, 2),
    (Reason.AVOIDED, 1),
    (None, 2),
)
NOT_TODAY = {
    "job-instruction": "the trainee is on the late shift",
    "problem-next-step": "the operator who raised it is on leave",
    "tier-1-meeting": "no tier-1 meeting today",
}
"""Why a task may not apply on a day."""

FOUND = {
    "labour-plan": ("station 6 without a trained person", "housings for one hour only"),
    "gemba": ("work sheet at station 3 is the old issue", "gauge at station 2 overdue since Monday"),
    "hour-by-hour-round": ("feeder jam, 9 min", "7 parts behind, waiting for housings", "changeover ran 12 min over"),
    "operator-observation": ("reaches behind the fixture each cycle", "step 4 and 5 swapped at station 3"),
    "red-tag-sweep": ("two tags older than a week", "tool hook 14 empty"),
}
NOTES = (
    "ask maintenance about the sensor on Thursday",
    "Lee did it alone for the first time",
    "took the question to tier 1",
    "sheet needs a photo of the seat",
    "shorter when the figures are on the board already",
)
CUES = (
    "two cycles left, then ask about the reach behind the fixture",
    "stations 4 to 6 are still open",
    "go on at key point 3, let Lee explain it back",
)
OTHER_WORK = ("Mail and messages", "Shift report", "Order gloves and labels", "Overtime list", "Vacation plan")
WELL = (
    "Lee found the wrong gauge himself. Thank Lee.",
    "Maria called before the jam, not after. Thank Maria.",
    "All stations had a name by 06:00.",
    "Chris stayed for the first pieces of the new variant.",
    "Handover took eight minutes and nothing was missing.",
)
WRONG = (
    "Press 4 jammed three times. The sensor is dirty by ten; nobody owns cleaning it.",
    "Observation fell out again. I answered every call myself.",
    "Housings ran out at ten. The kanban card was in a pocket.",
    "Changeover ran 25 minutes over. The fixture was not prepared.",
    "",
)
ROLE = (
    "Fixed two, taught one.",
    "Fixed it. Next time Maria holds the wrench.",
    "Taught: Lee can change the program now.",
    "Mostly fixed.",
)
MISTAKE = ("I stood in at station 6 for half an hour.", "Sent Jonas away without listening.", "", "")
PLEDGES = (
    "I will watch three full cycles at station 3 before ten.",
    "I will ask what they would try before I answer.",
    "I will let Maria clear the jam and stand beside her.",
    "I will take the sensor to tier 1 with a name and a date.",
    "I will be at the team board five minutes early.",
)
IF_THEN = (
    "If press 4 jams, then Maria leads and I only ask.",
    "If I am asked how, then I ask what the sheet says.",
    "If Ana calls for figures, then I offer half past one.",
    "If a station is open at six, then I ask for relief first.",
)


class DemoStep(NamedTuple):
    """Something that happens on a day, and when."""

    at: datetime
    does: Callable[[Day], Day]


class _Ids:
    """Ids that sort by time, the same for the same seed."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.at: datetime | None = None

    def __call__(self) -> str:
        thousandths = int(self.at.timestamp() * 1000) if self.at else 0
        number = thousandths << 80 | self._rng.getrandbits(80)
        return b32hexencode(number.to_bytes(16, "big")).decode().rstrip("=")


class _Script:
    """What happens on one working day, from the first card to the last, in time order."""

    def __init__(self, day: Day, zone: tzinfo, rng: Random, ids: _Ids, calls: int) -> None:
        self.steps: list[DemoStep] = []
        self.quiet: list[tuple[datetime, int]] = []
        """Moments at which no clock runs, and how many steps lie before each."""
        self._day, self._zone, self._rng, self._ids = day, zone, rng, ids
        self._begin = moment(day.on, day.windows[0].start, day.day_starts, zone)
        self._length = 60 * minutes_between(self._begin, moment(day.on, day.windows[-1].end, day.day_starts, zone))
        self._calls = self._calls_of_the_day(calls)
        self._t = 0.0
        self._held: Card | None = None
        self._write()

    @property
    def end(self) -> datetime:
        """When the shift ends, or what went on after it."""
        return self._moment(max(self._t, self._length))

    def _write(self) -> None:
        rng = self._rng
        hard = rng.uniform(0.5, 1.9)
        for card in self._day.cards:
            if not card.is_open or card.on_offer or card.task is None:
                continue
            begins = self._planned(card) + rng.uniform(-60, 240)
            self._pass_until(begins)
            if card.task in NOT_TODAY and rng.random() < 0.03:
                self._set_aside(card, Outcome.NOT_APPLICABLE, NOT_TODAY[card.task])
            elif self._t > self._planned(card) + 60 * (card.minutes + card.window):
                self._set_aside(card, Outcome.MISSED, Reason.INTERRUPTED)
            elif rng.random() < MISSED.get(card.task, SELDOM) * hard:
                self._miss(card)
            elif card.held_open:
                self._held = card
            elif card.minutes <= 15 and rng.random() < 0.12:
                self._t += 60 * card.minutes
                self._finish(card, minutes=card.minutes)
            else:
                self._work_on(card, 60 * card.minutes * rng.triangular(0.7, 1.35, 1.0))
                self._finish(card)
        self._pass_until(self._length)

    def _pass_until(self, until: float) -> None:
        """Let time pass: on the card that holds time open, on other work, or idle, calls breaking in."""
        if self._held is not None:
            ends = self._planned(self._held) + 60 * self._held.minutes
            if min(until, ends) - self._t > 60:
                self._work_on(self._held, min(until, ends) - self._t, wall=True)
                self._be_quiet()
            if until < ends:
                return
            self._finish(self._held)
            self._held = None
        gap = until - self._t
        if gap > 25 * 60 and self._rng.random() < 0.6:
            self._other_work(self._rng.uniform(0.4, 0.8) * gap)
        while self._calls and self._calls[0] < until:
            self._t = max(self._t, self._calls.pop(0))
            self._break_in()
        self._t = max(self._t, until)

    def _work_on(self, card: Card, seconds: float, *, wall: bool = False) -> None:
        """A card's clock runs until it has had its seconds; with WALL what breaks in uses them up."""
        self._add(lambda day, at: day.started(card.id, at, self._ids) if day.card(card.id).is_open else day)
        ends = self._t + seconds
        while self._calls and self._calls[0] < ends:
            began = self._t = max(self._t, self._calls.pop(0))
            self._break_in()
            ends += 0 if wall else self._t - began
        self._t = max(self._t, ends)

    def _break_in(self) -> None:
        """Something breaks in now, perhaps something else into that, and is over again."""
        rng = self._rng
        incident = rng.choice(INCIDENTS)
        length = 60 * rng.uniform(incident.low, incident.high)
        way = rng.random()
        if way < 0.07:
            entry = self._entry(incident)
            self._add(lambda day, at: blipped(day, entry))  # noqa: ARG005 - its moment stands in the entry
            return
        if way < 0.3:
            entry = self._entry(incident, self._moment(self._t + length))
            self._t += length
            self._add(lambda day, at: logged(day, entry, self._ids))  # noqa: ARG005 - as above
            return
        self._begin_one(incident)
        if way > 0.93:
            self._t += length / 2
            inner = rng.choice(INCIDENTS)
            self._begin_one(inner)
            self._t += 60 * rng.uniform(2, inner.high)
            self._add(lambda day, at: returned(day, at, self._ids)[0])
            length /= 2
        self._t += length
        self._add(lambda day, at: returned(day, at, self._ids)[0])

    def _begin_one(self, incident: Incident) -> None:
        entry = self._entry(incident)
        self._add(lambda day, at: interrupted(day, entry, self._ids))  # noqa: ARG005 - as above

    def _entry(self, incident: Incident, end: datetime | None = None) -> Interruption:
        self._ids.at = self._moment(self._t)
        blank = self._rng.random() < 0.1
        return Interruption(
            id=self._ids(),
            on=self._day.on,
            start=self._ids.at,
            end=end,
            text=incident.text,
            who=incident.who,
            category=incident.category,
            whose=None if blank else incident.whose,
            valid=None if blank else incident.valid,
            source=incident.source,
            handling=incident.handling,
            workaround=incident.workaround and self._rng.random() < 0.7,
        )

    def _other_work(self, seconds: float) -> None:
        self._ids.at = self._moment(self._t)
        title = self._rng.choice(OTHER_WORK)
        card = Card(self._ids(), self._day.on, title, 60, kind=CardKind.OTHER, carry=CarryOver.EXPIRE)
        self._add(lambda day, at: day.added(card))  # noqa: ARG005 - the card comes before its clock
        self._work_on(card, seconds, wall=True)
        self._finish(card)

    def _finish(self, card: Card, minutes: float | None = None) -> None:
        found = text = note = None
        if card.check:
            found = Finding.OK
            if card.task in FOUND and self._rng.random() < 0.14:
                found, text = Finding.PROBLEM, self._rng.choice(FOUND[card.task])
        if card.task and self._rng.random() < 0.06:
            note = self._rng.choice(NOTES)

        def done(day: Day, at: datetime) -> Day:
            day = day.finished(card.id, at, self._ids, minutes=minutes, finding=found, finding_text=text)
            return day.with_card(day.card(card.id)._replace(note=note))

        self._add(done)
        self._be_quiet()

    def _miss(self, card: Card) -> None:
        reason = _drawn(self._rng, REASONS)
        if reason is not None:
            self._set_aside(card, Outcome.MISSED, reason)

    def _set_aside(self, card: Card, outcome: Outcome, reason: str) -> None:
        self._add(lambda day, at: day.set_aside(card.id, outcome, at, reason=reason))

    def _add(self, does: Callable[[Day, datetime], Day]) -> None:
        at = self._moment(self._t)
        self.steps.append(DemoStep(at, lambda day: does(day, at)))

    def _be_quiet(self) -> None:
        self.quiet.append((self._moment(self._t), len(self.steps)))

    def _calls_of_the_day(self, calls: int) -> list[float]:
        hours = self._rng.choices(range(len(BUSY_HOURS)), BUSY_HOURS, k=calls)
        each = self._length / len(BUSY_HOURS)
        return sorted((hour + self._rng.random()) * each for hour in hours)

    def _planned(self, card: Card) -> float:
        starts = card.starts(self._day.day_starts, self._zone)
        return 60 * minutes_between(self._begin, starts) if starts else self._t

    def _moment(self, seconds: float) -> datetime:
        return datetime.fromtimestamp(int(self._begin.timestamp() + seconds), self._zone)


class _Maker:
    """The days of one demo, each made from the seed, its date and the evening before it."""

    def __init__(self, standard: Standard, zone: tzinfo, seed: int) -> None:
        self._standard, self._zone, self._seed = standard, zone, seed
        self.evening: Reflection | None = None
        """The last reflection, whose pledge is still to be asked about."""

    def leave(self, on: date) -> Day:
        """A day off that was known before."""
        return Day(on, absences=(Absence(why="leave"),))

    def past(self, on: date, tomorrow: date, *, reflects: bool) -> tuple[Day, tuple[Reflection, ...]]:
        """A working day that is over and turned, and the reflections that its evening changed."""
        rng, ids, day = self._begun(on)
        script = _Script(day, self._zone, rng, ids, calls=self._calls(on, rng))
        for step in script.steps:
            ids.at = step.at
            day = step.does(day)
        reviews = self._reflect(day, tomorrow, script.end, rng) if reflects or rng.random() < 0.8 else ()
        if reviews and rng.random() < 0.7:
            day = closed(day, script.end)
        return turned(day, self._zone), reviews

    def today(self, on: date, now: datetime) -> Day:
        """A day up to now: one card runs, one is paused with a cue, the rest of the day lies ahead."""
        rng, ids, day = self._begun(on)
        script = _Script(day, self._zone, rng, ids, calls=4)
        latest = _earlier(now, 35)
        steps = max((count for at, count in script.quiet if at <= latest), default=0)
        for step in script.steps[:steps]:
            ids.at = step.at
            day = step.does(day)
        return self._at_work(day, now, rng, ids)

    def _at_work(self, day: Day, now: datetime, rng: Random, ids: _Ids) -> Day:
        due = [card for card in day.cards if card.lane is Lane.TODO and not card.on_offer]
        begun = [card for card in due if (at := card.starts(day.day_starts, self._zone)) and at <= now]
        chosen = (begun[-2:] + [card for card in due if card not in begun])[:2]
        if not chosen:
            return day
        if len(chosen) == 2:
            paused, call = chosen[0], _earlier(now, 22)
            ids.at = _earlier(now, 30)
            day = day.started(paused.id, ids.at, ids)
            entry = Interruption(
                ids(), day.on, call, text=QUESTION.text, who=QUESTION.who, category=QUESTION.category,
                whose=QUESTION.whose, valid=QUESTION.valid, source=QUESTION.source, handling=QUESTION.handling,
            )  # fmt: skip
            day = interrupted(day, entry, ids)
            ids.at = _earlier(now, 17)
            day = returned(day, ids.at, ids)[0]
            day = day.with_card(day.card(paused.id)._replace(cue=rng.choice(CUES)))
        ids.at = _earlier(now, 9)
        return day.started(chosen[-1].id, ids.at, ids)

    def _begun(self, on: date) -> tuple[Random, _Ids, Day]:
        """A day with its cards and its top three, and the chance it is made by."""
        rng = Random(f"{self._seed} {on.isoformat()}")  # noqa: S311 - made-up data
        day = opened(Day(on, seen=True), self._standard, self._zone)
        if self.evening is not None and self.evening.pledge_for == on:
            for place, title in enumerate(self.evening.answer("top").splitlines(), 1):
                if card := next((card for card in day.cards if card.title == title), None):
                    day = day.with_top(card.id, place)
        return rng, _Ids(rng), day

    def _calls(self, on: date, rng: Random) -> int:
        usual = BUSY_DAYS[on.weekday()] if on.weekday() < len(BUSY_DAYS) else BUSY_DAYS[2]
        return max(4, min(9, usual + rng.choice((-1, 0, 0, 1))))

    def _reflect(self, day: Day, tomorrow: date, at: datetime, rng: Random) -> tuple[Reflection, ...]:
        before, after = self.evening, opened(Day(tomorrow), self._standard, self._zone)
        titles = Counter(card.title for card in after.cards if card.minutes >= 10 and not card.on_offer)
        single = [title for title, times in titles.items() if times == 1]
        answers = {
            "well": rng.choice(WELL),
            "problem": rng.choice(WRONG),
            "role.fix-or-teach": rng.choice(ROLE),
            "mistake": rng.choice(MISTAKE),
            "pledge": rng.choice(PLEDGES),
            "top": "\n".join(rng.sample(single, min(3, len(single)))),
            "if-then": rng.choice(IF_THEN),
        }
        changed = []
        if before is not None and before.pledge_for == day.on:
            kept = rng.choice(
                (PledgeKept.YES, PledgeKept.YES, PledgeKept.YES, PledgeKept.PARTLY, PledgeKept.PARTLY, PledgeKept.NO)
            )
            changed.append(before._replace(pledge_kept=kept))
            answers = {"kept": str(kept), **answers}
        self.evening = Reflection(
            reflection_id("evening", day.on),
            day.on,
            "evening",
            tuple((question, said) for question, said in answers.items() if said),
            pledge=answers["pledge"],
            if_then=answers["if-then"],
            pledge_for=tomorrow,
            saved_at=at,
        )
        return (*changed, self.evening)


def make_demo(workspace: Workspace, *, days: int = 20, seed: int = 1, until: date | None = None) -> None:
    """Fill an empty workspace with DAYS past working days, and with today up to now.

    UNTIL, a past date, ends them there instead, itself left out. The board's shift, and on a weekend its week,
    is moved where now lies outside of it.
    """
    now, zone = workspace.now(), workspace.clock.zone
    board = _around(load_board(BOARD, workspace.own_boards), now, zone)
    today = logical_date(now, board.day_starts)
    last = min(until or today, today)
    dates = _working_days(board, days, last)
    first = dates[0] if dates else last
    began = moment(first, board.windows(first)[0].start - 20, board.day_starts, zone) if board.windows(first) else now
    standard = Standard(f"{board.id}@{first.isoformat()}", board, first, began, began)
    store = workspace.store
    with store.change("chose the board of the demo", at=began, by="program") as tx:
        board_versions.store_board_version(tx, board.id, first, began, began, board_table(board))
    maker = _Maker(standard, zone, seed)
    off = frozenset(dates[9:-1:20])
    for month in _months(dates):
        at = moment(month[-1], board.windows(month[-1])[-1].end + 30, board.day_starts, zone)
        with store.change("made up days", at=min(at, now), by="program") as tx:
            for on in month:
                if on in off:
                    store_changed(tx, Day(on), maker.leave(on), now)
                    continue
                tomorrow = next((there for there in dates if there > on and there not in off), last)
                day, reflected = maker.past(on, tomorrow, reflects=tomorrow == last)
                store_changed(tx, Day(on), day, now)
                for reflection in reflected:
                    reviews.store_reflection(tx, reflection)
    with store.change("made up today", at=now, by="program") as tx:
        remembered.remember(tx, SETTLED, through=(last - timedelta(days=1)).isoformat())
        remembered.remember(tx, DEMO, made=now.isoformat())
        if last == today:
            store_changed(tx, Day(today), maker.today(today, now), now)
        notice(tx, ((board.id, task.id) for task in board.tasks), today)
    store.bring_up_to_date(now)


def _around(board: Board, now: datetime, zone: tzinfo) -> Board:
    """The board with its shift moved, where need be, so that now lies in it with work done and work ahead."""
    windows = next(iter(board.hours.values()))
    start, length = windows[0].start, windows[-1].end - windows[0].start
    begins = moment(logical_date(now, board.day_starts), start, board.day_starts, zone)
    if not 0.3 <= minutes_between(begins, now) / length <= 0.9:
        clock = now.hour * 60 + now.minute
        start = round((clock - 0.6 * length) / 15) * 15 % DAY
        board = for_shift(board, start, (start + length) % DAY)
    weekday = logical_date(now, board.day_starts).weekday()
    if weekday not in board.hours:
        turn = 1 if weekday == 5 else -1
        board = board._replace(hours={(day + turn) % 7: hours for day, hours in board.hours.items()})
    return board


def _working_days(board: Board, days: int, before: date) -> tuple[date, ...]:
    """The latest working days before a date, in order."""
    found: list[date] = []
    there = before
    while len(found) < days:
        there -= timedelta(days=1)
        if board.windows(there):
            found.append(there)
    return tuple(reversed(found))


def _months(dates: Sequence[date]) -> Iterator[list[date]]:
    for _, month in groupby(dates, tables.month_of):
        yield list(month)


def _drawn(rng: Random, weighed: Sequence[tuple[str | None, int]]) -> str | None:
    return rng.choices([each for each, _ in weighed], [weight for _, weight in weighed])[0]


def _earlier(at: datetime, minutes: float) -> datetime:
    return datetime.fromtimestamp(int(at.timestamp() - 60 * minutes), at.tzinfo)

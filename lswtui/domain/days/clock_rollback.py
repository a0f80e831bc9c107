"""A machine's clock that showed a wrong date for a while, and what was noted under that date."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from lswtui.domain.days.questions import WaitingQuestion
from lswtui.domain.days.spans import estimates, placed
from lswtui.domain.times import stamped
from lswtui.domain.vocabulary import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day

HERE, LEAVE = "here", "leave"


class SetBack(NamedTuple):
    """A machine's clock that went back to an earlier date between two changes."""

    was: datetime
    """What it showed at the last change before."""
    was_on: date
    """The logical date of that."""
    became: datetime
    """What it showed at the first change after."""
    became_on: date

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> SetBack:
        """It as it is remembered."""
        return cls(
            datetime.fromisoformat(kept["was"]),
            date.fromisoformat(kept["was_on"]),
            datetime.fromisoformat(kept["became"]),
            date.fromisoformat(kept["became_on"]),
        )

    def plain(self) -> dict[str, str]:
        """It as it can be remembered."""
        return {field: held.isoformat() for field, held in self._asdict().items()}

    def wrong_date(self, now: datetime) -> date:
        """The date that was shown by mistake, as far as NOW tells: the later one, or the earlier once that is over."""
        return self.was_on if now < self.was else self.became_on


def about_set_back(set_back: SetBack, now: datetime, today: date) -> WaitingQuestion:
    """The question what is to become of what was noted while the clock was wrong."""
    there = set_back.wrong_date(now)
    if now < set_back.was:
        what = f"The machine's clock went back from {_said(set_back.was)} to {_said(set_back.became)}"
        wrong = "; if it is wrong now, set it right first"
    else:
        what, wrong = f"The machine's clock showed {_said(set_back.became)} for a while", ""
    text = f"{what}{wrong}. What was noted meanwhile stands on {there.isoformat()}. Bring it to {today.isoformat()}?"
    return WaitingQuestion(
        "set-back",
        there.isoformat(),
        text,
        ((LEAVE, "leave it there"), (HERE, f"bring it to {today.isoformat()}")),
        today,
    )


def brought(there: Day, here: Day, at: datetime, new_id: Callable[[], str]) -> Day:
    """The day HERE with what was noted on the day THERE: each with the minutes it had, as estimates before AT."""
    ends = max((edge for span in there.spans for edge in (span.start, span.end) if edge), default=at)
    minutes = there.minutes(ends)
    for interruption in there.interruptions:
        here, parts = _placed(here, interruption.id, minutes, at, new_id)
        start, end = (parts[0][0], parts[-1][1]) if parts else (stamped(at), stamped(at))
        here = here.with_interruption(
            interruption._replace(on=here.on, start=start, end=end, card=None, inside=None, blip=not parts)
        )
    worked = {span.owner for span in there.spans}
    for card in there.cards:
        if card.on == there.on and (card.task is None or card.lane is not Lane.TODO or card.id in worked):
            same = _same(card, there, here, new_id)
            here = here.with_card(same)
            here, _ = _placed(here, same.id, {same.id: minutes.get(card.id, 0.0)}, at, new_id)
    return here._replace(seen=True)


def _same(card: Card, there: Day, here: Day, new_id: Callable[[], str]) -> Card:
    """The card of the same task and round on the day HERE, as far as THERE took it, or else a one-off."""
    came = card._replace(on=here.on, ended_on=here.on if card.ended_on else None)
    if card.task is None:
        return came
    id_ = card.id.replace(there.on.isoformat(), here.on.isoformat())
    known = next((known for known in here.cards if known.id == id_), None)
    if known is None:
        return came._replace(id=id_) if card.as_needed else came._replace(id=new_id(), board=None, task=None)
    return came._replace(id=id_, first_due=known.first_due) if known.lane is Lane.TODO else known


def _placed(
    here: Day, owner: str, minutes: dict[str, float], at: datetime, new_id: Callable[[], str]
) -> tuple[Day, tuple[tuple[datetime, datetime], ...]]:
    if not minutes.get(owner):
        return here, ()
    parts = placed(minutes[owner], wanted=None, taken=here.taken(at), day_begins=here.begins(at), now=at)
    return here._replace(spans=(*here.spans, *estimates(parts, owner, here.on, new_id))), parts


def _said(at: datetime) -> str:
    return f"{at.date().isoformat()} {at:%H:%M}"

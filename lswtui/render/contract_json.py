"""What programs read: the JSON that the contract promises, as plain dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lswtui.domain.days.day import clock_minutes, next_card
from lswtui.domain.days.day_end import used_minutes
from lswtui.domain.days.interrupting import overlapped
from lswtui.domain.days.spans import minutes_by_owner
from lswtui.domain.times import clock_text
from lswtui.domain.vocabulary import Lane
from lswtui.measures.adherence import adherence
from lswtui.measures.balance import balance_of
from lswtui.measures.breakdown import Dimension
from lswtui.measures.due import is_late
from lswtui.measures.percent import whole_percent
from lswtui.measures.working_hours import day_is_over, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from lswtui.app.reports.report import Report
    from lswtui.domain.days.card import Card
    from lswtui.domain.days.day import Day
    from lswtui.domain.days.questions import WaitingQuestion
    from lswtui.domain.interruptions.interruption import Interruption
    from lswtui.measures.adherence import Adherence
    from lswtui.measures.balance import Balance
    from lswtui.measures.breakdown import BreakdownRow
    from lswtui.measures.load import Load
    from lswtui.measures.pareto import ParetoEntry

SCHEMA = 1


def today_json(
    day: Day, now: datetime, *, waiting: Iterable[WaitingQuestion], since: date | None = None, coming: Day | None = None
) -> dict[str, Any]:
    """One day as `lsw today --json` promises it; WAITING are the questions to answer.

    SINCE is the date on which the leader began, COMING their next working day, where nothing is left of today.
    """
    stretches = day.stretches(now)
    minutes = minutes_by_owner(stretches)
    typed = {span.owner for span in day.spans if span.estimated}
    overlap = overlapped(day, now, minutes)
    used = used_minutes(day, now, zone_of(now))
    counted = adherence(day, now, whole=day_is_over(day, now))
    return {
        "schema": SCHEMA,
        "date": day.on.isoformat(),
        "board": day.board,
        "began_on": since and since.isoformat(),
        "next_day": None if coming is None else _coming(coming),
        "shift": day.shift or None,
        "holiday": day.holiday or None,
        "locked_at": _moment(day.locked_at),
        "closed_at": _moment(day.closed_at),
        "running": _running(day),
        "stack": [interruption.id for interruption in day.stack],
        "cards": [_card(card, day, now, minutes, typed, used) for card in day.cards],
        "interruptions": [
            _interruption(interruption, minutes, overlap, typed)
            for interruption in sorted(day.interruptions, key=lambda i: (i.start, i.id))
        ],
        "totals": _totals(counted, balance_of(day, stretches, now)),
        "questions": [question_json(question) for question in waiting],
    }


def _coming(day: Day) -> dict[str, Any]:
    begins = day.windows[0].start if day.windows else None
    return {"date": day.on.isoformat(), "begins": _clock(begins), "cards": len(day.cards)}


def status_json(day: Day, now: datetime, *, questions: int) -> dict[str, Any]:
    """The state of a day in short; QUESTIONS is how many wait for an answer."""
    stretches = day.stretches(now)
    minutes = minutes_by_owner(stretches)
    upcoming = next_card(day.cards, clock_minutes(now, day.on))
    running = _running(day)
    if running is not None:
        card = day.running_card
        running["title"] = card.title if card else day.interruption(running["id"]).text
        running["minutes"] = _minutes(minutes.get(running["id"], 0.0))
        running["planned_minutes"] = card.minutes if card else None
    return {
        "schema": SCHEMA,
        "date": day.on.isoformat(),
        "running": running,
        "stack": [interruption.id for interruption in day.stack],
        "next": None if upcoming is None else {"id": upcoming.id, "title": upcoming.title, "at": _clock(upcoming.at)},
        "totals": _totals(adherence(day, now, whole=day_is_over(day, now)), balance_of(day, stretches, now)),
        "questions": questions,
    }


def report_json(report: Report, *, with_names: bool) -> dict[str, Any]:
    """A report as `lsw report … --json` promises it; without names people are numbered and reasons left out."""
    counted, balance, pareto = report.adherence, report.balance, report.pareto
    return {
        "schema": SCHEMA,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "days": report.days,
        "adherence": {
            "due": counted.due_so_far,
            "done": counted.done,
            "late": counted.done_late,
            "missed": counted.missed,
            "excused": counted.excused,
            "not_applicable": counted.not_applicable,
            "rate": _share(counted.rate),
            "on_time": _share(counted.on_time_rate),
            "reasons_given": _share(counted.reasons_rate),
            "time_rate": _share(report.time_adherence.rate),
        },
        "balance": _balance(balance) | {"avoidable_minutes": _minutes(balance.avoidable_minutes)},
        "pareto": {
            "category": [_entry(entry, entry.name) for entry in pareto.category],
            "who": [
                _entry(entry, entry.name if with_names else alias(entry, at)) for at, entry in enumerate(pareto.who, 1)
            ],
            "hour": [_entry(entry, entry.name) for entry in pareto.hour],
        },
        "whose": {str(whose): _minutes(minutes) for whose, minutes in balance.whose.items()},
        "former_job": {"count": report.former_job.times, "minutes": _minutes(report.former_job.minutes)},
        "activities": [
            {
                "name": share.name,
                "minutes": _minutes(share.minutes),
                "share": _share(share.share),
                "target": _share(share.target),
            }
            for share in by_activity(report)
        ],
        "learning": {
            "missed": report.learning.missed,
            "with_reason": report.learning.with_reason,
            "rate": _share(report.learning.rate),
            "countermeasures_opened": report.learning.opened,
            "countermeasures_closed": report.learning.closed,
        },
        "last_due_days": {
            "days": report.streak.rated_days,
            "due": report.streak.due,
            "done": report.streak.done,
            "rate": _share(report.streak.rate),
        },
        "streak": {"current": report.streak.current, "best": report.streak.best},
        "load": _load(report.load),
        "standardised": _load(report.standardised),
        "by": {str(by): [_part(part) for part in parts] for by, parts in report.by.items()},
        "repeat_misses": [
            {
                "task": miss.task,
                "title": miss.title,
                "missed": miss.missed,
                "due": miss.due,
                "reasons": {reason or "none": count for reason, count in miss.reasons.items()} if with_names else {},
            }
            for miss in report.repeat_misses
        ],
        "by_day": [
            {
                "date": row.on.isoformat(),
                "due": row.adherence.due_so_far,
                "done": row.adherence.done,
                "late": row.adherence.done_late,
                "planned_minutes": _minutes(row.balance.planned_minutes),
                "reactive_minutes": _minutes(row.balance.reactive_minutes),
                "other_minutes": _minutes(row.balance.other_minutes),
                "unlogged_minutes": _minutes(row.balance.unlogged_minutes),
            }
            for row in report.by_day
        ],
    }


def by_activity(report: Report) -> list[BreakdownRow]:
    """The activities on which there was time or for which there is a target, longest first."""
    found = [part for part in report.by[Dimension.ACTIVITY] if part.name is not None and (part.minutes or part.target)]
    return sorted(found, key=lambda part: (-part.minutes, -(part.target or 0.0), part.name or ""))


def alias(entry: ParetoEntry, number: int) -> str | None:
    """What stands for a person where names are left out."""
    return None if entry.name is None else f"person {number}"


def _running(day: Day) -> dict[str, Any] | None:
    span = day.running
    if span is None:
        return None
    kind = "card" if day.running_card else "interruption"
    return {"kind": kind, "id": span.owner, "since": _moment(span.start)}


def _card(
    card: Card, day: Day, now: datetime, minutes: Mapping[str, float], typed: set[str], used: Mapping[str, float]
) -> dict[str, Any]:
    running = day.running
    return {
        "id": card.id,
        "task": card.task,
        "title": card.title,
        "detail": card.detail or None,
        "lane": str(card.lane),
        "outcome": _word(card.outcome),
        "reason": card.reason,
        "finding": _word(card.finding),
        "finding_text": card.finding_text,
        "note": card.note,
        "cue": card.cue,
        "at": _clock(card.at),
        "minutes": card.minutes,
        "actual_minutes": _minutes(minutes.get(card.id, 0.0)),
        "estimated": card.id in typed,
        "planned": card.counts,
        "as_needed": card.as_needed,
        "held_open": card.held_open,
        "used_minutes": _minutes(used[card.id]) if card.id in used else None,
        "kind": str(card.kind),
        "paused": card.lane is Lane.DOING and (running is None or running.owner != card.id),
        "top": card.top,
        "late": is_late(card, day, now),
        "first_due": (card.first_due or card.on).isoformat(),
        "moved_from": _moved_from(card),
        "moved_to": card.moved_to.isoformat() if card.moved_to else None,
        "against": list(card.against),
        "check_on": card.check_on.isoformat() if card.check_on else None,
        "ended_at": _moment(card.ended_at),
        "activity": _word(card.activity),
        "domain": _word(card.domain),
        "element": _word(card.element),
        "area": _word(card.area),
    }


def _moved_from(card: Card) -> str | None:
    before = [on for on in card.stood_on if on < card.on]
    return before[-1].isoformat() if before else None


def _interruption(
    interruption: Interruption, minutes: Mapping[str, float], overlap: Mapping[str, float], typed: set[str]
) -> dict[str, Any]:
    return {
        "id": interruption.id,
        "start": _moment(interruption.start),
        "end": _moment(interruption.end),
        "minutes": _minutes(minutes.get(interruption.id, 0.0)),
        "overlap_minutes": _minutes(overlap.get(interruption.id, 0.0)),
        "blip": interruption.blip,
        "estimated": interruption.id in typed,
        "text": interruption.text,
        "who": interruption.who,
        "from": _word(interruption.source),
        "category": interruption.category,
        "whose": _word(interruption.whose),
        "valid": _word(interruption.valid),
        "outcome": _word(interruption.handling),
        "workaround": interruption.workaround,
        "card": interruption.card,
        "inside": interruption.inside,
    }


def _totals(counted: Adherence, balance: Balance) -> dict[str, Any]:
    return {
        "due": counted.due,
        "due_so_far": counted.due_so_far,
        "done": counted.done,
        "late": counted.done_late,
        "missed": counted.missed,
        "excused": counted.excused,
        "not_applicable": counted.not_applicable,
        "adherence": _share(counted.rate),
        "on_time": _share(counted.on_time_rate),
        **_balance(balance),
        "team_work_minutes": _minutes(balance.team_work_minutes),
        "outside_minutes": _minutes(balance.outside_minutes),
    }


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        "planned_minutes": _minutes(balance.planned_minutes),
        "reactive_minutes": _minutes(balance.reactive_minutes),
        "other_minutes": _minutes(balance.other_minutes),
        "unlogged_minutes": _minutes(balance.unlogged_minutes),
        "coverage": _share(balance.coverage),
        "reactive_share": _share(balance.reactive_share),
    }


def question_json(question: WaitingQuestion) -> dict[str, Any]:
    """A question that waits, as `lsw today` and `lsw answer` give it."""
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "on": question.on.isoformat(),
        "choices": [word for word, _ in question.choices],
    }


def _entry(entry: ParetoEntry, name: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "count": entry.times,
        "minutes": _minutes(entry.minutes),
        "cumulative": _share(entry.cumulative),
    }


def _part(part: BreakdownRow) -> dict[str, Any]:
    tally, steady = part.tally, part.lately
    row = {
        "name": part.name,
        "due": tally.due,
        "done": tally.done,
        "late": tally.late,
        "missed": tally.missed,
        "rate": _share(tally.rate),
        "on_time": _share(tally.on_time_rate),
        "minutes": _minutes(part.minutes),
        "share": _share(part.share),
        "target": _share(part.target),
    }
    if steady is not None:
        row |= {"title": part.title, "last_20_rate": _share(steady.rate), "streak": steady.streak}
    return row


def _load(load: Load) -> dict[str, Any]:
    return {
        "planned_minutes": load.planned_minutes,
        "working_minutes": _minutes(load.working_minutes),
        "share": _share(load.share),
        "guide": None if load.guide is None else {"low": load.guide.low, "high": load.guide.high},
        "far_above": load.far_over,
    }


def _minutes(minutes: float | None) -> float | None:
    if minutes is None:
        return None
    rounded = round(minutes, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _share(share: float | None) -> float | None:
    return None if share is None else whole_percent(share) / 100


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _clock(at: int | None) -> str | None:
    return None if at is None else clock_text(at)


def _word(word: str | None) -> str | None:
    return None if word is None else str(word)

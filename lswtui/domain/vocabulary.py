"""The fixed words of leader standard work, as they are stored and as programs read them."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """Where a card stands on the day board."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    ASIDE = "aside"


class Outcome(StrEnum):
    """How a card ended; a missed one has a reason, or none was given."""

    DONE = "done"
    MISSED = "missed"
    NOT_APPLICABLE = "not-applicable"
    EXCUSED = "excused"
    MOVED = "moved"


class Moves(StrEnum):
    """What becomes of a card whose date is no working day."""

    NEXT = "next"
    """It stands on the next working day."""
    PREVIOUS = "previous"
    """It stands on the working day before."""
    STAY = "stay"
    """It stays on its date, and waits from there if it is one to be kept."""


class Finding(StrEnum):
    """What a done card showed."""

    OK = "ok"
    PROBLEM = "problem"


class Reason(StrEnum):
    """Why a card was missed; a leader's own words are allowed beside these."""

    INTERRUPTED = "interrupted"
    BOSS = "boss"
    CRISIS = "crisis"
    ABSENT = "absent"
    NOT_READY = "not-ready"
    OVERRUN = "overrun"
    FORGOT = "forgot"
    AVOIDED = "avoided"
    UNCLEAR = "unclear"
    OBSOLETE = "obsolete"


class Whose(StrEnum):
    """Whose work an interruption was."""

    MINE = "mine"
    TEAM = "team"
    BOSS = "boss"
    PEER = "peer"
    NOBODY = "nobody"


class Valid(StrEnum):
    """Whether an interruption came to the right person at the right time."""

    VALID = "valid"
    WAIT = "wait"
    WRONG = "wrong"


class Handling(StrEnum):
    """What was done with an interruption."""

    HANDLED = "handled"
    COACHED = "coached"
    DELEGATED = "delegated"
    SCHEDULED = "scheduled"
    ESCALATED = "escalated"
    DECLINED = "declined"


class Source(StrEnum):
    """From where an interruption came."""

    REPORT = "report"
    PEER = "peer"
    BOSS = "boss"
    CUSTOMER = "customer"
    SYSTEM = "system"
    SELF = "self"


class Activity(StrEnum):
    """The seven activities of leader standard work."""

    PLANNING = "planning"
    DAILY_MANAGEMENT = "daily-management"
    GO_AND_SEE = "go-and-see"
    COACHING_DEVELOPMENT = "coaching-development"
    COACHING_PROBLEM_SOLVING = "coaching-problem-solving"
    RELATIONSHIPS = "relationships"
    REFLECTING = "reflecting"


class Domain(StrEnum):
    """The three domains of leading."""

    STRUCTURE = "structure"
    OPERATE = "operate"
    PERFECT = "perfect"


class Element(StrEnum):
    """The elements of the three domains: SCOPE and WORK, PASE, ECT(M)."""

    STRATEGIES = "strategies"
    CULTURE = "culture"
    OBJECTIVES = "objectives"
    PURPOSE = "purpose"
    ECOSYSTEM = "ecosystem"
    WORK_METHODS = "work-methods"
    ORGANIZATION = "organization"
    REWARDS = "rewards"
    KNOWLEDGE = "knowledge"
    PLANNING = "planning"
    ACCOUNTABILITY = "accountability"
    STAKEHOLDERS = "stakeholders"
    EXPLORE = "explore"
    CLARIFY = "clarify"
    TRANSFORM = "transform"
    MASTER = "master"


ELEMENTS_OF: dict[Domain, tuple[Element, ...]] = {
    Domain.STRUCTURE: (
        Element.STRATEGIES,
        Element.CULTURE,
        Element.OBJECTIVES,
        Element.PURPOSE,
        Element.ECOSYSTEM,
        Element.WORK_METHODS,
        Element.ORGANIZATION,
        Element.REWARDS,
        Element.KNOWLEDGE,
    ),
    Domain.OPERATE: (Element.PLANNING, Element.ACCOUNTABILITY, Element.STAKEHOLDERS),
    Domain.PERFECT: (Element.EXPLORE, Element.CLARIFY, Element.TRANSFORM, Element.MASTER),
}


class Area(StrEnum):
    """The three areas that a leader's own work lies in."""

    ALIGNMENT = "alignment"
    CAPABILITY = "capability"
    ACCOUNTABILITY = "accountability"


class CarryOver(StrEnum):
    """What becomes of a card that is still open when its day turns."""

    EXPIRE = "expire"
    KEEP = "keep"


class CardKind(StrEnum):
    """Where a card's time belongs: on plan, other own work, or broken in."""

    PLANNED = "planned"
    OTHER = "other"
    REACTIVE = "reactive"


_FIXED = frozenset(word.value for words in (Outcome, Reason, Activity, Element) for word in words)


def in_words(word: str) -> str:
    """A fixed word as a person reads it: ``not-ready`` is *not ready*; what a leader typed stays as it is."""
    return word.replace("-", " ") if word in _FIXED else word


def fixed_word(text: str) -> str:
    """The fixed word that a person means: *not ready* is ``not-ready``; any other text stays as it is."""
    word = "-".join(text.casefold().split())
    return word if word in _FIXED else text

"""Which activity, domain, element and area a task belongs to, guessed from the words it is written in.

The words are those that the ready-made boards and people's sheets have for such tasks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lswtui.domain.boards.coverage import ACTIVITY_NAMES
from lswtui.domain.vocabulary import ELEMENTS_OF, Activity, Area, Domain, Element


class Classification(NamedTuple):
    """Where a task belongs."""

    activity: Activity
    domain: Domain
    element: Element
    area: Area


class _Rule(NamedTuple):
    """Beginnings of words, and what a task with one of them is."""

    words: str
    """Those after a star also end other words, as German ones do."""
    kind: Classification


_RULES = (
    _Rule(
        "reflect hansei journal retrospect lesson learned 'look back' pledge reflexion reflektier rückblick"
        " tagesabschluss",
        Classification(Activity.REFLECTING, Domain.PERFECT, Element.EXPLORE, Area.CAPABILITY),
    ),
    _Rule(
        "recogni thank celebrat reward appreciat praise 'good work' 'best win' anerkenn lob dank feiern",
        Classification(Activity.RELATIONSHIPS, Domain.STRUCTURE, Element.REWARDS, Area.CAPABILITY),
    ),
    _Rule(
        "purpose story good-news 'good news'",
        Classification(Activity.RELATIONSHIPS, Domain.STRUCTURE, Element.PURPOSE, Area.ALIGNMENT),
    ),
    _Rule(
        "debrief postmortem post-mortem 'near miss' incident complaint defect escaped 'learn from' redo"
        " beschwerde reklamation zwischenfall beinaheunf",
        Classification(Activity.COACHING_PROBLEM_SOLVING, Domain.PERFECT, Element.EXPLORE, Area.CAPABILITY),
    ),
    _Rule(
        "a3 'problem solving' 'problem-solving' 'root cause' kata pdca pdsa countermeasure kaizen '5 why' '5-why'"
        " improve problem clinic problemlös verbesserung kvp ursache maßnahmenrunde",
        Classification(Activity.COACHING_PROBLEM_SOLVING, Domain.PERFECT, Element.CLARIFY, Area.CAPABILITY),
    ),
    _Rule(
        "coach 1:1 1-1 1-on-1 'one on one' one-on-one '1 on 1' one-to-one 'one to one' feedback mentor career pair"
        " 'walk with' mitarbeitergespräch vieraugengespräch",
        Classification(Activity.COACHING_DEVELOPMENT, Domain.PERFECT, Element.TRANSFORM, Area.CAPABILITY),
    ),
    _Rule(
        "train develop skill onboard teach capability talent *schulung schulen einarbeit unterweis entwicklung",
        Classification(Activity.COACHING_DEVELOPMENT, Domain.STRUCTURE, Element.KNOWLEDGE, Area.CAPABILITY),
    ),
    _Rule(
        "gemba 'go and see' 'go & see' 'go see' walk tour round observ watch 'sit with' 'sit beside' 'sit at' listen"
        " 'visit two' 'visit one' 'follow one' *rundgang *begehung",
        Classification(Activity.GO_AND_SEE, Domain.OPERATE, Element.ACCOUNTABILITY, Area.ACCOUNTABILITY),
    ),
    _Rule(
        "audit 5s 6s kamishibai lpa layered 'process confirmation' sop 'standard work' 'work instruction' inspect"
        " prozessbestätigung arbeitsanweisung prüf kontroll",
        Classification(Activity.GO_AND_SEE, Domain.STRUCTURE, Element.WORK_METHODS, Area.ACCOUNTABILITY),
    ),
    _Rule(
        "strateg hoshin vision budget roadmap strategie",
        Classification(Activity.PLANNING, Domain.STRUCTURE, Element.STRATEGIES, Area.ALIGNMENT),
    ),
    _Rule(
        "goal objective okr ziele zielvereinbarung",
        Classification(Activity.PLANNING, Domain.STRUCTURE, Element.OBJECTIVES, Area.ALIGNMENT),
    ),
    _Rule(
        "customer supplier stakeholder sponsor client counterpart neighbour sync 'call ' 'calls ' 'meet ' 'talk with'"
        " union vendor partner network lunch skip-level peer 'town hall' kunde lieferant"
        " betriebsrat stammtisch",
        Classification(Activity.RELATIONSHIPS, Domain.OPERATE, Element.STAKEHOLDERS, Area.ALIGNMENT),
    ),
    _Rule(
        "huddle stand-up standup hour-by-hour tier kpi metric board handover hand-over handoff andon escalat"
        " performance shopfloor 'shop floor' 'daily meeting' 'morning meeting' 'production meeting' *übergabe *kennzahl"
        " *besprechung regelkommunikation",
        Classification(Activity.DAILY_MANAGEMENT, Domain.OPERATE, Element.ACCOUNTABILITY, Area.ACCOUNTABILITY),
    ),
    _Rule(
        "'plan ' 'plan:' 'plan,' planning prepar schedul staffing readiness triage rank rota roster forecast 'set the'"
        " 'set up' 'read the' ahead choose decide tomorrow calendar agenda priorit email e-mail inbox organiz organis"
        " vorbereit *planung"
        " dienstplan einsatzplan schichtplan personaleinsatz termine",
        Classification(Activity.PLANNING, Domain.OPERATE, Element.PLANNING, Area.ALIGNMENT),
    ),
)
_USUAL = Classification(Activity.DAILY_MANAGEMENT, Domain.OPERATE, Element.ACCOUNTABILITY, Area.ACCOUNTABILITY)
_USUAL_OF = {
    Activity.PLANNING: Classification(Activity.PLANNING, Domain.OPERATE, Element.PLANNING, Area.ALIGNMENT),
    Activity.GO_AND_SEE: Classification(
        Activity.GO_AND_SEE, Domain.OPERATE, Element.ACCOUNTABILITY, Area.ACCOUNTABILITY
    ),
    Activity.COACHING_DEVELOPMENT: Classification(
        Activity.COACHING_DEVELOPMENT, Domain.PERFECT, Element.TRANSFORM, Area.CAPABILITY
    ),
    Activity.COACHING_PROBLEM_SOLVING: Classification(
        Activity.COACHING_PROBLEM_SOLVING, Domain.PERFECT, Element.CLARIFY, Area.CAPABILITY
    ),
    Activity.RELATIONSHIPS: Classification(
        Activity.RELATIONSHIPS, Domain.OPERATE, Element.STAKEHOLDERS, Area.ALIGNMENT
    ),
    Activity.REFLECTING: Classification(Activity.REFLECTING, Domain.PERFECT, Element.EXPLORE, Area.CAPABILITY),
}
"""Where most tasks of each activity belong, on the ready-made boards."""
_ACTIVITY_NAMES: dict[str, Activity] = {
    **{activity.value: activity for activity in Activity},
    **{name: activity for activity, name in ACTIVITY_NAMES.items()},
    "planning and preparing": Activity.PLANNING,
    "actively managing daily work": Activity.DAILY_MANAGEMENT,
    "daily management": Activity.DAILY_MANAGEMENT,
    "go and see": Activity.GO_AND_SEE,
    "coaching": Activity.COACHING_DEVELOPMENT,
    "coaching for professional development": Activity.COACHING_DEVELOPMENT,
    "coaching for problem solving": Activity.COACHING_PROBLEM_SOLVING,
    "problem solving": Activity.COACHING_PROBLEM_SOLVING,
    "developing and managing relationships": Activity.RELATIONSHIPS,
    "developing & managing relationships": Activity.RELATIONSHIPS,
    "reflection": Activity.REFLECTING,
}


def _beginnings(words: str) -> re.Pattern[str]:
    quoted = re.findall(r"'([^']+)'|(\S+)", words)
    return re.compile("|".join(_beginning(phrase or word) for phrase, word in quoted))


def _beginning(word: str) -> str:
    return re.escape(word[1:]) if word.startswith("*") else rf"(?<!\w){re.escape(word)}"


_PATTERNS = tuple((_beginnings(rule.words), rule.kind) for rule in _RULES)


def activity_named(text: str) -> Activity | None:
    """The activity that a text names in its own words; None for any other."""
    return _ACTIVITY_NAMES.get(" ".join(text.casefold().split()))


def guess_kind(*texts: str) -> Classification:
    """Where a task belongs by its words, those of the first text first; daily management where none is known."""
    for text in texts:
        plain = f"{' '.join(text.casefold().split())} "
        begins = ((found.start(), kind) for pattern, kind in _PATTERNS if (found := pattern.search(plain)))
        if (first := min(begins, key=lambda begin: begin[0], default=None)) is not None:
            return first[1]
    return _USUAL


def belongs(
    *texts: str,
    activity: Activity | None = None,
    domain: Domain | None = None,
    element: Element | None = None,
    area: Area | None = None,
) -> Classification:
    """Where a task belongs: as far as it is said, and for the rest by its words, those of the first text first."""
    kind = guess_kind(*texts)
    if activity is not None and activity is not kind.activity:
        kind = usual_kind(activity)
    if element is not None and (domain is None or element not in ELEMENTS_OF[domain]):
        domain = next(known for known, elements in ELEMENTS_OF.items() if element in elements)
    domain = domain or kind.domain
    if element is None:
        element = kind.element if kind.element in ELEMENTS_OF[domain] else ELEMENTS_OF[domain][0]
    return Classification(activity or kind.activity, domain, element, area or kind.area)


def usual_kind(activity: Activity) -> Classification:
    """Where tasks of an activity mostly belong."""
    return _USUAL_OF.get(activity, _USUAL)

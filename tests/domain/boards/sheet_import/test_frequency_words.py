"""How often, as people write it: read whole, or marked as a guess, or not understood and so named."""

from __future__ import annotations

from datetime import date

import pytest

from lswtui.domain.boards.sheet_import.frequency_words import read_often
from lswtui.domain.cadence.formatter import cadence_text
from lswtui.domain.times import clock_text
from lswtui.store.files.languages import load_languages

ON = date(2026, 11, 22)
LANGUAGES = load_languages()

WHOLE = {
    "every 4 months from 2026-01-15": "every 4 months from 2026-01-15",
    "every 6 months starting 1 March 2026": "every 6 months from 2026-03-01",
    "yearly 31 December": "yearly on 12-31",
    "Annually on 30 September": "yearly on 09-30",
    "every year on 1st April": "yearly on 04-01",
    "15th and last day of the month": "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "1st of the month": "day 1",
    "first and third Tuesday": "RRULE:FREQ=MONTHLY;BYDAY=1TU,3TU",
    "1st Mon & 3rd Wed": "RRULE:FREQ=MONTHLY;BYDAY=1MO,3WE",
    "Quarterly on the 2nd Thursday of the second month": "quarter: month 2 second thursday",
    "first Monday in March": "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1MO",
    "last working day of the month": "workday -1",
    "year end": "every 12 months on workday -1 from 2026-12-01",
    "Daily (M-F)": "mon-fri",
    "M,W,F": "mon,wed,fri",
    "T/Th": "tue,thu",
    "MTWThF": "mon-fri",
    "Mon-Fri except Wed": "mon,tue,thu,fri",
    "2x daily Mon-Fri": "mon-fri 2x a day",
    "3x per week (Mon, Wed, Fri)": "mon,wed,fri",
    "weekends": "sat,sun",
    "Monday, April to October": "mon between 04-01 and 10-31",
    "Ｍｏｎ－Ｆｒｉ": "mon-fri",
    "alle 4 Monate ab 15.1.2026": "every 4 months from 2026-01-15",
    "am 15. des Monats": "day 15",
    "jeden 2. Dienstag im Monat": "second tuesday",
    "Monatsende": "workday -1",
    "Weekdays only": "workday",
    "1 and 15 of the month": "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
    "15 y último día del mes": "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "le 1 et le 15 du mois": "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
    "dias 1 e 15 de cada mês": "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
    "am 1. und 15. des Monats": "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
    "5 days/week": "workday",
    "Daily x3": "3x a day",
    "x2 daily": "2x a day",
    "third Thursday each month @ 2pm": "third thursday",
    "EOM": "workday -1",
    "le 15 du mois": "day 15",
    "15 de cada mes": "day 15",
    "todo dia 10": "day 10",
    "Wöchentlich Mi": "wed",
    "L/Me/V": "mon,wed,fri",
    "zum Quartalsende": "quarter: month 3 workday -1",
    "lunes a viernes": "mon-fri",
    "2 veces al día": "2x a day",
    "primer lunes del mes": "first monday",
    "anual el 31 de diciembre": "yearly on 12-31",
    "todos los martes y jueves": "tue,thu",
    "tous les lundis": "mon",
    "du lundi au vendredi": "mon-fri",
    "2 fois par jour": "2x a day",
    "1er du mois": "day 1",
    "dernier vendredi du mois": "last friday",
    "toda segunda-feira": "mon",
    "segunda a sexta": "mon-fri",
    "último dia útil do mês": "workday -1",
    "dia 15 de cada mês": "day 15",
}
MARKED = {
    "15th and 30th of each month": "RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30",
    "monthly on the 31st": "day 31",
    "Wed PM": "wed",
    "first": "day 1",
    "last": "day -1",
    "two times a week": "tue,thu",
    "zwei mal im Monat": "RRULE:FREQ=MONTHLY;BYDAY=1MO,3MO",
    "Mondays at 8 and Thursdays at 9": "mon",
    "alle zwei Jahre im Mai": "every 2 years on workday 1 from 2027-05-01",
    "Daily?": "workday",
    "Alternate Fridays": "every 2 weeks on fri from 2026-11-23",
    "other week": "every 2 weeks on mon from 2026-11-23",
    "last Friday of the quarter": "quarter: month 3 last friday",
    "1st & 3rd week of the month": "RRULE:FREQ=MONTHLY;BYDAY=1MO,3MO",
    "una vez al año": "yearly on 01-15",
    "werktags außer mittwochs": "mon,tue,thu,fri",
    "Every 4 months": "every 4 months on workday 1 from 2026-12-01",
    "Every 12 months": "every 12 months on workday 1 from 2026-12-01",
    "alle 4 Monate": "every 4 months on workday 1 from 2026-12-01",
    "cada 4 meses": "every 4 months on workday 1 from 2026-12-01",
    "tous les 4 mois": "every 4 months on workday 1 from 2026-12-01",
    "every 2 years": "every 2 years on workday 1 from 2026-12-01",
    "every 2 years on 31 December": "every 2 years from 2026-12-31",
    "every 18 months": "every 18 months on workday 1 from 2026-12-01",
    "4x per year": "quarter: month 1 workday 1",
    "3x per year": "every 4 months on workday 1 from 2026-12-01",
    "2x per quarter": "RRULE:FREQ=MONTHLY;BYMONTH=1,2,4,5,7,8,10,11;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "52x per year": "mon",
    "every two weeks": "every 2 weeks on mon from 2026-11-23",
    "cada dos semanas": "every 2 weeks on mon from 2026-11-23",
    "toutes les deux semaines": "every 2 weeks on mon from 2026-11-23",
    "a cada 2 semanas": "every 2 weeks on mon from 2026-11-23",
    "2 weeks": "every 2 weeks on mon from 2026-11-23",
    "every third Friday": "every 3 weeks on fri from 2026-11-23",
    "First week of month": "first monday",
    "Morning & afternoon": "2x a day",
    "every morning": "workday",
    "Daily/Weekly": "workday",
    "weekly or monthly": "mon",
    "Daily and Monday": "workday",
    "at least weekly": "mon",
    "3x per week (Mon, Wed)": "mon,wed",
    "1x per week Mon, Wed": "mon,wed",
    "M,T": "mon,tue",
    "3/9": "yearly on 03-09",
    "31 December": "yearly on 12-31",
    "Monthly 15": "day 15",
    "yearly, end of month": "every 12 months on workday -1 from 2026-12-01",
    "start of shift": "workday",
    "7:00 and 15:00": "workday",
    "every 30 minutes": "16x a day",
}
NAMED = [
    "One time",
    "einmalig",
    "una sola vez",
    "31 December 2026",
    "2026-12-31",
    "Mon 9-Mar",
    "Monday March 9",
    "24/7",
    "0x a day",
    "25x a day",
    "30 February",
    "Q1 and Q3",
    "Annually (Q1)",
    "Daily when possible",
    "Weekly (full moon)",
    "Daily incl. weekends",
    "1st-5th of the month",
    "2nd last Friday",
    "every 2-3 days",
    "every 2 days a week",
    "2-3x per week",
    "weekly until March",
    "ongoing",
    "?",
    "Week 1",
    "weekly 2",
    "second month",
    "as the crow flies",
    "daily at 25:00",
    "31 February",
    "every 0 days",
    "every 400 minutes of 1.5",
    "täglich, wenn es regnet",
    "x" * 200,
]


@pytest.mark.parametrize(("cell", "every"), WHOLE.items())
def test_what_says_all_is_read_whole(cell: str, every: str) -> None:
    found = read_often(cell, LANGUAGES, ON)
    assert found is not None
    assert (cadence_text(found.every), found.guessed) == (every, "")


@pytest.mark.parametrize(("cell", "every"), MARKED.items())
def test_what_leaves_something_open_is_marked(cell: str, every: str) -> None:
    found = read_often(cell, LANGUAGES, ON)
    assert found is not None
    assert (cadence_text(found.every), bool(found.guessed)) == (every, True)


@pytest.mark.parametrize("cell", NAMED)
def test_what_is_no_recurrence_or_has_a_word_that_is_not_known_is_not_read(cell: str) -> None:
    assert read_often(cell, LANGUAGES, ON) is None


@pytest.mark.parametrize(
    ("cell", "every", "at", "minutes"),
    [
        ("Daily at 7:00 and 15:00", "workday", ["07:00", "15:00"], None),
        ("Weekly Mon 8:30", "mon", ["08:30"], None),
        ("Mon-Fri 8-8:30", "mon-fri", ["08:00"], 30),
        ("9am Mondays", "mon", ["09:00"], None),
        ("Every Monday morning at 8", "mon", ["08:00"], None),
        ("montags um 8", "mon", ["08:00"], None),
        ("täglich um 7 Uhr", "workday", ["07:00"], None),
        ("todos los días a las 7:00", "workday", ["07:00"], None),
        ("tous les jours à 7h30", "workday", ["07:30"], None),
        ("weekday 7am-7:15am", "workday", ["07:00"], 15),
        ("daily at noon", "workday", ["12:00"], None),
    ],
)
def test_times_said_with_how_often_are_taken(cell: str, every: str, at: list[str], minutes: int | None) -> None:
    found = read_often(cell, LANGUAGES, ON)
    assert found is not None
    assert (cadence_text(found.every), [clock_text(clock) for clock in found.times.at], found.times.minutes) == (
        every,
        at,
        minutes,
    )


def test_a_cell_that_languages_read_differently_is_marked_unless_the_sheet_has_one_of_them() -> None:
    english, german, spanish, *_ = LANGUAGES
    assert [language.name for language in (english, german, spanish)] == ["English", "Deutsch", "Español"]
    found = read_often("mar y jue", (spanish, english, german), ON)
    assert found is not None
    assert (cadence_text(found.every), found.guessed) == ("tue,thu", "")
    march = read_often("mar", LANGUAGES, ON)
    assert march is not None
    assert march.guessed

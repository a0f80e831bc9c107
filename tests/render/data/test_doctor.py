from __future__ import annotations

import pytest

from lswtui.app.data.doctor import Check, Severity
from lswtui.render.data.doctor import MOST_DETAILS, doctor_json, doctor_page, verdict
from lswtui.render.text import plain_text

OK = Check("lock", Severity.OK, "nobody is writing")
NOTE = Check("inbox", Severity.NOTE, "1 line waits", ("5m maria",), fixable=True)
WARNING = Check("files", Severity.WARNING, "1 file to look at", ("config.toml: no TOML",))
DAMAGE = Check("journals", Severity.DAMAGE, "1 journal is damaged", fixable=True)


def test_one_aligned_line_a_check_and_its_details_below() -> None:
    assert plain_text(doctor_page((OK, NOTE))).splitlines() == [
        "Everything is as it should be; `lsw doctor --fix` mends what needs no decision of yours, after a backup.",
        "",
        "✓  ok    lock   nobody is writing",
        "·  note  inbox  1 line waits",
        "                  5m maria",
    ]


@pytest.mark.parametrize(
    ("checks", "begins"),
    [
        ((), "Everything is as it should be."),
        ((OK, NOTE._replace(fixable=False)), "Everything is as it should be."),
        ((OK, WARNING), "No damage was found; some things need a look."),
        ((WARNING, DAMAGE), "Something is damaged; `lsw doctor --fix` mends"),
    ],
)
def test_the_verdict_is_that_of_the_gravest_check(checks: tuple[Check, ...], begins: str) -> None:
    assert verdict(checks).startswith(begins)


def test_what_was_mended_says_so() -> None:
    assert "1 line waits (mended)" in plain_text(doctor_page((NOTE._replace(fixed=True),)))


def test_of_many_details_the_page_shows_some_and_the_json_all() -> None:
    check = WARNING._replace(details=tuple(f"file {number}" for number in range(MOST_DETAILS + 5)))
    page = plain_text(doctor_page((check,)))
    assert f"file {MOST_DETAILS - 1}\n" in page
    assert "and 5 more" in page
    assert len(doctor_json((check,))["checks"][0]["details"]) == MOST_DETAILS + 5


def test_a_detail_stays_on_its_line() -> None:
    assert len(plain_text(doctor_page((WARNING._replace(details=("one\ntwo",)),))).splitlines()) == 4


def test_the_json_has_every_check() -> None:
    assert doctor_json((OK, DAMAGE)) == {
        "ok": False,
        "checks": [
            {"id": "lock", "state": "ok", "text": "nobody is writing", "details": [], "fixable": False, "fixed": False},
            {
                "id": "journals",
                "state": "damage",
                "text": "1 journal is damaged",
                "details": [],
                "fixable": True,
                "fixed": False,
            },
        ],
    }
    assert doctor_json((NOTE, WARNING))["ok"] is True

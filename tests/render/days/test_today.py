from __future__ import annotations

from datetime import date, timedelta

from rich.cells import cell_len

from lswtui.domain.boards.board import Board, Window
from lswtui.domain.boards.category import Category
from lswtui.domain.days.card import BEFORE_START
from lswtui.domain.days.day import Absence, Day
from lswtui.domain.days.questions import WaitingQuestion
from lswtui.domain.vocabulary import Outcome
from lswtui.render.days.today import today_page
from lswtui.render.text import plain_text
from tests.measures.days import AFTERWARDS, EXAMPLE, EXAMPLE_NOW, THURSDAY, aside, at, card, done, interruption, windows

BOARD = Board("lean", "Lean team leader", "", "front line", {}, (), (Category("equipment", "e", "Andon: machine"),))
QUESTION = WaitingQuestion("gap", "1", "The huddle ran from 06:45 to 09:10. Keep it?", (), THURSDAY)

GOLDEN = """\
Lean team leader · Thu 19 Nov 2026

done 5 of 6 so far · 10 today · 83 % near · 1 not applicable
pledge: ask before I answer

on plan 2h05 · broke in 48m · other 30m · not logged 39m

Doing
 8  ▶  10:30  Gemba walk, line 3  12/30m  top 1
To do
 9  ·  11:30  Tier-two               20m
10  ·  13:00  One-to-one             30m  next step: ask what was tried
11  ·  14:30  Reflect                10m
12  ·         Mail                30/30m
Done
 1  ✓  06:45  Huddle              15/15m
 2  ✓  07:00  Walk                30/30m
 3  ▲  07:40  Round               20/20m  no counter on line 2
 4  ✓  08:00  Coaching            20/10m  late
 7  ✓  09:30  Staffing            28/30m
Set aside
 5  –  08:15  Parking                15m  not applicable
 6  ✗  09:00  Audit                  15m  interrupted

Broke in
1  08:00  11m  how do I book overtime                  @lee    team
2  08:11  14m  figures for the plant                   @ana    boss
3  09:54  15m  press 4 jammed again    Andon: machine  @maria  team
4  10:13   8m  meeting room                                    peer

1 to answer
1  The huddle ran from 06:45 to 09:10. Keep it?"""


def shown(day: Day, cells: int | None = None) -> str:
    return plain_text(today_page(day, EXAMPLE_NOW, board=BOARD, waiting=()), cells)


def test_the_example_day_prints_as_the_leader_reads_it() -> None:
    page = today_page(EXAMPLE, EXAMPLE_NOW, board=BOARD, waiting=(QUESTION,), pledge="ask before I answer")
    assert plain_text(page, 80) == GOLDEN


def test_it_fits_any_width() -> None:
    for cells in (40, 60, 80, 120):
        assert max(map(cell_len, shown(EXAMPLE, cells).split("\n"))) <= cells


def test_a_number_is_the_place_that_the_verbs_take_whatever_the_lane() -> None:
    cards = (done(card("huddle", "06:45"), "07:00"), card("walk", "12:00"))
    lines = shown(Day(THURSDAY, cards=cards)).split("\n")
    assert lines.index("2  ·  12:00  Walk    15m") < lines.index("1  ✓  06:45  Huddle  15m")


def test_what_is_late_carried_or_moved_says_so() -> None:
    tomorrow = THURSDAY + timedelta(days=1)
    text = shown(
        Day(
            THURSDAY,
            cards=(
                card("huddle", "06:45"),
                card("audit", "12:00", first_due=THURSDAY - timedelta(days=2)),
                aside(card("walk"), Outcome.MOVED, moved_to=tomorrow),
                aside(card("round"), Outcome.MISSED),
                aside(card("coach"), Outcome.EXCUSED, reason="leave"),
            ),
        )
    )
    assert "Huddle  15m  late" in text
    assert "Audit   15m  first due Tue 17 Nov 2026" in text
    assert "→         Walk    15m  to Fri 20 Nov 2026" in text
    assert "no reason given" in text
    assert "excused: leave" in text


def test_a_day_off_says_why_and_has_nothing_not_logged() -> None:
    text = shown(Day(THURSDAY, windows=windows("06:00-14:00"), absences=(Absence(why="leave"),)))
    assert "none due\nday off · leave" in text
    assert "not logged" not in text


def test_a_past_day_is_measured_whole() -> None:
    text = plain_text(today_page(EXAMPLE, AFTERWARDS, board=BOARD, waiting=()))
    assert "done 5 of 10 · 50 % low" in text


def test_without_a_board_the_page_says_so() -> None:
    text = plain_text(today_page(Day(THURSDAY), EXAMPLE_NOW, board=None, waiting=()))
    assert text.startswith("No board chosen yet · Thu 19 Nov 2026")


def test_running_interruptions_and_blips_are_told_apart() -> None:
    text = shown(
        Day(
            THURSDAY,
            interruptions=(
                interruption("BLIP", "09:00", "09:00", blip=True, text="phone"),
                interruption("NOISE", "10:40", None),
            ),
        )
    )
    assert "1  09:00  blip  phone" in text
    assert "2  10:40   0m…  –" in text


def test_texts_are_text_and_never_escape_sequences() -> None:
    noisy = EXAMPLE._replace(cards=(card("huddle", title="a\x1b[2Jb\nc"),), interruptions=())
    assert "a\ufffd[2Jb c" in shown(noisy)


def test_a_closed_day_says_when() -> None:
    assert "closed at 14:05" in shown(EXAMPLE._replace(closed_at=at("14:05")))


def test_what_its_leader_never_had_is_not_set_aside() -> None:
    walk = card("walk", "07:00")
    early = walk.ended(Outcome.NOT_APPLICABLE, at("12:00"), THURSDAY)._replace(reason=BEFORE_START)
    text = shown(Day(THURSDAY, cards=(early,)))
    assert "none due · 1 before you began\n" in text
    assert "Before you began\n1  –  07:00  Walk" in text
    assert "Set aside" not in text
    assert "not applicable" not in text


def test_a_day_that_is_worked_off_says_what_comes_next_and_one_before_the_start_when_that_was() -> None:
    friday = Day(date(2026, 11, 20), windows=(Window(9 * 60, 17 * 60),), cards=(card("walk", "09:30"),))
    text = plain_text(today_page(Day(THURSDAY), EXAMPLE_NOW, board=BOARD, waiting=(), coming=friday))
    assert "next: Fri 20 Nov 2026, 09:00 · 1 card" in text
    text = plain_text(today_page(Day(THURSDAY), EXAMPLE_NOW, board=None, waiting=(), since=friday.on))
    assert text.startswith("Before you began · Thu 19 Nov 2026")
    assert "your first day was Fri 20 Nov 2026" in text
    assert "day off" not in text

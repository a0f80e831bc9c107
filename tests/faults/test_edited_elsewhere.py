"""The command line changes what is open in a form: nobody's words are overwritten unseen."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from lswtui.app.boards import choose
from lswtui.app.days import cards
from lswtui.app.interruptions import log
from lswtui.app.results import EditedElsewhere
from lswtui.app.reviews import review, save
from lswtui.domain.errors import NotFound
from lswtui.store.files.board_files import load_board
from tests.desk import PLAIN, Desk
from tests.terminal import CTRL_S, ENTER, ESCAPE, Terminal, lsw, program

if TYPE_CHECKING:
    from pathlib import Path

WEEKDAYS = PLAIN.replace("mon-fri", "mon-sun").replace('"workday"', '"daily"')


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home with a board for every day, as processes of their own see it."""
    environ = {"LSW_HOME": str(tmp_path / "home"), "TZ": "Europe/Berlin"}
    (tmp_path / "mine.toml").write_text(WEEKDAYS)
    done(environ, "board", "use", str(tmp_path / "mine.toml"))
    return environ


def done(environ: dict[str, str], *arguments: str) -> str:
    ran = lsw(environ, *arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def today(environ: dict[str, str]) -> Any:
    return json.loads(done(environ, "today", "--json"))


def board(environ: dict[str, str]) -> Terminal:
    return Terminal(*program(), environ=environ)


# --- in a terminal, against another process


def edit_meanwhile(environ: dict[str, str], terminal: Terminal, *meanwhile: str) -> None:
    """Open the line of the only interruption, write more, have another process do something, and press ⏎."""
    terminal.wait("To do")
    terminal.press("2")
    terminal.wait("press 4")
    terminal.press("e")
    terminal.wait("Change what broke in")
    terminal.press(" mine")
    terminal.wait("press 4 mine")
    done(environ, *meanwhile)
    terminal.press(ENTER)


@pytest.mark.parametrize("keeps", ["m", "t"])
def test_case_23_a_line_that_was_changed_elsewhere_is_shown_in_both_versions(
    environ: dict[str, str], keeps: str
) -> None:
    done(environ, "blip", "press 4")
    with board(environ) as terminal:
        edit_meanwhile(environ, terminal, "interruption", "edit", "1", "press 5 theirs")
        terminal.wait("Changed elsewhere while you wrote")
        terminal.wait("press 5 theirs")
        terminal.wait("press 4 mine")
        terminal.press(ENTER)
        terminal.press(keeps)
        terminal.wait_gone("Changed elsewhere")
        terminal.press("q")
        assert terminal.ended() == 0
    assert [each["text"] for each in today(environ)["interruptions"]] == [
        "press 4 mine" if keeps == "m" else "press 5 theirs"
    ]


@pytest.mark.parametrize("keeps", ["m", ESCAPE])
def test_case_24_a_line_that_was_deleted_elsewhere_is_offered_back_as_new(environ: dict[str, str], keeps: str) -> None:
    done(environ, "blip", "press 4")
    (before,) = today(environ)["interruptions"]
    with board(environ) as terminal:
        edit_meanwhile(environ, terminal, "interruption", "delete", "1")
        terminal.wait("Deleted elsewhere while you wrote")
        terminal.wait("press 4 mine")
        terminal.press(keeps)
        terminal.wait_gone("Deleted elsewhere")
        terminal.press("q")
        assert terminal.ended() == 0
    after = today(environ)["interruptions"]
    assert [each["text"] for each in after] == (["press 4 mine"] if keeps == "m" else [])
    assert before["id"] not in [each["id"] for each in after]


def test_case_23_a_note_that_was_written_elsewhere_is_not_overwritten_unseen(environ: dict[str, str]) -> None:
    done(environ, "add", "Zebra")
    with board(environ) as terminal:
        terminal.wait("Zebra")
        terminal.press_until("j", "▌.  Zebra|▌·  Zebra")
        terminal.press("N")
        terminal.wait("Note: Zebra")
        terminal.press("my words")
        terminal.wait("my words")
        done(environ, "note", "Zebra", "their words")
        terminal.press(ENTER)
        terminal.wait("Changed elsewhere")
        terminal.wait("their words")
        terminal.press("t")
        terminal.wait_gone("Changed elsewhere")
        terminal.press("q")
        assert terminal.ended() == 0
    assert next(card for card in today(environ)["cards"] if card["title"] == "Zebra")["note"] == "their words"


def test_case_23_a_reflection_that_was_answered_elsewhere_is_shown_before_it_is_saved(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "first.json").write_text('{"well": "first"}')
    (tmp_path / "theirs.json").write_text('{"well": "theirs"}')
    done(environ, "reflect", "--answers", str(tmp_path / "first.json"))
    with board(environ) as terminal:
        terminal.wait("To do")
        terminal.press("r")
        terminal.wait("first")
        terminal.press(" and mine")
        terminal.wait("first and mine")
        done(environ, "reflect", "--answers", str(tmp_path / "theirs.json"))
        terminal.press(CTRL_S)
        terminal.wait("Changed elsewhere")
        terminal.wait("theirs")
        terminal.press("t")
        terminal.wait_gone("Changed elsewhere")
        terminal.press(ESCAPE)
        terminal.wait("To do")
        terminal.press("q")
        assert terminal.ended() == 0
    reviewed = json.loads(done(environ, "reflect", "--json"))
    assert next(question for question in reviewed["questions"] if question["id"] == "well")["answer"] == "theirs"


def test_case_23_a_board_that_was_changed_while_it_was_in_the_editor_is_not_overwritten(
    environ: dict[str, str], tmp_path: Path
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, subprocess, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.write_text(path.read_text().replace('Plain', 'Mine'))\n"
        "subprocess.run([sys.executable, '-m', 'lswtui', 'board', 'use', 'executive'], check=True)\n"
    )
    ran = lsw({**environ, "EDITOR": f"{sys.executable} {script}"}, "board", "edit")
    assert ran.returncode == 3
    assert "changed elsewhere" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert today(environ)["board"] == "executive"
    own = tmp_path / "home" / "data" / "boards"
    assert load_board("mine", own).title == "Mine"
    assert str(own / "days" / "mine.toml") in ran.stderr


# --- the rule itself


def test_what_nobody_else_touched_is_written_at_once(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 5m")
    (known,) = desk.day().interruptions
    log.amend(desk.workspace, known.id, "press 5", whole=True, seen=known)
    assert desk.day().interruptions[0].text == "press 5"


def test_what_was_changed_besides_is_no_conflict(desk: Desk) -> None:
    card = desk.card("walk")
    cards.cue(desk.another_window(), card.id, "their cue")
    cards.start(desk.another_window(), card.id)
    cards.note(desk.workspace, card.id, "my note", seen=card)
    log.begin(desk.workspace, "press 4")
    (known,) = desk.day().interruptions
    log.back(desk.another_window())
    log.amend(desk.workspace, known.id, "press 5", whole=True, seen=known)
    assert (desk.card("walk").note, desk.card("walk").cue) == ("my note", "their cue")
    assert desk.day().interruptions[0].text == "press 5"


def test_a_changed_length_is_a_conflict_only_for_who_writes_a_length(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 5m")
    (known,) = desk.day().interruptions
    log.amend(desk.another_window(), known.id, "20m")
    log.amend(desk.workspace, known.id, "press 5", whole=True, seen=known)
    (known,) = desk.day().interruptions
    with pytest.raises(EditedElsewhere):
        log.amend(desk.workspace, known.id, "press 5 7m", whole=True, seen=known._replace(end=known.start))


def test_who_has_seen_the_other_version_may_write_over_it_but_over_no_third_one(desk: Desk) -> None:
    card = desk.card("walk")
    cards.note(desk.another_window(), card.id, "second")
    with pytest.raises(EditedElsewhere) as first:
        cards.note(desk.workspace, card.id, "mine", seen=card)
    assert first.value.stored.note == "second"
    cards.note(desk.another_window(), card.id, "third")
    with pytest.raises(EditedElsewhere) as second:
        cards.note(desk.workspace, card.id, "mine", seen=first.value.stored)
    cards.note(desk.workspace, card.id, "mine", seen=second.value.stored)
    assert desk.card("walk").note == "mine"


def test_a_refused_edit_changes_nothing_and_is_no_step_of_undo(desk: Desk) -> None:
    card = desk.card("walk")
    cards.note(desk.another_window(), card.id, "theirs")
    desk.workspace.store.refresh()
    before = len(list(desk.workspace.store.entries_backwards()))
    with pytest.raises(EditedElsewhere):
        cards.note(desk.workspace, card.id, "mine", seen=card)
    with pytest.raises(EditedElsewhere):
        cards.replan(desk.workspace, card.id, minutes=5, seen=card._replace(minutes=99))
    assert len(list(desk.workspace.store.entries_backwards())) == before


def test_a_deleted_card_comes_back_as_a_card_of_its_own(desk: Desk) -> None:
    cards.add(desk.workspace, "Call", minutes=10)
    card = desk.card("Call")
    cards.delete(desk.another_window(), card.id)
    with pytest.raises(EditedElsewhere) as error:
        cards.note(desk.workspace, card.id, "mine", seen=card)
    assert error.value.stored is None
    with pytest.raises(EditedElsewhere):
        cards.replan(desk.workspace, card.id, minutes=25, seen=card)
    cards.note(desk.workspace, card.id, "mine", seen=card, anew=True)
    cards.replan(desk.workspace, card.id, minutes=25, seen=card, anew=True)
    first, second = (card for card in desk.day().cards if card.title == "Call")
    assert {first.note, second.note} == {"mine", None}
    assert card.id not in (first.id, second.id)


def test_a_deleted_interruption_comes_back_with_its_time(desk: Desk) -> None:
    log.log(desk.workspace, "press 4 @maria 5m")
    (known,) = desk.day().interruptions
    log.delete(desk.another_window(), known.id)
    with pytest.raises(EditedElsewhere):
        log.amend(desk.workspace, known.id, "press 5 @maria", whole=True, seen=known)
    with pytest.raises(NotFound):
        log.amend(desk.workspace, known.id, "press 5")
    log.amend(desk.workspace, known.id, "press 5 @maria", whole=True, seen=known, anew=True)
    (again,) = desk.day().interruptions
    assert (again.text, again.start, again.end) == ("press 5", known.start, known.end)
    assert desk.minutes(again) == 5


def test_a_task_that_was_changed_for_always_elsewhere_is_not_overwritten_unseen(desk: Desk) -> None:
    card = desk.card("walk")
    seen = choose.board_in_use(desk.workspace).task("walk")
    choose.change_task(desk.another_window(), card, at=8 * 60)
    desk.clock.tick(1)
    with pytest.raises(EditedElsewhere) as error:
        choose.change_task(desk.workspace, card, minutes=5, seen=seen)
    choose.change_task(desk.workspace, card, minutes=5, seen=error.value.stored)
    desk.workspace.store.refresh()
    changed = choose.board_in_use(desk.workspace).task("walk")
    assert changed is not None
    assert (changed.at, changed.minutes) == ((8 * 60,), 5)


def test_two_who_reflect_at_once_lose_no_answer(desk: Desk) -> None:
    save.reflect(desk.workspace, {"well": "first"})
    other = desk.another_window()
    review.asked(other)
    save.reflect(desk.workspace, {"problem": "the press"})
    save.reflect(other, {"pledge": "watch"}, seen={"well": "first"})
    desk.workspace.store.refresh()
    assert review.answered(review.asked(desk.workspace)) == {
        "well": "first",
        "problem": "the press",
        "pledge": "watch",
    }


def test_an_answer_that_was_given_elsewhere_is_not_overwritten_unseen(desk: Desk) -> None:
    save.reflect(desk.another_window(), {"well": "theirs", "problem": "theirs"})
    with pytest.raises(EditedElsewhere) as error:
        save.reflect(desk.workspace, {"well": "mine", "pledge": "mine"}, seen={})
    assert error.value.stored == {"well": "theirs", "pledge": ""}
    save.reflect(desk.workspace, {"well": "mine", "pledge": "mine"}, seen=error.value.stored)
    assert review.answered(review.asked(desk.workspace))["well"] == "mine"

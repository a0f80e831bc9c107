"""Files of boards, rewritten with their comments kept."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lswtui.domain.boards.board_file import board_table
from lswtui.store.files.board_files import board_names, bundled, load_board
from lswtui.store.files.own_boards import changed_text
from lswtui.store.files.toml_edit import parts_of
from lswtui.store.files.toml_text import parsed_text, toml_text

FILE = """\
# My own board
title = "Mine"  # as people call it
about = "Cell 4"
level = "front line"

# When I am there
[hours]
mon-fri = "06:00-14:00"  # with a break

# What breaks in
[[category]]
id = "people"
letter = "p"
name = "People"

# The first thing in the morning,
# before anybody comes
[[task]]
id = "plan"
title = "Plan"  # who stands where
every = "workday"
minutes = 15
steps = [
  "Look",  # at the board
  "Ask",
  # and then
  "Write",
]

# Later
[[task]]
id = "walk"
title = "Walk"
every = "workday"
minutes = 30
# the length was agreed with Jo

[[task]]
id = "talk"
title = "Talk"
every = "fri"
minutes = 20
# the end
"""
COMMENTS = [line.partition("#")[2].strip() for line in FILE.splitlines() if "#" in line]
TABLE = parsed_text(FILE)


def with_task(place: int, **values: Any) -> dict[str, Any]:
    tasks = [{**task, **values} if at == place else task for at, task in enumerate(TABLE["task"])]
    return {**TABLE, "task": tasks}


def comments_of(text: str) -> list[str]:
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


def test_a_changed_value_changes_nothing_else_in_the_file() -> None:
    assert changed_text(FILE, with_task(1, minutes=45)) == FILE.replace("minutes = 30", "minutes = 45")


def test_what_says_the_same_already_stays_as_it_is() -> None:
    assert changed_text(FILE, TABLE) == FILE
    dated = 'title = "A"\nroster = [2026-01-06, 2026-01-08]  # by the office\n'
    assert changed_text(dated, parsed_text(dated)) == dated


def test_a_comment_behind_a_changed_value_stays_behind_it() -> None:
    text = changed_text(FILE, with_task(0, title="Plan the day"))
    assert 'title = "Plan the day"  # who stands where\n' in text


def test_a_changed_step_leaves_the_comments_between_the_steps() -> None:
    text = changed_text(FILE, with_task(0, steps=["Look", "Ask twice", "Write", "Go"]))
    assert comments_of(text) == COMMENTS
    assert parsed_text(text)["task"][0]["steps"] == ["Look", "Ask twice", "Write", "Go"]


def test_a_task_that_is_moved_takes_its_comments_along() -> None:
    first, second, third = TABLE["task"]
    text = changed_text(FILE, {**TABLE, "task": [second, first, third]})
    assert sorted(comments_of(text)) == sorted(COMMENTS)
    assert text.index("# Later") < text.index('id = "walk"') < text.index("# the length") < text.index("# The first")


def test_a_task_that_is_taken_away_takes_only_its_own_comments_along() -> None:
    text = changed_text(FILE, {**TABLE, "task": TABLE["task"][1:]})
    gone = {"The first thing in the morning,", "before anybody comes", "who stands where", "at the board", "and then"}
    assert comments_of(text) == [comment for comment in COMMENTS if comment not in gone]


def test_a_task_with_another_id_is_known_by_its_title() -> None:
    assert comments_of(changed_text(FILE, with_task(1, id="walk-the-line"))) == COMMENTS


def test_a_new_task_stands_where_it_was_put() -> None:
    new = {"id": "new", "title": "New", "every": "daily", "minutes": 5}
    text = changed_text(FILE, {**TABLE, "task": [TABLE["task"][0], new, *TABLE["task"][1:]]})
    assert comments_of(text) == COMMENTS
    assert text.index('id = "plan"') < text.index('id = "new"') < text.index('id = "walk"')


def test_a_new_table_stands_before_what_comes_after_it_in_a_board() -> None:
    table = {"title": "Mine", "guide": {"low": 0.5, "high": 0.7, "source": "Jo"}, **TABLE}
    text = changed_text(FILE, {key: table[key] for key in ("title", "about", "level", "guide", *list(TABLE)[3:])})
    assert text.index("[guide]") < text.index("[hours]")
    assert comments_of(text) == COMMENTS


def test_a_header_in_a_text_of_several_lines_is_no_header() -> None:
    text = 'about = """\n[[task]]\n"""\n\n[[task]]\nid = "a"\n'
    assert [part.name for part in parts_of(text)] == ["", "task"]
    assert changed_text(text, {**parsed_text(text), "task": [{"id": "b"}]}).startswith('about = """\n[[task]]\n"""')


@pytest.mark.parametrize("text", ["title = ", "= \x00", "title = 1\ntitle = 2"])
def test_a_text_that_is_no_toml_is_written_anew(text: str) -> None:
    assert changed_text(text, TABLE) == toml_text(TABLE)


def test_windows_line_ends_and_a_missing_last_one_are_borne() -> None:
    text = FILE.replace("\n", "\r\n").rstrip()
    changed = changed_text(text, with_task(2, minutes=25))
    assert parsed_text(changed) == with_task(2, minutes=25)
    assert sorted(comments_of(changed)) == sorted(COMMENTS)


@pytest.mark.parametrize("name", board_names(bundled() / "nowhere"))
def test_a_ready_made_board_keeps_its_comments_when_it_is_written_from_its_values(name: str) -> None:
    path = bundled() / "days" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    table = board_table(load_board(str(path), bundled()))
    after = changed_text(text, table)
    assert parsed_text(after) == table
    assert [line for line in after.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]


# --- laws

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
values = st.one_of(words, st.integers(-9, 99), st.booleans(), st.lists(words, max_size=4))
keys = st.sampled_from(["title", "every", "at", "minutes", "steps", "standard", "odd key", "check"])
bodies = st.dictionaries(keys, values, max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    ids = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))
    table: dict[str, Any] = draw(st.dictionaries(st.sampled_from(["title", "about", "level"]), values, max_size=3))
    if draw(st.booleans()):
        table["hours"] = draw(st.dictionaries(st.sampled_from(["mon-fri", "sat", "sun"]), words, max_size=3))
    table["task"] = [{"id": id_, **draw(bodies)} for id_ in ids]
    if draw(st.booleans()):
        table["trap"] = draw(st.lists(bodies.filter(bool), min_size=1, max_size=3))
    return table


def commented(text: str) -> str:
    """The text with a comment above each line that begins a value or a table, each another."""
    random_ = random.Random(len(text))
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if line.startswith("["):
            lines.append(f"# above {number}")
        elif line and random_.random() < 0.3:
            lines.append(f"# inside {number}")
        lines.append(line)
    return "\n".join(lines)


@given(tables(), tables())
def test_what_is_written_is_read_back(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert parsed_text(changed_text(commented(toml_text(old)), new)) == new


@given(tables(), st.randoms(use_true_random=False))
def test_comments_of_tasks_that_are_untouched_stay_wherever_the_tasks_go(
    old: dict[str, Any], shuffled: random.Random
) -> None:
    text = commented(toml_text(old))
    tasks = list(old["task"])
    shuffled.shuffle(tasks)
    after = changed_text(text, {**old, "task": tasks})
    assert sorted(comments_of(after)) == sorted(comments_of(text))


@given(tables(), st.integers(0, 5), bodies)
def test_a_changed_task_changes_no_line_of_another(old: dict[str, Any], place: int, body: dict[str, Any]) -> None:
    text = commented(toml_text(old))
    if place >= len(old["task"]):
        return
    tasks = [{"id": task["id"], **body} if at == place else task for at, task in enumerate(old["task"])]
    before, after = parts_of(text), parts_of(changed_text(text, {**old, "task": tasks}))
    here = next(number for number, part in enumerate(before) if f'id = "{old["task"][place]["id"]}"' in part.body)
    assert [part for number, part in enumerate(after) if number != here] == [
        part for number, part in enumerate(before) if number != here
    ]
    assert after[here].above == before[here].above

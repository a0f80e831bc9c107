"""What becomes of files that are no longer what was written, or that are not ours to write (cases 11, 31 to 38, 41, 42,
44 and 45)."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from lswtui.store.engine.checksum import checksum, compact, with_checksum
from lswtui.store.engine.journal import FORMAT
from lswtui.store.engine.places import find_places
from lswtui.store.store import Store
from tests.clock import path_with
from tests.faults.injecting import (
    AT_CALL,
    CHANGING,
    ROOT,
    Bench,
    Prepared,
    content,
    heed_modes,
    journal_lines,
    journals,
    needs_root,
    of_journal_alone,
    put_back,
    snapshot,
)
from tests.faults.prepared import AT
from tests.terminal import Terminal, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.injecting import Content, Did

EXAMPLES = Path(__file__).parents[1] / "store" / "engine" / "examples"
BESIDE = ("state/device", "data/inbox", "data/drafts/bar.txt", "config.toml")
"""Files that hold no data."""
MERGED = b"<<<<<<< HEAD\n%s=======\n%s>>>>>>> theirs\n"


def documents(home: Path) -> Content:
    """All documents but the records of damage."""
    found = content(home)
    found["undated"].pop("damage", None)
    return found


def damage(home: Path) -> list[dict[str, Any]]:
    """The records of damage."""
    return list(content(home)["undated"].get("damage", {}).values())


def texts(home: Path) -> set[str]:
    """What the interruptions of the month say."""
    return {each["text"] for each in content(home)["2026-11"]["interruptions"].values()}


class Home(NamedTuple):
    """A home to be damaged, and what was in it."""

    prepared: Prepared
    path: Path
    before: Content
    texts: frozenset[str]

    @property
    def journal(self) -> Path:
        return journals(self.path)[-1]

    @property
    def data(self) -> Path:
        return self.path / "data"

    def lsw(self, *what: str, seed: int = 7) -> Did:
        return self.prepared.do(*what, seed=seed)

    def logs_on(self) -> str:
        """Log one more where something is damaged: it works, nobody is asked first; what is said about the damage."""
        did = self.lsw("log", "the next one", "5m")
        assert (did.code, did.out) == (0, "logged the next one · 5m\n"), did
        assert "the next one" in texts(self.path)
        assert self.lsw("log", "and the one after", seed=8).err == ""
        return did.err

    def has_all(self) -> bool:
        """Whether every document is there as it was, whatever was added."""
        now = documents(self.path)
        return all(
            now[db][table].get(id_) == document or (db, table) == ("undated", "remembered")
            for db, tables in self.before.items()
            for table, found in tables.items()
            for id_, document in found.items()
        )


@pytest.fixture
def home(bench: Bench) -> Home:
    """A home whose databases know all that its journal says, with drafts and settings."""
    bench.put_back()
    (bench.home / "data" / "inbox").unlink()
    (bench.home / "config.toml").write_text('name = "Ann"\n', encoding="utf-8")
    for number, what in enumerate(
        (("log", "one more", "5m"), ("leave",), ("start", "operator-observation"), ("tidy",))
    ):
        did = bench.prepared.do(*what, seed=50 + number)
        assert did.code == 0, did
    return Home(bench.prepared, bench.home, documents(bench.home), frozenset(texts(bench.home)))


@pytest.fixture
def alone(home: Home) -> Home:
    """The same without backups."""
    shutil.rmtree(home.path / "backups", ignore_errors=True)
    return home


@pytest.fixture
def bare(alone: Home) -> Home:
    """The same without databases: the journal is all there is."""
    shutil.rmtree(alone.data / "db")
    return alone


# --- what one does to a file


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def merged(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    half = len(lines) // 2
    path.write_bytes(b"".join(lines[:half]) + MERGED % (b"".join(lines[half:]), lines[-1].replace(b'"by"', b'"By"')))


def mailed(path: Path) -> None:
    """A byte order mark, the line ends of another system, blank lines at the end."""
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")


def without_one(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3] + lines[4:]))


def swapped(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    path.write_bytes(b"".join(lines))


def doubled(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[2], lines[1], *lines[3:]]))


# --- one after the other


def test_case_11_a_torn_line_before_a_whole_one_is_damage_and_the_whole_one_is_kept(bare: Home) -> None:
    *lines, last = bare.journal.read_bytes().splitlines(keepends=True)
    bare.journal.write_bytes(b"".join([*lines, lines[-1][: len(lines[-1]) // 2], last]))
    assert "damaged" in bare.logs_on()
    assert bare.has_all()


@pytest.mark.parametrize("file", ["journal", "2026-11.json", "2026-10.json", "boards-2026-11.json", "head.json"])
def test_case_31_a_flipped_bit_anywhere_is_seen_and_never_shown_as_data(alone: Home, file: str) -> None:
    chance = random.Random(31)
    base = alone.path.with_name("good")
    shutil.copytree(alone.path, base)
    true = [
        (change["db"], change["table"], {**change["now"]})
        for line in map(json.loads, journal_lines(base))
        for change in line["changes"]
        if change["now"] is not None
    ]
    size = (alone.journal if file == "journal" else alone.data / "db" / file).stat().st_size
    for _ in range(30):
        put_back(alone.path, base)
        path = alone.journal if file == "journal" else alone.data / "db" / file
        data = bytearray(path.read_bytes())
        place = chance.randrange(size)
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        for db, tables in documents(alone.path).items():
            for table, found in tables.items():
                assert all((db, table, document) in true for document in found.values()), place
        told = Store(find_places({"LSW_HOME": str(alone.path)}), program="test").mend(AT)
        kept = [each.read_bytes() for each in (alone.data / "damaged").glob("*")]
        torn = file == "journal" and place == size - 1  # the end of the last line: as if it was never finished
        assert (data in kept and len(told) == 1) or file == "head.json" or torn, place
        assert alone.has_all() or torn, place
        assert content(alone.path) == of_journal_alone(alone.path, 99, alone.path.with_name("alone"))
    shutil.rmtree(base)


def test_case_31_a_zero_in_the_last_line_is_damage_and_no_line_that_was_never_finished(bare: Home) -> None:
    assert bare.lsw("log", "two words").code == 0
    shutil.rmtree(bare.path / "backups", ignore_errors=True)
    shutil.rmtree(bare.data / "db", ignore_errors=True)
    data = bare.journal.read_bytes()
    assert b"two words" in data.splitlines()[-1]
    bare.journal.write_bytes(data.replace(b'"text":"two words"', b'"text":"two\0words"'))
    assert "is damaged at byte" in bare.lsw("today").err


@pytest.mark.parametrize("flip", [0, 2, 5, 7])
@pytest.mark.parametrize("file", BESIDE)
def test_case_31_a_flipped_bit_in_what_is_not_the_data_costs_no_data(home: Home, file: str, flip: int) -> None:
    path = home.path / file
    data = bytearray(path.read_bytes())
    data[random.Random(flip).randrange(len(data))] ^= 1 << flip
    path.write_bytes(data)
    assert home.lsw("today").code == 0
    assert home.lsw("log", "the next one").code == 0
    assert home.has_all()
    assert texts(home.path) >= home.texts | {"the next one"}
    assert not damage(home.path)


def test_case_31_what_a_flipped_bit_destroyed_is_listed_where_nothing_else_knows_it_and_all_else_is_kept(
    bare: Home,
) -> None:
    data = bare.journal.read_bytes()
    bare.journal.write_bytes(data.replace(b"wandering about", b"wandering abouu", 1))
    said = bare.logs_on()
    assert re.search(r"change \d+, between [^,]*, cannot be read any more", said)
    assert "wandering abouu" not in texts(bare.path)
    assert texts(bare.path) >= bare.texts - {"wandering about"}
    (told,) = damage(bare.path)
    assert [last - first for first, last, *_ in told["lost"]] == [0]
    assert (bare.data / "damaged" / told["kept"][0]).read_bytes() == data.replace(
        b"wandering about", b"wandering abouu", 1
    )


@pytest.mark.parametrize("share", range(0, 100, 13))
def test_case_32_of_a_cut_journal_all_is_put_back_that_the_databases_know_without_asking_anyone(
    alone: Home, share: int
) -> None:
    data = alone.journal.read_bytes()
    alone.journal.write_bytes(data[: len(data) * share // 100])
    shown = alone.lsw("today")
    assert (shown.code, "holds less than it did" in shown.err) == (0, True)
    assert "damaged" in alone.logs_on()
    assert alone.has_all()
    kept = [each.read_bytes() for each in (alone.data / "damaged").iterdir()]
    assert data[: len(data) * share // 100] in kept


@pytest.mark.parametrize("share", range(5, 100, 17))
def test_case_32_of_a_cut_journal_that_is_all_there_is_every_whole_line_is_kept(bare: Home, share: int) -> None:
    data = bare.journal.read_bytes()
    left = data[: len(data) * share // 100]
    bare.journal.write_bytes(left)
    whole = of_journal_alone(bare.path, left.count(b"\n"), bare.path.with_name("alone"))
    assert documents(bare.path) == whole
    assert bare.logs_on() == ""
    assert journal_lines(bare.path)[: left.count(b"\n")] == data.splitlines()[: left.count(b"\n")]


@pytest.mark.parametrize("spoil", [emptied, gone])
def test_case_33_an_empty_or_missing_journal_is_no_new_store_but_made_anew_from_the_databases(
    alone: Home, spoil: Callable[[Path], None]
) -> None:
    spoil(alone.journal)
    shown = alone.lsw("today")
    assert (shown.code, "holds less than it did" in shown.err) == (0, True)
    assert "16 records came from the databases" in alone.logs_on()
    assert alone.has_all()
    (told,) = damage(alone.path)
    assert told["lost"]
    assert told["records"] > 5


@pytest.mark.parametrize("spoil", [emptied, gone])
def test_case_33_what_a_missing_journal_held_comes_from_the_backup_where_there_is_one(
    home: Home, spoil: Callable[[Path], None]
) -> None:
    assert home.lsw("backup", "make").code == 0
    lines = journal_lines(home.path)
    spoil(home.journal)
    assert "came from a backup; nothing is missing" in home.logs_on()
    assert home.has_all()
    assert journal_lines(home.path)[: len(lines)] == lines


@pytest.mark.parametrize(
    "file",
    ["data/journal", "data/db/2026-11.json", "data/db/head.json", "state/device", "data/drafts/bar.txt", "config.toml"],
)
def test_case_34_a_file_full_of_zeros_costs_nothing_that_is_known_elsewhere(alone: Home, file: str) -> None:
    path = alone.journal if file == "data/journal" else alone.path / file
    zeros(path)
    spoilt = path.read_bytes()
    assert alone.lsw("today").code == 0
    said = alone.logs_on()
    assert alone.has_all()
    if file.startswith("data/journal") or file == "data/db/2026-11.json":
        assert "damaged" in said
        # What comes before that part which a capture reads is met a little later.
        assert any(each.read_bytes().startswith(spoilt) for each in (alone.data / "damaged").iterdir())


@pytest.mark.parametrize("spoil", [swapped, doubled])
def test_case_35_lines_in_another_order_or_doubled_are_put_right_by_their_numbers(
    bare: Home, spoil: Callable[[Path], None]
) -> None:
    lines = journal_lines(bare.path)
    spoil(bare.journal)
    assert "nothing is missing" in bare.logs_on()
    assert bare.has_all()
    assert journal_lines(bare.path)[: len(lines)] == lines


def test_case_35_a_line_taken_out_is_noticed_and_put_back_from_what_the_databases_know(alone: Home) -> None:
    without_one(alone.journal)
    (alone.data / "db" / "head.json").unlink()
    assert "change 4, between" in alone.logs_on()
    assert alone.has_all()


def test_case_35_a_line_of_the_right_number_from_another_copy_does_not_pass_for_ours(bare: Home) -> None:
    base = bare.path.with_name("good")
    shutil.copytree(bare.path, base)
    assert bare.lsw("log", "ours").code == 0
    ours = journal_lines(bare.path)[-1]
    put_back(bare.path, base)
    for seed, text in ((8, "theirs"), (9, "built on theirs")):
        assert bare.lsw("log", text, seed=seed).code == 0
    shutil.rmtree(base)
    shutil.rmtree(bare.path / "backups", ignore_errors=True)
    shutil.rmtree(bare.data / "db", ignore_errors=True)
    *lines, _theirs, built = journal_lines(bare.path)
    bare.journal.write_bytes(b"".join(line + b"\n" for line in (*lines, ours, built)))
    assert "does not go on" in bare.lsw("today").err
    assert "was damaged, kept aside" in bare.logs_on()
    assert texts(bare.path) >= bare.texts | {"ours", "built on theirs"}


@pytest.mark.parametrize("spoil", [gone, cut, emptied, zeros, flipped])
@pytest.mark.parametrize("file", ["2026-11.json", "boards-2026-11.json"])
def test_case_36_a_spoilt_database_is_made_anew_and_the_spoilt_one_kept(
    alone: Home, file: str, spoil: Callable[[Path], None]
) -> None:
    path = alone.data / "db" / file
    good = path.read_bytes()
    spoil(path)
    left = path.read_bytes() if path.exists() else None
    assert alone.lsw("today").code == 0
    assert (path.read_bytes() if path.exists() else None) == left
    assert ("nothing is missing" in alone.logs_on()) == (left is not None)
    assert alone.has_all()
    assert alone.lsw("tidy").code == 0
    assert checksum(path.read_bytes(), 3)
    assert len(path.read_bytes()) >= len(good)
    if left is not None:
        assert left in [each.read_bytes() for each in (alone.data / "damaged").iterdir()]


def test_case_36_an_older_copy_of_a_database_loses_nothing_and_is_brought_up_in_silence(alone: Home) -> None:
    path = alone.data / "db" / "2026-11.json"
    old = path.read_bytes()
    assert alone.lsw("log", "since then").code == 0
    assert alone.lsw("tidy").code == 0
    path.write_bytes(old)
    assert "since then" in texts(alone.path)
    assert alone.logs_on() == ""
    assert alone.has_all()
    assert texts(alone.path) >= alone.texts | {"since then"}


@pytest.mark.parametrize("spoil", [gone, cut, emptied, zeros, flipped])
def test_case_37_without_its_head_everything_is_read_again_and_nobody_need_know(
    alone: Home, spoil: Callable[[Path], None]
) -> None:
    spoil(alone.data / "db" / "head.json")
    assert alone.lsw("today").err == ""
    assert alone.logs_on() == ""
    assert alone.has_all()


def test_case_37_a_head_that_knows_more_than_an_older_journal_is_an_alarm_and_the_databases_give_what_is_missing(
    alone: Home,
) -> None:
    old = alone.journal.read_bytes()
    assert alone.lsw("log", "since then").code == 0
    assert alone.lsw("tidy").code == 0
    shutil.rmtree(alone.path / "backups")
    alone.journal.write_bytes(old)
    assert "holds less than it did" in alone.lsw("today").err
    assert "1 record came from the databases" in alone.logs_on()
    assert texts(alone.path) >= alone.texts | {"since then"}


def test_case_37_databases_that_know_more_than_the_journal_are_an_alarm_without_their_head_too(alone: Home) -> None:
    (alone.data / "db" / "head.json").unlink()
    lines = alone.journal.read_bytes().splitlines(keepends=True)
    alone.journal.write_bytes(b"".join(lines[:-2]))
    assert "knows changes that" in alone.lsw("today").err
    assert "came from the databases" in alone.logs_on()
    assert alone.has_all()


@pytest.mark.parametrize("spoil", [merged, mailed])
def test_case_38_what_merges_and_editors_do_to_a_journal_loses_no_line(
    bare: Home, spoil: Callable[[Path], None]
) -> None:
    lines = journal_lines(bare.path)
    spoil(bare.journal)
    spoilt = bare.journal.read_bytes()
    assert "nothing is missing" in bare.logs_on()
    assert bare.has_all()
    assert journal_lines(bare.path)[: len(lines)] == lines
    assert [each.read_bytes() for each in (bare.data / "damaged").iterdir()] == [spoilt]


SPOILT: dict[str, tuple[str, Callable[[Path], None]]] = {
    "32": ("journal", cut),
    "33": ("journal", emptied),
    "34": ("journal", zeros),
    "35": ("journal", without_one),
    "36": ("db/2026-11.json", flipped),
    "38": ("journal", merged),
}


@pytest.mark.parametrize("case", SPOILT)
def test_case_31_to_38_the_board_names_what_was_recovered_and_what_lies_between(alone: Home, case: str) -> None:
    file, spoil = SPOILT[case]
    spoil(alone.journal if file == "journal" else alone.data / file)
    with Terminal(*program(), environ={"LSW_HOME": str(alone.path), "TZ": "Europe/Berlin"}) as terminal:
        terminal.wait("was damaged and is")
        terminal.wait("to answer")
        terminal.press("q")
        assert terminal.ended() == 0
    assert texts(alone.path) >= alone.texts
    (told,) = damage(alone.path)
    answers = alone.lsw("answer")
    assert "was damaged and is kept aside" in answers.out
    assert "kept aside" in answers.out
    assert ("nothing is missing" in answers.out) == (not told["lost"])


# --- files that are links, or not ours


@pytest.mark.parametrize(
    "what", ["data", "data/journal", "data/db", "the journal's file", "data/db/2026-11.json", "data/db/head.json"]
)
def test_case_41_a_link_to_a_folder_or_file_is_followed_and_stays_one(alone: Home, what: str, tmp_path: Path) -> None:
    link = alone.journal if what == "the journal's file" else alone.path / what
    target = tmp_path / "elsewhere" / link.name
    target.parent.mkdir()
    shutil.move(link, target)
    link.symlink_to(target)
    before = snapshot(target) if target.is_dir() else target.read_bytes()
    assert alone.lsw("log", "the next one").code == 0
    assert alone.lsw("tidy").code == 0
    assert link.is_symlink()
    assert link.resolve() == target.resolve()
    assert (snapshot(target) if target.is_dir() else target.read_bytes()) != before
    assert alone.has_all()
    assert texts(alone.path) >= alone.texts | {"the next one"}
    assert not damage(alone.path)


def test_case_41_a_damaged_file_behind_a_link_is_mended_behind_it(bare: Home, tmp_path: Path) -> None:
    link = bare.journal
    target = tmp_path / link.name
    shutil.move(link, target)
    link.symlink_to(target)
    flipped(target)
    assert "was damaged, kept aside" in bare.lsw("log", "the next one").err
    assert "the next one" in texts(bare.path)
    assert link.is_symlink()
    assert checksum(target.read_bytes().splitlines()[-1])
    assert len(damage(bare.path)) == 1


def as_user(home: Path, *what: str) -> subprocess.CompletedProcess[str]:
    """Call the installed program without the powers of root."""
    return subprocess.run(
        program(*what),
        env={**os.environ, "LSW_HOME": str(home), "PYTHONPATH": path_with(ROOT), "TZ": "Europe/Berlin"},
        preexec_fn=heed_modes,
        capture_output=True,
        text=True,
        check=False,
    )


def modes(home: Path, file: int, folder: int) -> None:
    for path in (home, *home.rglob("*")):
        path.chmod(folder if path.is_dir() else file)


@pytest.fixture
def unwritable(alone: Home) -> Iterator[Home]:
    modes(alone.path, 0o444, 0o555)
    yield alone
    modes(alone.path, 0o600, 0o700)


def test_case_42_files_that_may_only_be_read_are_shown_and_a_change_is_refused_in_one_sentence(
    unwritable: Home,
) -> None:
    before = snapshot(unwritable.path)
    shown = as_user(unwritable.path, "today", "--on", "2026-11-19")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "one more" in shown.stdout
    refused = as_user(unwritable.path, "log", "the next one")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("lsw: nothing was saved: Permission denied")
    assert refused.stderr.count("\n") == 1
    assert snapshot(unwritable.path) == before


def test_case_42_a_home_of_another_user_is_refused_in_one_sentence_and_left_alone(alone: Home) -> None:
    needs_root()
    before = snapshot(alone.path)
    for path in (alone.path, *alone.path.rglob("*")):
        os.chown(path, 12345, 12345)
    for what in (("today",), ("log", "the next one"), ("status",)):
        ran = as_user(alone.path, *what)
        assert (ran.returncode, ran.stdout) == (1, ""), ran
        assert ran.stderr.startswith("lsw: ")
        assert "Permission denied" in ran.stderr
        assert ran.stderr.count("\n") == 1
    assert snapshot(alone.path) == before


# --- other formats


def newer_line(home: Home) -> None:
    *_, last = journal_lines(home.path)
    line = json.loads(last)
    line |= {
        "schema": FORMAT + 1,
        "seq": line["seq"] + 1,
        "prev": line.pop("crc"),
        "changes": "of a kind not known today",
    }
    with home.journal.open("ab") as file:
        file.write(with_checksum(compact(line)) + b"\n")


def newer_database(home: Home) -> None:
    path = home.data / "db" / "2026-11.json"
    newer = json.loads(path.read_bytes())
    newer["_meta"]["1"] = {"schema": FORMAT + 1, "covers": "in a way not known today"}
    path.write_bytes(with_checksum(compact(newer), 3))


def newer_head(home: Home) -> None:
    (home.data / "db" / "head.json").write_bytes(with_checksum(compact({"schema": FORMAT + 1, "covers": 7})))


@pytest.mark.parametrize("spoil", [newer_line, newer_database, newer_head])
def test_case_44_what_a_newer_version_wrote_is_named_and_never_written(
    alone: Home, spoil: Callable[[Home], None]
) -> None:
    spoil(alone)
    before = snapshot(alone.path)
    for what in (("log", "the next one"), ("start", "gemba"), ("today",), ("undo",)):
        did = alone.lsw(*what)
        assert did.code != 0, what
        assert "newer lswtui" in did.err
        assert "update this one" in did.err
    assert snapshot(alone.path) == before
    with Terminal(*program(), environ={"LSW_HOME": str(alone.path), "TZ": "Europe/Berlin"}) as terminal:
        assert terminal.ended() != 0
        assert "newer lswtui" in terminal.text().replace("\n", "")
    assert {name: text for name, text in snapshot(alone.path).items() if name.startswith("data")} == {
        name: text for name, text in before.items() if name.startswith("data")
    }


def older_formats() -> list[int]:
    return [number for number in range(1, FORMAT) if (EXAMPLES / f"format-{number}").exists()]


@pytest.mark.parametrize("number", older_formats())
def test_case_45_killed_half_way_from_an_older_format_it_begins_again_and_the_old_data_is_whole(
    prepared: Prepared, number: int
) -> None:
    base = EXAMPLES / f"format-{number}"
    put_back(prepared.home, base)
    before = content(prepared.home)
    journal = {path.relative_to(prepared.home): path.read_bytes() for path in journals(prepared.home)}
    killed = 0
    with prepared.striking("signal=KILL", CHANGING):
        for call in CHANGING:
            for point in range(1, AT_CALL, 2):
                put_back(prepared.home, base)
                did = prepared.struck(call, point, "log", "the first of this version", "5m")
                killed += did.code < 0
                for path, text in journal.items():
                    assert (prepared.home / path).read_bytes() == text
                again = prepared.do("log", "the next one", "5m", seed=2)
                assert (again.code, again.err) == (0, "")
                now = content(prepared.home)
                assert all(
                    now[db][table][id_] == document
                    for db, tables in before.items()
                    for table, found in tables.items()
                    for id_, document in found.items()
                )
                assert (prepared.home / "backups").exists()
                if did.code == 0:
                    break
    assert killed > 8

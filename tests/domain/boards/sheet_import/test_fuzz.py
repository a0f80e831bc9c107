"""20 000 made-up cells of how often: each is read whole, or marked, or named; and what is read whole uses every word.

The accounting knows nothing of the reader: a cell is made of pieces whose class is known, and in a cell that is read
without a mark each piece that means something is put in the place of another of its class, whereupon something must
change. A word that can be changed without effect was dropped in silence.
"""

from __future__ import annotations

import random
import tomllib
from datetime import date
from typing import NamedTuple

import pytest

from lswtui.domain.boards.sheet_import.frequency_words import FrequencyReading, read_often
from lswtui.domain.boards.sheet_import.rows import Grid
from lswtui.domain.boards.sheet_import.worksheet import read_sheets
from lswtui.domain.cadence.formatter import cadence_text
from lswtui.store.files.board_files import bundled
from lswtui.store.files.languages import load_languages

ON = date(2026, 11, 22)
LANGUAGES = load_languages()
CELLS = 20_000
SEED = 20261122
MEANT = ("often", "unit", "weekday", "month", "ordinal", "number", "times", "part_of_day", "begin_of", "end_of")
"""The tables of a language whose words mean something by themselves."""
TABLES = [tomllib.loads(path.read_text()) for path in sorted((bundled() / "languages").glob("*.toml"))]
RUBBISH = (
    "moon",
    "xyzzy",
    "Line 3",
    "#REF!",
    "=A1",
    "§ 5",
    "中文",
    "🙂",
    "1.5",
    "NaN",
    "if sunny",
    "TBC?",
    "§",
    "٣",
    "0x1F",
    "%",
    "2026",
)
SIGNS = (" ", " ", " ", " ", ", ", " & ", "/", " - ", "-", " (", ") ", "; ", " + ", ": ")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
DIGITS = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}


class Piece(NamedTuple):
    text: str
    kind: str = ""
    """Of what class it is; empty for what means nothing by itself."""
    key: str = ""
    language: int = 0


class Cell(NamedTuple):
    pieces: tuple[Piece, ...]
    signs: tuple[str, ...]
    """Behind each piece."""
    wide: dict[int, int]

    @property
    def text(self) -> str:
        joined = "".join(f"{piece.text}{sign}" for piece, sign in zip(self.pieces, self.signs, strict=True)).strip()
        return joined.translate(self.wide)

    def put(self, at: int, piece: Piece) -> Cell:
        return self._replace(pieces=(*self.pieces[:at], piece, *self.pieces[at + 1 :]))


def clock(minutes: int, rng: random.Random) -> str:
    hour, minute = divmod(minutes % 1440, 60)
    return rng.choice(
        (f"{hour}:{minute:02}", f"{hour:02}.{minute:02}", f"{hour % 12 or 12}:{minute:02}{'ap'[hour > 11]}m")
    )


def a_word(rng: random.Random, language: int, kind: str) -> Piece:
    table = TABLES[language].get(kind) or {}
    keys = [key for key in table if key not in {"endings", "after_number"}]
    if not keys:
        return Piece("", "")
    key = rng.choice(keys)
    return Piece(rng.choice(table[key]), kind, key, language)


def a_piece(rng: random.Random, language: int) -> Piece:
    match rng.randrange(20):
        case 0 | 1:
            return Piece(str(rng.choice((1, 2, 3, 4, 6, 7, 12, 15, 30, 31, rng.randrange(400)))), "digits")
        case 2:
            day = rng.randrange(1, 32)
            return Piece(rng.choice((f"{day}.", f"{day}th", f"{day}.", f"{day}º", f"{day}er")), "counted", str(day))
        case 3:
            return Piece(clock(rng.randrange(0, 1440, 5), rng), "clock")
        case 4:
            return Piece(rng.choice(("2026-03-09", "9.3.2026", "31.12.", "3/9", "12/31/2026")), "date")
        case 5:
            return Piece(rng.choice(RUBBISH), "rubbish")
        case 6 | 7 | 8:
            words = TABLES[language]["word"]
            return Piece(rng.choice(words[rng.choice([key for key in words if key != "without_meaning"])]))
        case 9:
            return Piece(rng.choice(TABLES[language]["word"]["without_meaning"]))
        case 10:
            return Piece(f"{rng.randrange(1, 6)}{rng.choice(TABLES[language]['times']['after_number'])}", "rate")
        case _:
            return a_word(rng, language, rng.choice(MEANT))


def in_order(rng: random.Random, language: int) -> list[Piece]:
    """Pieces in an order in which people write them."""

    def word(kind: str) -> Piece:
        return a_word(rng, language, kind)

    def joins(key: str) -> Piece:
        return Piece(rng.choice(TABLES[language]["word"][key]))

    number = Piece(str(rng.choice((1, 2, 3, 4, 6, 8, 10, 12, 15, 18))), "digits")
    at = Piece(clock(rng.randrange(0, 1440, 5), rng), "clock")
    return rng.choice(
        (
            [word("often"), word("weekday")],
            [word("often"), at],
            [word("weekday"), joins("to"), word("weekday"), at],
            [word("weekday"), joins("and"), word("weekday")],
            [joins("every"), number, word("unit")],
            [joins("every"), word("ordinal"), word("weekday")],
            [word("ordinal"), word("weekday"), joins("of"), word("unit")],
            [word("ordinal"), word("unit"), joins("of"), word("month")],
            [word("times"), joins("per"), word("unit"), word("weekday")],
            [number, word("month"), word("often")],
            [word("often"), joins("from"), Piece("2026-03-09", "date")],
            [word("often"), joins("except"), word("weekday")],
            [joins("end"), joins("of"), word("unit"), at],
            [word("part_of_day"), joins("and"), word("part_of_day")],
            [word("often"), joins("or"), word("often")],
            [word("month"), joins("and"), word("month"), word("ordinal"), word("weekday")],
            [joins("about"), number, word("unit")],
            [word("often"), Piece(rng.choice(RUBBISH), "rubbish")],
        )
    )


def a_cell(rng: random.Random) -> Cell:
    language = rng.randrange(len(TABLES))
    pieces: list[Piece] = []
    if rng.random() < 0.5:
        ordered = [piece for piece in in_order(rng, language) if piece.text]
        return Cell(tuple(ordered), (" ",) * len(ordered), rng.choice(({}, {}, {}, WIDE)))
    for _ in range(rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 7))):
        piece = a_piece(rng, rng.randrange(len(TABLES)) if rng.random() < 0.05 else language)
        text = rng.choice((piece.text, piece.text, piece.text.capitalize(), piece.text.upper()))
        pieces.append(piece._replace(text=text))
    signs = tuple(rng.choice(SIGNS) for _ in pieces)
    return Cell(tuple(pieces), signs, rng.choice(({}, {}, {}, {}, {}, {}, WIDE, DIGITS)))


def read(text: str) -> FrequencyReading | None:
    return read_often(text, LANGUAGES, ON)


def others(piece: Piece, rng: random.Random) -> list[Piece]:
    """The piece as others of its class."""
    match piece.kind:
        case "digits":
            return [piece._replace(text=str(int(piece.text) + (1 if int(piece.text) < 11 else -1)))]
        case "counted":
            day = int(piece.key)
            return [piece._replace(text=piece.text.replace(str(day), str(day + 1 if day < 28 else day - 4)))]
        case "rate":
            return [piece._replace(text=f"{int(piece.text[0]) + 1}{piece.text[1:]}")]
        case "clock":
            return [piece._replace(text=text) for text in ("3:33", "4:44") if text != piece.text]
        case "date":
            whole = piece.text.count(".") == 2 and not piece.text.endswith(".")
            return [piece._replace(text="17.8.2026" if whole else "17.8.")]
        case _:
            table = TABLES[piece.language][piece.kind]
            keys = [key for key in table if key not in {piece.key, "endings", "after_number"}]
            return [piece._replace(text=table[key][0], key=key) for key in rng.sample(keys, len(keys))]


def same(one: FrequencyReading, other: FrequencyReading | None) -> bool:
    return other is not None and not other.guessed and one.every == other.every and one.times == other.times


def dropped(cell: Cell, found: FrequencyReading, rng: random.Random) -> list[str]:
    """The pieces of a cell that was read whole which could be others without effect."""
    lost = [piece.text for piece in cell.pieces if piece.kind == "rubbish"]
    for at, piece in enumerate(cell.pieces):
        if piece.kind in {"", "rubbish"}:
            continue
        put = others(piece, rng)
        if put and all(same(found, read(cell.put(at, other).text)) for other in put):
            lost.append(piece.text)
    return lost


@pytest.mark.slow
def test_no_made_up_cell_is_neither_read_whole_nor_marked_nor_named() -> None:
    rng = random.Random(SEED)
    made = [cell for cell in (a_cell(rng) for _ in range(CELLS)) if cell.text]
    outcomes = dict.fromkeys(("whole", "marked", "named"), 0)
    faults = []
    for first in range(0, len(made), 150):
        part = made[first : first + 150]
        rows = tuple((f"Hall {chr(97 + at // 26)}{chr(97 + at % 26)}", cell.text) for at, cell in enumerate(part))
        understood = read_sheets([Grid("", (("Task", "Frequency"), *rows))], LANGUAGES, ON)
        named = {problem.at for problem in understood.not_understood}
        places = {row.place: row for row in understood.rows}
        for at, cell in enumerate(part):
            row = places[f"A{at + 2}"]
            if f"B{at + 2}" in named:
                outcomes["named"] += 1
            elif "every" in row.guessed:
                outcomes["marked"] += 1
            else:
                outcomes["whole"] += 1
                found = read(cell.text)
                if found is not None and (lost := dropped(cell, found, rng)):
                    faults.append((cell.text, cadence_text(found.every), lost))
    assert faults == []
    assert min(outcomes.values()) > CELLS // 50, outcomes

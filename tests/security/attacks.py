"""Texts that try to be more than text, each with the name under which a failing test shows it."""

from __future__ import annotations

import unicodedata

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

CONTROLS = {
    "clear the screen": f"a{ESC}[2J{ESC}[Hb",
    "colour": f"{ESC}[31mred{ESC}[0m",
    "conceal": f"{ESC}[8mhidden{ESC}[28m",
    "alternate screen": f"{ESC}[?1049hgone{ESC}[?1049l",
    "mouse on": f"{ESC}[?1003hclick",
    "answer back": f"{ESC}[6n{ESC}[c{ESC}Z",
    "resize": f"{ESC}[8;1;1t",
    "insert lines": f"{ESC}[99Lpushed",
    "reset": f"{ESC}cnothing left",
    "charset": f"{ESC}(0lqqk",
    "title": f"{ESC}]0;owned{BEL}x",
    "title, other end": f"{ESC}]2;owned{ST}x",
    "clipboard": f"{ESC}]52;c;cm0gLXJm{BEL}x",
    "link": f"{ESC}]8;;http://evil.example{ST}click{ESC}]8;;{ST}",
    "notify": f"{ESC}]777;notify;you;won{BEL}x",
    "palette": f"{ESC}]4;1;rgb:00/00/00{BEL}x",
    "never ended": f"x{ESC}]0;the rest of the screen",
    "ask for settings": f"{ESC}P$qm{ST}x",
    "sixel": f"{ESC}Pq#0;2;0;0;0~{ST}x",
    "application command": f"{ESC}_Gf=100;AAAA{ST}x",
    "privacy message": f"{ESC}^secret{ST}x",
    "tmux passthrough": f"{ESC}Ptmux;{ESC}{ESC}]0;owned{BEL}{ST}x",
    "C1 sequence": "a\x9b31mred",
    "C1 command": "a\x9d0;owned\x9cx",
    "C1 string": "a\x90q\x9cx",
    "every C1": "".join(map(chr, range(0x80, 0xA0))),
    "bell": f"a{BEL}{BEL}b",
    "backspaces": "rm -rf /\b\b\b\b\b\b\b\bharmless",
    "carriage return": "the truth\rthe lie  ",
    "delete": "a\x7f\x7fb",
    "shift out": "a\x0eb\x0fc",
    "vertical": "a\x0bb\x0cc",
    "every C0": "".join(map(chr, range(1, 0x20))),
    "line ends": "one\ntwo\r\nthree\x85four\u2028five\u2029six",
    "bracketed paste": f"{ESC}[201~q{ESC}[200~",
}
"""Texts with characters that a terminal obeys."""

TRICKS = {
    "right to left": "a\u202egnp.exe\u202c",
    "isolates": "a\u2066b\u2067c\u2068d\u2069",
    "arabic": "المكبس عالق مرة أخرى",
    "zero width": "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg",
    "nothing to see": "\u200b\u2060\ufeff",
    "tower of marks": "Z" + "\u0335\u0321\u0347\u034d\u0316\u0325" * 60 + "algo",
    "marks alone": "\u0301" * 40,
    "joined emoji": "👩‍👩‍👧‍👦👩🏽‍🔧🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩🇪",
    "wide": "東京ﾄｳｷｮｳ",
    "private use": "\ue0a0\U000f0000",
    "tags": "x\U000e0041\U000e0042\U000e007f",
    "no character": "\ufffe\uffff\ufdd0",
    "markup": "[bold red]loud[/bold red]",
    "markup click": "[@click=app.quit]press me[/]",
    "markup link": "[link=http://evil.example]here[/link]",
    "markup end": "[/] [/red] [",
    "markup escape": r"\[bold] \\[red]",
    "emoji code": ":smile: :warning:",
    "formula": "=cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula behind a tab": "\t=1+1",
    "script": "<script>alert(1)</script>",
    "event": '"><img src=x onerror=alert(1)>',
    "entities": "&lt;b&gt; & < > \" '",
    "template": "{running.__class__} {0} {} {{7*7}} ${7*7} #{7*7} {running!r}",
    "percent": "%s %n %(x)s %x %%",
    "shell": "$(touch owned) `touch owned` ; touch owned | touch owned && touch owned",
    "sql": "'; DROP TABLE cards; --",
    "toml": '"""\nlevel = "executive"\n"""',
    "json": '", "rev": 99, "x": "',
    "path up": "../../x",
    "path absolute": "/etc/passwd",
    "path of windows": "C:\\x",
    "device name": "con",
    "home": "~/x",
    "option": "--help",
    "notation": "\\@ \\# @maria #eq !team ~ +problem 15m at 9:40",
    "number": "1",
    "long word": "x" * 5_000,
    "long text": "press jammed " * 1_000,
    "300 characters": "n" * 300,
}
"""Texts that something else than the terminal might take for more than text."""

ATTACKS = {**CONTROLS, **TRICKS}

NO_TEXT = {"NUL": "a\0b", "half a character": "a\ud800b", "stray byte": "a\udc9bb"}
"""What no shell can pass on or no UTF-8 can hold."""

OBEYED = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""What a terminal may obey, line ends included."""


def obeyed_in(text: str) -> set[str]:
    """The characters of a printed text that a terminal would obey, line ends apart."""
    return (set(text) & OBEYED) - {"\n"} | {sign for sign in text if unicodedata.category(sign) == "Cs"}


def kept(text: str) -> str:
    """The text as the program keeps it: on one line, blanks single, nothing else changed."""
    return " ".join(text.split())

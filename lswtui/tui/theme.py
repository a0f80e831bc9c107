"""Colours: one accent, three that mean where time went, one each for near, to answer and alarm; none without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DARK = Theme(
    name="lsw-dark",
    primary="#8fb3ea",
    secondary="#8fb3ea",
    accent="#8fb3ea",
    warning="#d9b45b",
    error="#e5707a",
    success="#6dbcab",
    foreground="#d7dae0",
    background="#14171e",
    surface="#191d26",
    panel="#1f2530",
    dark=True,
    variables={
        "on-plan": "#6dbcab",
        "broke-in": "#e39a6e",
        "near": "#d8c767",
        "asks": "#e08fc6",
        "other-work": "#b59ae0",
        "alarm": "#ef6b76",
        "quiet": "#8c929e",
        "faint": "#4a5160",
        "focus-row": "#222a38",
        "block-cursor-background": "#8fb3ea",
        "block-cursor-foreground": "#14171e",
        "input-selection-background": "#8fb3ea 35%",
        "border": "#3a4252",
    },
)
LIGHT = Theme(
    name="lsw-light",
    primary="#2f5fa8",
    secondary="#2f5fa8",
    accent="#2f5fa8",
    warning="#8a6300",
    error="#b3202e",
    success="#1d7565",
    foreground="#20242b",
    background="#f8f8f5",
    surface="#f1f1ec",
    panel="#e8e8e2",
    dark=False,
    variables={
        "on-plan": "#1d7565",
        "broke-in": "#a04d19",
        "near": "#766200",
        "asks": "#a3266f",
        "other-work": "#6a47a8",
        "alarm": "#b3202e",
        "quiet": "#606772",
        "faint": "#b4b8bf",
        "focus-row": "#e2e8f2",
        "block-cursor-background": "#2f5fa8",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#2f5fa8 25%",
        "border": "#c2c6cc",
    },
)
THEMES = {"dark": DARK.name, "light": LIGHT.name}
VARIABLES = dict(DARK.variables)
"""The colours of our own, for themes that do not name them."""
MADE_READABLE = ("foreground", "accent", "on-plan", "broke-in", "other-work", "near", "asks", "alarm", "quiet")
"""The colours in which text is written."""
GROUNDS = ("background", "surface", "panel", "focus-row")
"""The colours on which it is written."""
LEAST_CONTRAST = 4.5
"""How much brighter one of the two is at least, as the rules for readable text on the web count it."""
STEP = 0.05


def offered(themes: Iterable[str]) -> tuple[str, ...]:
    """The themes that can be chosen: those whose colours are known, and so can be made readable."""
    return (*THEMES, *(name for name in themes if not name.startswith("ansi")))


def contrast(one: Color, other: Color) -> float:
    """How much brighter one of two colours is, from 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """The colours of a theme that knows nothing of our meanings: its own grounds, and texts that stand out from them.

    What its foreground lacks in contrast is added; the accent and our meanings have the colours that they have
    elsewhere, so that none is taken for another, moved as little as reading takes.
    """
    background = Color.parse(variables["background"])
    dark = background.brightness < 0.5
    theme = DARK if dark else LIGHT
    ours = {**theme.variables, "accent": theme.accent or theme.primary, "foreground": variables["foreground"]}
    accent = Color.parse(ours["accent"])
    found = {
        "focus-row": background.blend(accent, 0.15).hex6,
        "faint": background.blend(Color.parse(variables["foreground"]), 0.3).hex6,
        "border": background.blend(Color.parse(variables["foreground"]), 0.25).hex6,
    }
    grounds = [Color.parse({**variables, **found}[ground]) for ground in GROUNDS]
    for name in MADE_READABLE:
        found[name] = _standing_out(Color.parse(ours[name]), grounds, dark=dark).hex6
    return {
        **found,
        "block-cursor-background": found["accent"],
        "block-cursor-foreground": Color.parse(found["accent"]).get_contrast_text(1.0).hex6,
        "input-cursor-background": found["foreground"],
        "input-cursor-foreground": variables["background"],
    }


def _standing_out(colour: Color, grounds: Sequence[Color], *, dark: bool) -> Color:
    """A colour moved towards white, or black, until it can be read on all the grounds."""
    end = Color(255, 255, 255) if dark else Color(0, 0, 0)
    moved = colour
    for step in range(1, round(1 / STEP) + 1):
        if min(contrast(moved, ground) for ground in grounds) >= LEAST_CONTRAST:
            break
        moved = colour.blend(end, STEP * step)
    return moved


def _luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

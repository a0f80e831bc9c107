"""Colours: one accent, three that mean where time went, one each for near, to answer and alarm; none without words."""

from __future__ import annotations

from textual.theme import Theme

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
        "quiet": "#8a909c",
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
        "broke-in": "#a8521c",
        "near": "#766200",
        "asks": "#a3266f",
        "other-work": "#6a47a8",
        "alarm": "#b3202e",
        "quiet": "#626974",
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

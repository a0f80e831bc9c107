from __future__ import annotations

import pytest


@pytest.fixture
def no_bounce(monkeypatch: pytest.MonkeyPatch) -> None:
    """⏎ counts however fast it follows another; tests press faster than hands."""
    monkeypatch.setattr("lswtui.tui.screens.card_actions.BOUNCE", 0.0)

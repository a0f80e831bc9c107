from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from lswtui.store.engine.places import Places, find_places

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places({"LSW_HOME": str(tmp_path / "home")})


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

"""Where the files of one leader are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Places(NamedTuple):
    """The config file, the folder of the data and the folder of what only this machine needs."""

    config: Path
    data: Path
    state: Path


def find_places(environ: Mapping[str, str]) -> Places:
    """The places that ENVIRON names (``LSW_HOME``, ``LSW_CONFIG``), else those of the platform.

    ``LSW_HOME`` puts everything under that one folder. Nothing is created.
    """
    if home := environ.get("LSW_HOME"):
        root = Path(home).expanduser().absolute()
        places = Places(root / "config.toml", root / "data", root / "state")
    else:
        from platformdirs import PlatformDirs  # noqa: PLC0415 - only where no folder was named

        of = PlatformDirs("lswtui", appauthor=False)
        places = Places(of.user_config_path / "config.toml", of.user_data_path, of.user_state_path)
    if config := environ.get("LSW_CONFIG"):
        places = places._replace(config=Path(config).expanduser().absolute())
    return places

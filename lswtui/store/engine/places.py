"""Where the files of one leader are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Places(NamedTuple):
    """The config file, and the folders of the data, of what only this machine needs, and of the backups.

    The backups lie beside the data, so that who empties that folder leaves them. All are text, since a capture
    would wait longer for `pathlib` than for its own writing.
    """

    config_file: str
    data_folder: str
    state_folder: str
    backups_folder: str

    @property
    def config(self) -> Path:
        """The config file."""
        return _path(self.config_file)

    @property
    def data(self) -> Path:
        """The folder of the data."""
        return _path(self.data_folder)

    @property
    def state(self) -> Path:
        """The folder of what only this machine needs."""
        return _path(self.state_folder)


def find_places(environ: Mapping[str, str]) -> Places:
    """The places that ENVIRON names (``LSW_HOME``, ``LSW_CONFIG``), else those of the platform.

    ``LSW_HOME`` puts everything under that one folder. Nothing is created.
    """
    if home := environ.get("LSW_HOME"):
        root = _whole(home)
        places = Places(f"{root}/config.toml", f"{root}/data", f"{root}/state", f"{root}/backups")
    else:
        from platformdirs import PlatformDirs  # only where no folder was named

        of = PlatformDirs("lswtui", appauthor=False)
        data = of.user_data_dir
        places = Places(f"{of.user_config_dir}/config.toml", data, of.user_state_dir, f"{data}-backups")
    if config := environ.get("LSW_CONFIG"):
        places = places._replace(config_file=_whole(config))
    return places


def _whole(path: str) -> str:
    return os.path.abspath(os.path.expanduser(path))


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)

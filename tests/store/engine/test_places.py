from __future__ import annotations

from pathlib import Path

from lswtui.store.engine.places import Places, find_places


def test_one_folder_holds_everything_when_it_is_named() -> None:
    assert find_places({"LSW_HOME": "/h"}) == Places("/h/config.toml", "/h/data", "/h/state", "/h/backups")


def test_the_config_file_can_be_named_alone() -> None:
    assert find_places({"LSW_HOME": "/h", "LSW_CONFIG": "/c.toml"}).config == Path("/c.toml")
    assert find_places({"LSW_CONFIG": "/c.toml"}).config == Path("/c.toml")


def test_without_a_name_the_platform_decides() -> None:
    places = find_places({})
    assert all("lswtui" in place.parts for place in (places.config, places.data, places.state))
    assert all(place.is_absolute() for place in (places.config, places.data, places.state))


def test_backups_lie_beside_the_data_and_never_in_them() -> None:
    for environ in ({}, {"LSW_HOME": "/h"}):
        places = find_places(environ)
        assert Path(places.backups_folder).parent == places.data.parent
        assert not Path(places.backups_folder).is_relative_to(places.data)

from __future__ import annotations

import os
import tarfile
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lswtui.domain.errors import Damaged
from lswtui.store.engine.durable_files import Unreadable
from lswtui.store.recovery import archive
from lswtui.store.recovery.archive import ArchiveMember

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS = (
    ArchiveMember("journal/a1/2026-11.jsonl.gz", b"x" * 700, {"lines": 3}),
    ArchiveMember("boards/days/mïne.toml", b""),
)


def made(folder: Path, members: tuple[ArchiveMember, ...] = MEMBERS) -> Path:
    path = folder / "a.tar"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    archive.write(handle, {"reason": "day"}, members, 1_800_000_000)
    os.close(handle)
    return path


def foreign(folder: Path, *infos: tuple[tarfile.TarInfo, bytes]) -> Path:
    path = folder / "foreign.tar"
    with tarfile.open(path, "w") as tar:
        for info, data in infos:
            info.size = len(data)
            tar.addfile(info, BytesIO(data))
    return path


def info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found


def test_what_is_put_in_comes_out(tmp_path: Path) -> None:
    path = str(made(tmp_path))
    said, contents = archive.contents(path)
    assert contents == {member.name: member.data for member in MEMBERS}
    assert said["reason"] == "day"
    assert archive.manifest(path) == said
    assert said["members"][0]["lines"] == 3


def test_any_tar_program_opens_it(tmp_path: Path) -> None:
    with tarfile.open(made(tmp_path)) as tar:
        assert tar.getnames() == [archive.MANIFEST, *(member.name for member in MEMBERS)]
        first = tar.extractfile(MEMBERS[0].name)
        assert first is not None
        assert first.read() == MEMBERS[0].data
        assert {(each.mode, each.uid, each.isreg()) for each in tar} == {(0o600, 0, True)}


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_is_noticed_or_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    path = made(tmp_path)
    text = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(text)
    with suppress(Damaged):
        assert archive.contents(str(path))[1] == {member.name: member.data for member in MEMBERS}


@given(st.integers(0, 4000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_that_was_cut_off_is_damaged_wherever_it_ends(tmp_path: Path, end: int) -> None:
    path = made(tmp_path)
    text = path.read_bytes()
    path.write_bytes(text[: min(end, len(text) - 1)])
    with pytest.raises(Damaged):
        archive.manifest(str(path))


@given(st.binary(max_size=2000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_no_archive_and_nothing_worse(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "x").write_bytes(text)
    with pytest.raises(Damaged):
        archive.contents(str(tmp_path / "x"))


@pytest.mark.parametrize(
    "evil",
    [
        info("/etc/passwd"),
        info("../../outside"),
        info("journal/../../outside"),
        info("boards/days/x.toml", tarfile.SYMTYPE, "/etc/passwd"),
        info("boards/days/x.toml", tarfile.LNKTYPE, "../outside"),
        info("inbox", tarfile.FIFOTYPE),
        info("inbox", tarfile.CHRTYPE),
        info("boards", tarfile.DIRTYPE),
    ],
    ids=lambda found: f"{found.name} {found.type.decode()}",
)
def test_an_archive_that_somebody_else_made_is_refused(tmp_path: Path, evil: tarfile.TarInfo) -> None:
    with pytest.raises(Damaged):
        archive.contents(str(foreign(tmp_path, (evil, b""))))


def test_more_after_the_members_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path)
    with tarfile.open(path, "a") as tar:
        tar.addfile(info("boards/days/x.toml", tarfile.SYMTYPE, "/etc/passwd"))
    with pytest.raises(Damaged):
        archive.contents(str(path))


@pytest.mark.parametrize(
    "name", ["/x", "../x", "a/../x", "a//x", ".x", "a/.x", "", "a/", "x\n", "x\x1b[31m", "x" * 101]
)
def test_names_that_lead_elsewhere_or_cannot_be_shown_fit_into_no_archive(tmp_path: Path, name: str) -> None:
    assert not archive.fits(name)
    with pytest.raises(Damaged):
        archive.contents(str(made(tmp_path, (ArchiveMember(name, b"x"),))))


def test_a_link_in_the_place_of_an_archive_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(made(tmp_path))
    with pytest.raises(Unreadable):
        archive.manifest(str(tmp_path / "link"))

"""Any sequence of changes, faults and looks, against a plain dictionary."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lswtui.store.engine.places import find_places
from lswtui.store.store import Store

MONTHS = ("2026-10", "2026-11")
Model = dict[tuple[str, str], Any]

months = st.sampled_from(MONTHS)
ids = st.sampled_from(["gemba@2026-11-19", "7", "ünï"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=3,
)


class Two(RuleBasedStateMachine):
    """One store that always knows, one that looks now and then; each may be another device."""

    @initialize(lag=st.sampled_from([0, 2, 50]), devices=st.booleans())
    def begin(self, lag: int, devices: bool) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.lag = lag
        self.places = [
            find_places({"LSW_HOME": str(self.root)})._replace(
                state_folder=f"{self.root}/{'other' if devices and which else 'state'}"
            )
            for which in range(2)
        ]
        self.stores = [Store(places, program="test", lag=lag) for places in self.places]
        self.at = datetime(2026, 10, 30, 12, tzinfo=UTC)
        self.model: Model = {}
        self.seen: Model = {}
        self.kept = 0
        self.look()

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def shown(self, store: Store) -> Model:
        return {(month, card["id"]): card["value"] for month in MONTHS for card in store.documents(month, "cards")}

    def committed(self, which: int, after: Model) -> None:
        self.model = after
        if which:
            self.seen = dict(after)

    @rule(which=st.integers(0, 1), changes=st.dictionaries(st.tuples(months, ids), values, min_size=1, max_size=3))
    def put(self, which: int, changes: Model) -> None:
        with self.stores[which].change("put", at=self.at) as change:
            for (month, id_), value in changes.items():
                change.put(month, "cards", {"id": id_, "value": value})
        self.committed(which, self.model | changes)

    @rule(which=st.integers(0, 1), month=months, id_=ids)
    def remove(self, which: int, month: str, id_: str) -> None:
        with self.stores[which].change("removed", at=self.at) as change:
            change.remove(month, "cards", id_)
        self.committed(which, {key: value for key, value in self.model.items() if key != (month, id_)})

    @rule(which=st.integers(0, 1), value=values)
    def update_by_tinydb(self, which: int, value: Any) -> None:
        with self.stores[which].change("all", at=self.at) as change:
            change.table("2026-11", "cards").update({"value": value})
        self.committed(which, {key: value if key[0] == "2026-11" else old for key, old in self.model.items()})

    @rule(which=st.integers(0, 1), month=months, id_=ids, value=values)
    def fail(self, which: int, month: str, id_: str, value: Any) -> None:
        with suppress(ZeroDivisionError), self.stores[which].change("failed", at=self.at) as change:
            change.put(month, "cards", {"id": id_, "value": value})
            change.table(month, "cards").truncate()
            raise ZeroDivisionError
        self.committed(which, self.model)

    @rule(hours=st.integers(-48, 48))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def look(self) -> None:
        changed = self.stores[1].refresh()
        for key in self.model.keys() | self.seen.keys():
            if self.model.get(key) != self.seen.get(key):
                assert key[0] in changed
        self.seen = dict(self.model)

    @rule(which=st.integers(0, 1))
    def begin_again(self, which: int) -> None:
        self.stores[which] = Store(self.places[which], program="test", lag=self.lag)
        if which:
            self.look_first()

    def look_first(self) -> None:
        assert self.shown(self.stores[1]) == self.model
        self.seen = dict(self.model)

    @rule()
    def bring_up_to_date(self) -> None:
        self.stores[0].bring_up_to_date(self.at)

    @rule(name=st.sampled_from(["2026-10.json", "2026-11.json", "head.json"]), how=st.integers(0, 2))
    def spoil(self, name: str, how: int) -> None:
        path = self.root / "data" / "db" / name
        if path.exists():
            match how:
                case 0:
                    path.unlink()
                case 1:
                    path.write_bytes(path.read_bytes()[:-30])
                case _:
                    path.write_bytes(path.read_bytes().replace(b'"rev":1', b'"rev":9', 1))

    @rule()
    def keep_databases(self) -> None:
        if (self.root / "data" / "db").exists():
            self.kept += 1
            shutil.copytree(self.root / "data" / "db", self.root / f"kept-{self.kept}")

    @rule(data=st.data(), both=st.booleans())
    def restore_databases(self, data: st.DataObject, both: bool) -> None:
        if self.kept:
            kept = self.root / f"kept-{data.draw(st.integers(1, self.kept))}"
            for path in kept.iterdir():
                if both or data.draw(st.booleans()):
                    (self.root / "data" / "db").mkdir(exist_ok=True)
                    shutil.copy(path, self.root / "data" / "db")

    @rule(torn=st.sampled_from([b"{", b'{"schema":1,"seq":1', b"\0\0"]))
    def tear(self, torn: bytes) -> None:
        for path in self.root.glob("data/journal/*/*.jsonl"):
            with path.open("ab") as file:
                file.write(torn)

    @invariant()
    def both_show_what_they_should(self) -> None:
        if hasattr(self, "root"):
            self.stores[0].refresh()
            assert self.shown(self.stores[0]) == self.model
            assert self.shown(self.stores[1]) == self.seen
            assert self.shown(Store(self.places[0], program="test")) == self.model


TestTwo = Two.TestCase
TestTwo.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

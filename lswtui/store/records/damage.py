"""What became of a damaged journal or database, as it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class LostTransactions(NamedTuple):
    """Transactions that no copy holds any more, and the moments of those around them (empty where there is none)."""

    first: int
    last: int
    after: str
    before: str
    held: bool = False
    """Whether the databases hold what they said."""


class Damage(NamedTuple):
    """A damaged journal or database, and what became of it."""

    id: str
    file: str
    """Its name in the data folder."""
    kept: tuple[str, ...] = ()
    """The names in ``damaged/`` under which its files are kept as they were."""
    copied: int = 0
    """Transactions that came from a backup."""
    lost: tuple[LostTransactions, ...] = ()
    records: int = 0
    """Records that the databases knew better than the journal, and that were put back from there."""
    readable: int = 0
    """Records that can still be read in the kept files and are newer than what is here, but that nothing proves."""
    answered: str = ""
    """What its leader said to it."""

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Damage:
        """The damage that a document of the table ``damage`` records."""
        fields = {name: document[name] for name in cls._fields if name in document}
        lost = tuple(LostTransactions(*each) for each in document["lost"])
        return cls(**{**fields, "kept": tuple(document["kept"]), "lost": lost})

    def document(self) -> dict[str, Any]:
        """The document that records it."""
        return {**self._asdict(), "kept": list(self.kept), "lost": [list(lost) for lost in self.lost]}

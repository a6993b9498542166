"""What an importer reads: one entry an entity, as its source says it, and what it left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

TABLE_OF = {
    "club": "teams", "national_team": "teams", "federation": "teams", "person": "people", "competition": "competitions",
    "outlet": "outlets",
}  # fmt: skip
"""Kind of an entity to the table where it belongs."""
USUAL = 3  # the prominence of who is imported without a word about it


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone or something that a file names. `where` is file and line; everything else is text of the source.

    `id` is an id that the source gives by itself (of a table), `wikidata` an item (`Q42`). `countries` may be FIFA or
    ISO codes, names in any of the six languages, or Wikidata items; `teams` ids, items or names.
    """

    kind: str
    name: str
    where: str
    aliases: tuple[str, ...] = ()
    id: str = ""
    wikidata: str = ""
    countries: tuple[str, ...] = ()
    type: str = ""
    birth: str = ""
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    league: str = ""
    level: str = ""
    city: str = ""
    languages: tuple[str, ...] = ()
    prominence: int = USUAL


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry or line that was refused: where, why in one word, and in a sentence."""

    where: str
    reason: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Report:
    """What an import did. `dropped` counts parts and entries left out by reason; of the refusals the first are kept."""

    files: int = 0
    new: int = 0
    extended: int = 0
    unchanged: int = 0
    names: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    first: list[Refusal] = field(default_factory=list)
    most: int = 20

    @property
    def taken(self) -> int:
        """How many entries were usable."""
        return self.new + self.extended + self.unchanged

    def refuse(self, refusal: Refusal) -> None:
        """Count a refusal."""
        self.refused[refusal.reason] += 1
        if len(self.first) < self.most:
            self.first.append(refusal)

"""`python -m loaders.reference.build SOURCE_FOLDER [TARGET_FOLDER]`: make the bundled tables from a source folder.

The folder holds `own/` (our own lists) and, if wanted, `open/` (lists made from CC0 data, see NOTICE). Hand-written
corrections come from `hand/` beside this file. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from graph.errors import TouchlineError
from graph.ids import fold, slug
from loaders.reference.build_people import people
from loaders.reference.build_teams import teams
from loaders.reference.source import Record, aliases_of, hand, records
from loaders.reference.tables import DATA, LANGUAGES, items, write

Report = Callable[[str], None]


def build(source: Path, target: Path = DATA, report: Report = print) -> dict[str, int]:
    """Write every table into `target`; returns rows by table. `report` is told what could not be resolved."""
    target.mkdir(parents=True, exist_ok=True)
    own, opened = source / "own", source / "open"
    countries = records(own / "countries.tsv")
    team_rows = teams(records(own / "teams.tsv"), records(opened / "teams.tsv"))
    people_rows, unknown = people(records(own / "people.tsv"), records(opened / "people.tsv"), team_rows)
    for name in unknown:
        report(f"no team is called {name!r}: left out of its people's teams")
    tables = {
        "countries": [_country(record) for record in countries],
        "teams": team_rows,
        "people": people_rows,
        "competitions": _competitions(records(own / "competitions.tsv"), records(opened / "competitions.tsv")),
        "outlets": _outlets(records(own / "outlets.tsv"), {row["iso2"]: row["fifa"] for row in countries}),
        "firstnames": _counts(records(opened / "firstnames.tsv"), gender=True),
        "surnames": _counts(records(opened / "surnames.tsv"), gender=False),
        "particles": [[row["name"]] for row in hand("particles")],
        "articles": [[row["name"], row["language"]] for row in hand("articles")],
        "risky": _risky(own / "risky_aliases.txt"),
    }
    return {name: write(name, target, rows) for name, rows in tables.items()}


def _country(record: Record) -> list[str]:
    """A row of the countries table; names of federations and selections are in the teams table."""
    return [
        record["fifa"], record["iso2"], record["confederation"], *(record[f"name_{code}"] for code in LANGUAGES),
        record["name_aliases"], *(record[f"dem_{code}"] for code in LANGUAGES), record["adj_de"],
        record["fed_desc"], record["nt_desc"],
    ]  # fmt: skip


def _competitions(own: list[Record], opened: list[Record]) -> list[list[str]]:
    """Our own competitions under their usual names, with aliases of the open list, and what it alone has."""
    names = {row["id"]: row["name"] for row in hand("names")}
    more = {record["id"]: items(record["aliases"]) for record in opened}
    rows: dict[str, list[str]] = {}
    for record in (*own, *opened):
        if record["id"] not in rows:
            name = names.get(record["id"], record["name"])
            aliases = [record["name"], *aliases_of(record, *more.get(record["id"], ()))]
            kept = [alias for alias in dict.fromkeys(aliases) if alias != name]
            level = record["level"] or ("1" if record["type"] == "cup" and record["id"].endswith(".cup") else "")
            prominence = "5" if record in own else "3"
            row = [record["id"], name, record["country"], record["type"], level, prominence, "|".join(kept)]
            rows[record["id"]] = row
    return [rows[key] for key in sorted(rows)]


def _outlets(own: list[Record], fifa: dict[str, str]) -> list[list[str]]:
    """Rows of the outlets table; countries become FIFA codes (Great Britain stays one)."""
    rows: dict[str, list[str]] = {}
    for record in own:
        country, languages = fifa.get(record["country"], ""), record["lang"].replace("multi", "|".join(LANGUAGES))
        row = [f"o:{slug(record['name'])}", record["name"], country, languages, record["type"], "5"]
        rows.setdefault(row[0], [*row, "|".join(aliases_of(record))])
    return [rows[key] for key in sorted(rows)]


def _counts(opened: list[Record], *, gender: bool) -> list[list[str]]:
    """Folded name → how many players bear it plus in how many countries it is among the popular ones."""
    counts: dict[str, int] = {}
    genders: dict[str, str] = {}
    for record in opened:
        popular = len(items(record["popular_in"]))
        for name in {fold(name) for name in (record["name"], *items(record["variants"]))} - {""}:
            counts[name] = counts.get(name, 0) + int(record["football_count"] or 0) + popular
            genders.setdefault(name, record.get("gender", ""))
    return [[name, str(counts[name]), *([genders[name]] if gender else [])] for name in sorted(counts)]


def _risky(path: Path) -> list[list[str]]:
    """Risky aliases of the source (`alias;languages;why`) and of our own table, languages joined, sorted."""
    rows: dict[str, tuple[dict[str, None], str]] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [line.split(";", 2) for line in lines if line and not line.startswith("#")]
    for alias, languages, why in [*found, *([row["alias"], row["languages"], row["why"]] for row in hand("risky"))]:
        spread = LANGUAGES if languages == "all" else tuple(code for code in items(languages) if code in LANGUAGES)
        have, reason = rows.setdefault(fold(alias), (dict.fromkeys(spread), why))
        rows[fold(alias)] = (have | dict.fromkeys(spread), reason or why)
    ordered = [(alias, *rows[alias]) for alias in sorted(rows)]
    return [[alias, "|".join(code for code in LANGUAGES if code in spread), why] for alias, spread, why in ordered]


def main(arguments: list[str]) -> int:
    """The command; returns the exit code."""
    if len(arguments) not in {1, 2}:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        counts = build(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else DATA)
    except TouchlineError as error:
        print(error, file=sys.stderr)
        return 1
    print(", ".join(f"{name} {count}" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

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
from loaders.reference.build_people import Employers, people
from loaders.reference.build_risky import risky, totals
from loaders.reference.build_teams import ambiguous, places, teams
from loaders.reference.corrections import corrected, names, prominence
from loaders.reference.source import Record, hand, records
from loaders.reference.tables import DATA, LANGUAGES, items, write

Report = Callable[[str], None]
OPEN_COMPETITION = "3"


def build(source: Path, target: Path = DATA, report: Report = print) -> dict[str, int]:
    """Write every table into `target`; returns rows by table. `report` is told what could not be resolved."""
    target.mkdir(parents=True, exist_ok=True)
    own, opened = source / "own", source / "open"
    nations = records(own / "countries.tsv")
    ours = records(own / "competitions.tsv")
    grounds = {"FIFA", *(nation[key] for nation in nations for key in ("fifa", "confederation"))}
    ours += [row for row in hand("competitions") if row["country"] in grounds]
    demonyms = {nation["fifa"]: items(nation["dem_en"])[:1] for nation in nations}
    competitions = _competitions(ours, records(opened / "competitions.tsv"), demonyms)
    leagues = {row[0] for row in competitions}
    team_rows = teams(records(own / "teams.tsv"), records(opened / "teams.tsv"), leagues)
    outlets = _outlets(
        [*records(own / "outlets.tsv"), *hand("outlets")], {row["iso2"]: row["fifa"] for row in nations if row["iso2"]}
    )
    employers = Employers(team_rows, outlets)
    codes = frozenset(record["fifa"] for record in nations)
    people_rows = people(records(own / "people.tsv"), records(opened / "people.tsv"), employers, codes)
    report(f"{len(employers.unknown)} team names of people are no team's: {', '.join(sorted(employers.unknown))}")
    countries = [_country(record) for record in nations]
    firstnames = _counts([*records(opened / "firstnames.tsv"), *hand("firstnames")], gender=True)
    surnames = _counts(records(opened / "surnames.tsv"), gender=False)
    tables = {
        "countries": countries,
        "teams": team_rows,
        "ambiguous": ambiguous(team_rows),
        "places": [[place] for place in places(team_rows)],
        "people": people_rows,
        "competitions": competitions,
        "outlets": outlets,
        "firstnames": firstnames,
        "surnames": surnames,
        "particles": [[row["name"]] for row in hand("particles")],
        "articles": [[row["name"], row["language"]] for row in hand("articles")],
        "risky": risky(own / "risky_aliases.txt", team_rows, people_rows, countries, totals(firstnames, surnames)),
    }
    return {name: write(name, target, rows) for name, rows in tables.items()}


def _country(record: Record) -> list[str]:
    """A row of the countries table; names of federations and selections are in the teams table."""
    return [
        record["fifa"], record["iso2"], record["confederation"], *(record[f"name_{code}"] for code in LANGUAGES),
        record["name_aliases"], *(record[f"dem_{code}"] for code in LANGUAGES), record["adj_de"],
        record["fed_desc"], record["nt_desc"],
    ]  # fmt: skip


def _competitions(own: list[Record], opened: list[Record], demonyms: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Our own competitions with the open list's aliases, then its own; its one-word aliases ("Cup") say too little.

    Where its name is one word or a name of ours ("FA Cup"), the country's demonym is put before it. The main cup of a
    country gets level 1 as its first league has.
    """
    rows: dict[str, list[str]] = {}
    ours = {record["id"] for record in own}
    taken = {fold(name) for record in own for name in (record["name"], *items(record["aliases"]))}
    more = {record["id"]: [name for name in items(record["aliases"]) if " " in fold(name)] for record in opened}
    for record in (*own, *(record for record in opened if _telling(record, taken))):
        entity = record["id"]
        name = names().get(entity, record["name"])
        if entity in ours:
            aliases = [record["name"], *items(record["aliases"]), *more.get(entity, ())]
        else:
            aliases = [alias for alias in more[entity] if fold(alias) not in taken]
            if " " not in fold(name) or fold(name) in taken:
                name = " ".join((*demonyms.get(record["country"], ()), name))
        level = record["level"] or ("1" if record["type"] == "cup" and entity.endswith(".cup") else "")
        rank = str(prominence(entity, None if entity in ours else OPEN_COMPETITION))
        row = [entity, name, record["country"], record["type"], level, rank]
        rows.setdefault(entity, [*row, "|".join(corrected(entity, name, aliases))])
    return [rows[key] for key in sorted(rows)]


def _telling(record: Record, taken: set[str]) -> bool:
    """Whether an open competition is worth its names: no tier of one district, and with a type or a name of its own."""
    name = record["name"]
    own_name = " " in fold(name) and name[0].isupper() and fold(name) not in taken
    return "(" not in name and (bool(record["type"]) or own_name)


def _outlets(own: list[Record], fifa: dict[str, str]) -> list[list[str]]:
    """Rows of the outlets table; countries become FIFA codes (Great Britain stays one)."""
    rows: dict[str, list[str]] = {}
    for record in own:
        entity = f"o:{slug(record['name'])}"
        name = names().get(entity, record["name"])
        languages = record["lang"].replace("multi", "|".join(LANGUAGES))
        row = [entity, name, fifa.get(record["country"], ""), languages, record["type"], str(prominence(entity, None))]
        if record["type"] != "body":
            rows.setdefault(
                entity, [*row, "|".join(corrected(entity, name, [record["name"], *items(record["aliases"])]))]
            )
    return [rows[key] for key in sorted(rows)]


def _counts(opened: list[Record], *, gender: bool) -> list[list[str]]:
    """Folded name → how many players bear it plus in how many countries it is among the popular ones; at least one.

    Most players of the open list are men; our own list has the names that it lacks.
    """
    counts: dict[str, int] = {}
    genders: dict[str, str] = {}
    for record in opened:
        popular = len(items(record.get("popular_in", "")))
        for name in {fold(name) for name in (record["name"], *items(record.get("variants", "")))} - {""}:
            counts[name] = counts.get(name, 0) + int(record.get("football_count") or 0) + popular
            genders.setdefault(name, record.get("gender", "").replace("/", "|"))
    return [[name, str(max(counts[name], 1)), *([genders[name]] if gender else [])] for name in sorted(counts)]


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

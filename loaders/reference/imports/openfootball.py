"""The text files of openfootball: clubs with their other names, players with position and birth, below a country.

    = Wales                                    = Wales

    Talheim Town FC, 1901, @ Mill Lane, Talheim    Ida Falk | I. Falk,  M, 1.70 m,  b. 3 May 1998 @ Talheim
      | Talheim Town | The Millers

What follows `#` is a remark; indented lines without `|` are addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from loaders.reference.imports.entry import Entry, Refusal, Report
from loaders.reference.imports.text import country, lines_of
from loaders.reference.tables import LANGUAGES

_HEADING = re.compile(r"(=+)\s*([^=]*?)\s*=*")
_PERIOD = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4})?\)")
_TAG = re.compile(r"\s*\[(\w+)\]")
_SIDE = re.compile(r"[a-z]{1,3}\)")
_YEAR = re.compile(r"\d{4}\b\s*")
_BIRTH = re.compile(r"b\.\s*(?:(\d{1,2})\s+)?(?:([A-Z][a-z]{2})[a-z]*\.?\s+)?(\d{4})\s*(?:@.*)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POSITION = re.compile(r"[GDMF](\|[GDMF])*|-")


def clubs(path: Path, report: Report, _: str = "") -> Iterator[Entry]:
    """The clubs of a file, each with the lines of names below it."""
    open_entry: Entry | None = None
    aside = False
    for where, here, line in _lines(path, report):
        if line.startswith("|"):
            if open_entry and not aside:
                open_entry = _with_aliases(open_entry, line, report)
            continue
        aside = bool(_SIDE.match(line))
        report.dropped["reserve side"] += aside
        if not aside:
            if open_entry:
                yield open_entry
            open_entry = _club(where, here, line)
    if open_entry:
        yield open_entry


def players(path: Path, report: Report, _: str = "") -> Iterator[Entry]:
    """The players of a file, one a line."""
    for where, here, line in _lines(path, report):
        name, *facts = (part.strip() for part in line.split(","))
        first, *aliases = (part.strip() for part in name.split("|"))
        birth = next((fact for fact in facts if fact.startswith("b.")), "")
        if not facts or not (birth or any(_POSITION.fullmatch(fact) for fact in facts)):
            report.refuse(Refusal(where, "no_player", f"{line[:60]!r} is no line of a player."))
            continue
        yield Entry(
            "person", first, where, tuple(aliases), countries=(here,) if here else (), birth=_birth(birth, report),
            roles=("player",),
        )  # fmt: skip


def _lines(path: Path, report: Report) -> Iterator[tuple[str, str, str]]:
    """Place, country and text of each line that says something; lines of names begin with `|`."""
    here = country(path.name.split(".")[0])
    for number, raw in lines_of(path):
        line = raw.split("#", 1)[0].rstrip()
        heading = _HEADING.fullmatch(line.strip())
        if heading:
            if len(heading[1]) == 1 and heading[2]:
                here = _country(heading[2], report)
        elif line.strip() and (not line[0].isspace() or line.lstrip().startswith("|")):
            yield f"{path}:{number}", here, line.strip()


def _country(heading: str, report: Report) -> str:
    """The country of a heading, which may have several names or a code in brackets."""
    parts = [part.strip() for part in re.split(r"[•()/]", heading)]
    found = next((code for code in map(country, [heading, *parts]) if code), "")
    report.dropped["unknown country"] += not found
    return found


def _club(where: str, here: str, line: str) -> Entry:
    name, *facts = (part.strip() for part in line.split(","))
    places = [_YEAR.sub("", fact, count=1) for fact in facts if not fact.startswith("@")]
    city = next((place for place in places if place), "")
    return Entry(
        "club", _bare(name), where, countries=(here,) if here else (), city=re.split(r"[›(]", city)[0].strip(),
    )  # fmt: skip


def _with_aliases(entry: Entry, line: str, report: Report) -> Entry:
    """An entry with the names of one more line; a name may carry the language in which it is used."""
    names = []
    for part in line.split("|"):
        tag = _TAG.search(part)
        name = _bare(part.strip().rstrip(",").strip())
        if name and tag and tag[1] not in LANGUAGES:
            report.dropped["other language"] += 1
        elif name:
            names.append(name)
    return Entry(
        entry.kind, entry.name, entry.where, (*entry.aliases, *names), countries=entry.countries, city=entry.city
    )


def _bare(name: str) -> str:
    """A name without the years that it was used and its language."""
    return _TAG.sub("", _PERIOD.sub("", name)).strip()


def _birth(text: str, report: Report) -> str:
    """`b. 3 May 1998 @ Talheim` as 1998-05-03; a year alone stays one."""
    found = _BIRTH.fullmatch(text)
    if not found or (found[2] and found[2] not in _MONTHS):
        report.dropped["unreadable birth"] += bool(text)
        return ""
    day, month, year = found.groups()
    parts = [year, f"{_MONTHS.index(month) + 1:02}" if month else "", f"{int(day):02}" if day and month else ""]
    return "-".join(part for part in parts if part)

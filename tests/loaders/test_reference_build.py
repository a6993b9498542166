"""Making the tables from a source folder: the same bytes again, names and twins resolved, corrections applied."""

from pathlib import Path

import pytest

from loaders.reference import load
from loaders.reference.build import build, main
from loaders.reference.check import check
from loaders.reference.tables import COLUMNS, LANGUAGES, path_of

LANGUAGE_COLUMNS = [f"name_{language}" for language in LANGUAGES]
COUNTRY = [
    "fifa", "iso2", "confederation", *LANGUAGE_COLUMNS, "name_aliases", "dem_de", "adj_de", "dem_en", "dem_es",
    "dem_it",
    "dem_fr", "dem_pt", "fed_abbr", "fed_name", "fed_aliases", "nt_aliases", "fed_desc", "nt_desc",
]  # fmt: skip
TEAM = [
    "id", "name", "kind", "country", "league", "level", "season", "city", "founded", "prom", "aliases", "wikidata",
    "source",
]  # fmt: skip
PERSON = [
    "id", "name", "birth_date", "dob_src", "nationality", "roles", "pos", "national_team", "teams", "last_seen",
    "aliases", "prom", "source",
]  # fmt: skip
SOURCE = {
    "own/countries.tsv": [
        COUNTRY,
        ["ENG", "GB", "UEFA", *["England"] * 6, "", "Engländer", "englisch", *["x"] * 5, "FA", "FA", "", "", "FA", ""],
    ],
    "own/teams.tsv": [
        ["id", "name", "kind", "country", "aliases"],
        ["c:eng:lake-town-fc", "Lake Town FC", "club", "ENG", "Lake Town|Lakers"],
        ["nt:ENG", "England", "national_team", "ENG", "Three Lions"],
        ["body:UEFA", "UEFA", "body", "", ""],
    ],
    "own/people.tsv": [
        ["id", "name", "birth_date", "nationality", "roles", "teams", "aliases"],
        ["p:jo-poe-1970", "Jo Poe", "1970-01-02", "ENG", "coach|sporting-director", "Lakers|England|Nowhere", "Poe"],
        ["p:may-doe", "May Doe", "", "ENG", "journalist", "The Lake Post", ""],
    ],
    "own/competitions.tsv": [
        ["id", "name", "country", "type", "level", "aliases"],
        ["en.1", "Premier League", "ENG", "league", "1", "EPL"],
        ["en.cup", "FA Cup", "ENG", "cup", "", ""],
    ],
    "own/outlets.tsv": [
        ["name", "country", "lang", "type", "aliases"],
        ["The Lake Post", "GB", "multi", "newspaper", "Lake Post"],
    ],
    "open/teams.tsv": [
        TEAM,
        ["Q:1", "Lake Town F.C.", "club", "ENG", "en.1", "1", "", "Lakeham", "1900", "2", "Lake|LT Town", "Q1", ""],
        ["Q:2", "Hill Rovers FC", "club", "ENG", "en.9", "2", "2024", "Hill", "1900", "3", "Hill|HR", "Q2", "x"],
        ["Q:3", "Far Town F.C.", "club", "ENG", "", "", "", "Far", "", "5", "Far|Far Town United", "Q3", "x"],
        ["Q:4", "Hill Ladies", "club_women", "ENG", "", "", "", "", "", "4", "", "Q4", "x"],
    ],
    "open/people.tsv": [
        PERSON,
        ["p:jo-poe-x", "Jo Poe", "1970-01-09", "", "ENG", "player", "M", "ENG", "Hill Rovers", "1999", "", "2", "x"],
        ["p:jo-poe-2001", "Jo Poe", "2001-01-09", "", "ENG", "player", "M", "", "", "2024", "", "3", "x"],
        ["p:de", "De", "1999-01-01", "", "ENG", "player", "M", "", "", "2024", "", "3", "x"],
        ["p:old", "Ann Old", "1950-01-01", "", "ENG|YUG", "player", "M", "", "", "1974", "", "5", "x"],
    ],
    "open/firstnames.tsv": [
        ["name", "variants", "football_count", "countries", "popular_in", "gender"],
        ["Zoë", "Zoe", "3", "GB:3", "GB|US", "F"],
    ],
    "open/surnames.tsv": [
        ["name", "variants", "football_count", "countries", "popular_in"],
        ["Hill", "", "9", "GB:9", "GB"],
    ],
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    for name, rows in SOURCE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    (folder / "own" / "risky_aliases.txt").write_text("# a comment\nLakers;en|xx;basketball\n", encoding="utf-8")
    return folder


def build_into(source: Path, target: Path) -> Path:
    build(source, target, report=[].append)
    return target


def test_the_same_source_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    one, two = build_into(source, tmp_path / "one"), build_into(source, tmp_path / "two")
    for table in COLUMNS:
        assert path_of(table, one).read_bytes() == path_of(table, two).read_bytes()


def test_what_is_built_passes_the_check(source: Path, tmp_path: Path) -> None:
    assert check(build_into(source, tmp_path / "data")) == []


def test_a_club_is_one_with_its_twin_and_has_its_usual_name(source: Path, tmp_path: Path) -> None:
    ref = load(build_into(source, tmp_path / "data"))
    (reading,) = ref.aliases["lake town fc"]
    club = ref.entities[reading.entity]
    assert (club.id, club.name, club.wikidata, club.city) == ("c:eng:lake-town-fc", "Lake Town", "Q1", "Lakeham")
    assert (club.league, club.level, club.prominence) == ("en.1", 1, 5)
    assert "LT Town" in club.aliases
    assert "lake" not in ref.aliases
    assert "Q:1" not in ref.entities


def test_open_clubs_lose_the_names_that_say_too_little(source: Path, tmp_path: Path) -> None:
    ref = load(build_into(source, tmp_path / "data"))
    assert ref.entities["Q:2"].aliases == ("Hill Rovers FC", "Hill")
    assert ref.entities["Q:2"].league is None
    assert ref.entities["Q:3"].aliases == ("Far Town F.C.", "Far Town United")
    assert ref.entities["Q:4"].type == "women"
    assert ref.aliases["hill"][0].place
    assert ref.risky["hill"] == LANGUAGES
    assert ref.risky["lakers"] == ("en",)


def test_people_are_merged_by_name_year_and_nationality(source: Path, tmp_path: Path) -> None:
    ref = load(build_into(source, tmp_path / "data"))
    poe = ref.entities["p:jo-poe-1970"]
    assert poe.roles == ("coach", "sporting_director", "player")
    assert poe.teams == ("c:eng:lake-town-fc", "nt:ENG", "Q:2")
    assert [reading.entity for reading in ref.aliases["jo poe"]] == ["p:jo-poe-1970", "p:jo-poe-2001"]
    assert ref.entities["p:may-doe"].teams == ("o:the-lake-post",)
    assert ref.entities["p:may-doe"].roles == ("reporter",)
    assert "p:de" not in ref.entities
    assert ref.entities["p:old"].nationalities == ("ENG",)


def test_federations_get_their_names_and_missing_ones_are_added(source: Path, tmp_path: Path) -> None:
    ref = load(build_into(source, tmp_path / "data"))
    assert ref.entities["fed:ENG"].name == "The Football Association"
    assert ref.countries["ENG"].federation == "fed:ENG"
    assert (ref.entities["body:UEFA"].kind, ref.entities["body:UEFA"].type) == ("federation", "body")


def test_names_are_counted_under_their_folded_form(source: Path, tmp_path: Path) -> None:
    ref = load(build_into(source, tmp_path / "data"))
    assert ref.firstnames["zoe"] == 5
    assert "zoë" not in ref.firstnames
    assert dict(ref.surnames) == {"hill": 10}


def test_what_cannot_be_resolved_is_reported(source: Path, tmp_path: Path) -> None:
    said: list[str] = []
    build(source, tmp_path / "data", report=said.append)
    assert "Nowhere" in said[0]


def test_our_own_lists_alone_are_enough(source: Path, tmp_path: Path) -> None:
    for path in (source / "open").iterdir():
        path.unlink()
    target = build_into(source, tmp_path / "data")
    assert check(target) == []
    assert load(target).entities["c:eng:lake-town-fc"].wikidata is None


def test_the_command_names_file_and_line_of_a_broken_source(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = source / "own" / "teams.tsv"
    path.write_text(path.read_text(encoding="utf-8") + "c:x\tX\n", encoding="utf-8")
    assert main([str(source), str(tmp_path / "data")]) == 1
    assert "teams.tsv:5: 2 fields instead of 5" in capsys.readouterr().err
    assert main([]) == 2

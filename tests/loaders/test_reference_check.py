"""The check of the reference tables: sound on what is bundled, and every kind of fault named by file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.reference.check import check, main
from loaders.reference.tables import COLUMNS, DATA, path_of

# A small sound world: table to its rows, fields as in COLUMNS.
SOUND = {
    "countries": [["BRA", "BR", "CONMEBOL", *["Brazil"] * 6, "", *["x|y"] * 6, "brasilianisch", "a federation", ""]],
    "teams": [
        ["c:one", "One Town", "club", "BRA", "", "br.1", "1", "One", "Q1", "5", "Ones|The Reds"],
        ["c:two", "Two Town", "club", "BRA", "women", "", "", "", "", "2", "The Reds"],
        ["nt:BRA", "Brazil", "national_team", "BRA", "", "", "", "", "", "5", "Brasil"],
    ],
    "people": [["p:ann", "Ann Lee", "1990-02-28", "BRA", "coach|player", "c:one|o:paper", "4", "Lee"]],
    "competitions": [["br.1", "First League", "BRA", "league", "1", "5", ""]],
    "outlets": [["o:paper", "The Paper", "BRA", "pt|en", "newspaper", "5", ""]],
    "firstnames": [["ann", "3", "F"]],
    "surnames": [["lee", "7"]],
    "particles": [["van"]],
    "articles": [["the", "en"]],
    "places": [["one"]],
    "ambiguous": [["the reds", "c:one|c:two"]],
    "risky": [["ones", "en", "a number"]],
}


def write(folder: Path, tables: dict[str, list[list[str]]]) -> Path:
    for table, rows in tables.items():
        lines = ["\t".join(COLUMNS[table]), *("\t".join(row) for row in rows)]
        path_of(table, folder).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_bundled_tables_are_sound() -> None:
    assert check() == []
    assert main([]) == 0


def test_the_small_world_is_sound(tmp_path: Path) -> None:
    assert check(write(tmp_path, SOUND)) == []


# Table, row (from 0), column, new field, line that the fault must name, part of what it must say
BROKEN = [
    ("teams", 0, "id", "", 2, "not an id"),
    ("teams", 1, "id", "c:one", 3, "stands already in line 2"),
    ("teams", 0, "name", "--", 2, "without a letter"),
    ("teams", 0, "kind", "choir", 2, "none of club"),
    ("teams", 0, "country", "XYZ", 2, "no code of countries"),
    ("teams", 0, "type", "choir", 2, "none of"),
    ("teams", 0, "league", "no.1", 2, "no id of competitions"),
    ("teams", 0, "level", "first", 2, "not a level"),
    ("teams", 0, "wikidata", "1", 2, "not a Wikidata id"),
    ("teams", 0, "prominence", "9", 2, "not 1 to 5"),
    ("teams", 0, "aliases", "Ones||The Reds", 2, "empty item"),
    ("teams", 0, "aliases", "Ones|The Reds|!!", 2, "no letter or digit"),
    ("teams", 0, "aliases", "Ones|The Reds|Ones", 2, "stands twice"),
    ("teams", 0, "aliases", "One Town|The Reds", 2, "the name itself"),
    ("teams", 0, "aliases", "Ones|The Reds|Brasil", 4, "does not list so"),
    ("teams", 0, "city", "One\u200bTown", 2, "U+200B"),
    ("teams", 0, "city", "One ", 2, "spaces"),
    ("teams", 0, "city", "One|Two", 2, "a list where one value belongs"),
    ("people", 0, "id", "c:one", 2, "also an id of teams"),
    ("people", 0, "birth", "1990-02-30", 2, "no such date"),
    ("people", 0, "birth", "28.2.1990", 2, "not a date"),
    ("people", 0, "nationalities", "BRA|YUG", 2, "'YUG' is no code"),
    ("people", 0, "roles", "coach|wizard", 2, "'wizard' is none of"),
    ("people", 0, "teams", "c:three", 2, "no id of teams or outlets"),
    ("competitions", 0, "country", "MARS", 2, "no country and no confederation"),
    ("competitions", 0, "type", "race", 2, "none of"),
    ("outlets", 0, "languages", "Portuguese", 2, "ISO 639-1"),
    ("outlets", 0, "type", "pigeon", 2, "none of"),
    ("countries", 0, "code", "Bra", 2, "not a FIFA code"),
    ("countries", 0, "name_de", "", 2, "empty"),
    ("firstnames", 0, "name", "Ann", 2, "not folded"),
    ("firstnames", 0, "count", "-3", 2, "not a count"),
    ("firstnames", 0, "gender", "X", 2, "none of"),
    ("ambiguous", 0, "entities", "c:one|c:three", 2, "no id of teams"),
    ("ambiguous", 0, "alias", "ones", 2, "not shared by several teams"),
    ("risky", 0, "languages", "xx", 2, "none of"),
    ("articles", 0, "language", "xx", 2, "none of"),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]}-{case[2]}-{case[3]}")
def test_a_broken_field_is_found(tmp_path: Path, case: tuple[str, int, str, str, int, str]) -> None:
    table, row, column, field, line, says = case
    tables = {name: [list(each) for each in rows] for name, rows in SOUND.items()}
    tables[table][row][COLUMNS[table].index(column)] = field
    place = f"{path_of(table, tmp_path)}:{line}: "
    assert [fault for fault in check(write(tmp_path, tables)) if fault.startswith(place) and says in fault]


def drop_a_tab(text: str) -> str:
    return text.replace("c:two\t", "c:two ", 1)


def rename_a_column(text: str) -> str:
    return text.replace("kind", "sort", 1)


def leave_a_gap(text: str) -> str:
    return text.replace("\nc:two", "\n\nc:two", 1)


@pytest.mark.parametrize(
    ("spoil", "place"),
    [(drop_a_tab, "teams.tsv:3: 10 fields"), (rename_a_column, "teams.tsv:1: the header"),
     (leave_a_gap, "teams.tsv:3: 1 fields")],
)  # fmt: skip
def test_a_table_of_the_wrong_shape_is_found(tmp_path: Path, spoil: Callable[[str], str], place: str) -> None:
    path = path_of("teams", write(tmp_path, SOUND))
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert place in check(tmp_path)[0]


def test_a_missing_table_and_a_wrong_encoding_are_found(tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    path_of("risky", tmp_path).unlink()
    path_of("places", tmp_path).write_bytes("alias\nk\xf6ln\n".encode("latin-1"))
    faults = check(tmp_path)
    assert any("risky.tsv: cannot be read" in fault for fault in faults)
    assert any("places.tsv: is not UTF-8 at byte 7" in fault for fault in faults)


def test_the_command_prints_the_faults_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = {**SOUND, "surnames": [["lee", "many"]]}
    assert main([str(write(tmp_path, tables))]) == 1
    printed = capsys.readouterr()
    assert "surnames.tsv:2: count: 'many' is not a count" in printed.err
    assert "1 faults" in printed.out


def test_the_check_sees_the_bundled_folder() -> None:
    assert {path.stem for path in DATA.glob("*.tsv")} == set(COLUMNS)

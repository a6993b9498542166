"""`touchline reference`: names of a user's own files, and that articles are read with them."""

from __future__ import annotations

import bz2
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loaders.reference.imports import FORMATS
from loaders.reference.tables import COLUMNS
from touchline.cli import exits, reference
from touchline.cli.main import root

Run = Callable[..., tuple[int, str, str]]
Write = Callable[[str, str], Path]

CLUBS = """
==================
= Wales • Cymru

== The Valleys ==

Talheim Rovers FC (1903-),  1903, @ Mill Lane,  Talheim (Northside)   # a remark
  | Talheim Rovers | The Millwheelers
  | Roverriaid Talheim [cy] | Talheim Wanderers [en] | TR
 Mill Lane 1 // T1 Talheim
ii) Talheim Rovers II
  | Talheim II

= Germany

1. FC Köln, 1948, Köln
  | Die Domspatzen
"""
PLAYERS = """
= Wales

Ida Falkenrath | Ida F. Falkenrath,  M|F, 1.70 m,  b. 3 May 1998 @ Talheim
Bo Millwright,                       G,   - ,      b. 1999
no player at all
"""


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own tables."""
    monkeypatch.setenv("TOUCHLINE_REFERENCE", str(tmp_path / "names"))
    return tmp_path / "names"


@pytest.fixture
def run(names: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """`touchline reference` in this process: exit code, output, errors."""

    def call(*args: object) -> tuple[int, str, str]:
        words = ["reference", *map(str, args)]
        code = exits.guarded(lambda: root.main(args=words, prog_name="touchline", standalone_mode=False))
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def rows(folder: Path, table: str) -> dict[str, dict[str, str]]:
    """The rows of one of the user's tables, by the main name."""
    lines = [line.split("\t") for line in (folder / f"{table}.tsv").read_text("utf-8").splitlines()[1:]]
    return {fields[1]: dict(zip(COLUMNS[table], fields, strict=True)) for fields in lines}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_article_is_read_with_an_imported_nickname(run: Run, write: Write, names: Path) -> None:
    article = {"id": "a", "language": "en", "text": "The Millwheelers have sacked Tom Hartley as manager on Monday."}

    def objects() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-m", "touchline", "extract", "-", "--min-confidence", "0"], input=json.dumps(article),
            capture_output=True, encoding="utf-8", timeout=120, check=True, env=dict(os.environ),
        )  # fmt: skip
        return {claim["object"]["name"] for claim in json.loads(done.stdout)["claims"]}

    assert "Talheim Rovers FC" not in objects()
    assert run("import", write("wal.clubs.txt", CLUBS))[0] == 0
    assert "Talheim Rovers FC" in objects()


def test_clubs_of_openfootball(run: Run, write: Write, names: Path) -> None:
    code, out, err = run("import", write("clubs.txt", CLUBS))
    assert (code, err) == (0, "")
    assert out.startswith("1 new, 1 extended, 0 unchanged; 5 names added; 3 dropped (")
    for reason in ("name too short 1", "other language 1", "reserve side 1"):
        assert reason in out
    found = rows(names, "teams")
    rovers = found["Talheim Rovers FC"]
    assert rovers["aliases"] == "Talheim Rovers|The Millwheelers|Talheim Wanderers"
    assert (rovers["id"], rovers["country"], rovers["city"]) == ("club:talheim-rovers-fc", "WAL", "Talheim")
    assert found["1. FC Köln"]["aliases"] == "Die Domspatzen"
    assert run("check") == (0, f"{names}: 2 rows, no fault\n", "")


def test_players_of_openfootball(run: Run, write: Write, names: Path) -> None:
    path = write("wal.players.txt", PLAYERS)
    code, out, err = run("import", path)
    assert code == exits.SOME_REJECTED.code
    assert out.startswith("2 new, 0 extended") and "1 refused (no player 1)" in out
    assert f"{path}:6: 'no player at all' is no line of a player." in err
    falkenrath = rows(names, "people")["Ida Falkenrath"]
    assert (falkenrath["birth"], falkenrath["nationalities"], falkenrath["roles"]) == ("1998-05-03", "WAL", "player")
    assert falkenrath["aliases"] == "Ida F. Falkenrath"
    assert rows(names, "people")["Bo Millwright"]["birth"] == "1999"


def test_the_same_twice_changes_nothing(run: Run, write: Write, names: Path) -> None:
    files = write("clubs.txt", CLUBS), write("wal.players.txt", PLAYERS)
    run("import", *files)
    before = contents(names)
    _, out, _ = run("import", *files)
    assert out.startswith("0 new, 0 extended, 4 unchanged; 0 names added")
    assert contents(names) == before


SIMPLE = [
    {"coach": "http://www.wikidata.org/entity/Q990000001", "coachLabel": "Runa Birkdal", "dob": "1975-03-02T00:00:00Z",
     "natIso": "NO", "aliases": "R. Birkdal|Runa B."},
    {"coach": "http://www.wikidata.org/entity/Q990000001", "coachLabel": "Runa Birkdal", "dob": "1975-03-02T00:00:00Z",
     "natIso": "SE", "aliases": "Runa Birkdahl"},
]  # fmt: skip


def as_csv() -> str:
    lines = [",".join(SIMPLE[0]), *(",".join(f'"{field}"' for field in row.values()) for row in SIMPLE)]
    return "\r\n".join(lines) + "\r\n"


def as_tsv() -> str:
    lines = ["\t".join(f"?{name}" for name in SIMPLE[0])]
    for row in SIMPLE:
        item, *fields = row.values()
        lines.append("\t".join([f"<{item}>", *(f'"{field}"@en' for field in fields)]))
    return "\n".join(lines) + "\n"


def as_verbose() -> str:
    bindings = [{name: {"type": "literal", "value": field} for name, field in row.items()} for row in SIMPLE]
    return json.dumps({"head": {"vars": list(SIMPLE[0])}, "results": {"bindings": bindings}})


@pytest.mark.parametrize(
    ("name", "text"),
    [("q.json", json.dumps(SIMPLE)), ("q.json", as_verbose()), ("q.csv", as_csv()), ("q.tsv", as_tsv())],
    ids=["json", "verbose json", "csv", "tsv"],
)
def test_results_of_wikidata_queries(run: Run, write: Write, names: Path, name: str, text: str) -> None:
    code, out, err = run("import", write(name, text))
    assert (code, err) == (0, "")
    assert out.startswith("1 new, 0 extended, 0 unchanged; 4 names added")
    birkdal = rows(names, "people")["Runa Birkdal"]
    assert birkdal["aliases"] == "R. Birkdal|Runa B.|Runa Birkdahl"
    assert (birkdal["id"], birkdal["birth"], birkdal["roles"]) == ("Q:990000001", "1975-03-02", "coach")
    assert birkdal["nationalities"] == "NOR|SWE"
    assert run("check")[0] == 0


def test_lists_of_labels_and_what_the_data_option_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, write: Write, tmp_path: Path
) -> None:
    monkeypatch.delenv("TOUCHLINE_REFERENCE")
    monkeypatch.setenv("TOUCHLINE_DATA", str(tmp_path / "elsewhere"))
    path = write("people.csv", "p,natIso,labels\nQ990000003,NO,Runa Birkdal|R. Birkdal\nQ990000004,NO,Q990000004\n")
    words = ["--data", str(tmp_path / "here"), "reference", "import", str(path)]
    code = exits.guarded(lambda: root.main(args=words, prog_name="touchline", standalone_mode=False))
    assert code == exits.SOME_REJECTED.code and "Q990000004 has no name" in capsys.readouterr().err
    assert rows(tmp_path / "here" / "reference", "people")["Runa Birkdal"]["aliases"] == "R. Birkdal"
    assert os.environ["TOUCHLINE_DATA"] == str(tmp_path / "elsewhere")


def entity(number: int, label: str, claims: dict[str, list[Any]], **aliases: str) -> str:
    """A line of a dump; a value that begins with Q is an item."""

    def snak(value: Any) -> dict[str, Any]:
        item = isinstance(value, str)
        return {"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": value} if item else value}}}

    return json.dumps({
        "type": "item", "id": f"Q{number}", "labels": {"en": {"language": "en", "value": label}},
        "aliases": {code: [{"language": code, "value": name}] for code, name in aliases.items()},
        "claims": {name: [snak(value) for value in values] for name, values in claims.items()}, "sitelinks": {},
    })  # fmt: skip


BORN = {"time": "+1980-07-00T00:00:00Z", "precision": 10}
NICK = {"text": "The Lanterns", "language": "en"}
ENTITIES = [
    entity(990000010, "Lanternholm BK", {"P31": ["Q476028"], "P17": ["Q34"], "P1449": [NICK]}, de="Lanternholmer BK"),
    entity(990000011, "Vilde Stenrud", {"P31": ["Q5"], "P106": ["Q628099"], "P27": ["Q20"], "P569": [BORN],
                                        "P54": ["Q990000010", "Q990000099"]}),
    entity(990000012, "A Poet", {"P31": ["Q5"], "P106": ["Q49757"]}),
    '{"type":"item", broken "Q476028"',
]  # fmt: skip
DUMP = "[\n" + ",\n".join(ENTITIES) + "\n]\n"


@pytest.mark.parametrize(
    ("name", "pack"), [("d.json", bytes), ("d.json.gz", gzip.compress), ("d.json.bz2", bz2.compress)]
)
def test_dumps_of_wikidata(run: Run, tmp_path: Path, names: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(DUMP.encode()))
    code, out, err = run("import", path)
    assert code == exits.SOME_REJECTED.code
    assert out.startswith("2 new") and "not of football 1" in out and "unknown team 1" in out
    assert f"{path}:5: is no entity of a dump" in err
    assert rows(names, "teams")["Lanternholm BK"]["aliases"] == "Lanternholmer BK|The Lanterns"
    stenrud = rows(names, "people")["Vilde Stenrud"]
    assert (stenrud["birth"], stenrud["nationalities"], stenrud["teams"]) == ("1980-07", "NOR", "Q:990000010")
    assert run("check")[0] == 0


def test_a_packed_file_that_ends_early_gives_what_it_has(run: Run, tmp_path: Path, names: Path) -> None:
    packed = gzip.compress((DUMP + "x" * 9).encode(), compresslevel=0)
    path = tmp_path / "d.json.gz"
    path.write_bytes(packed[:-20])
    code, out, err = run("import", path)
    assert code == exits.SOME_REJECTED.code
    assert out.startswith("2 new") and "ends too early" in err and f"{path}:" in err


TABLE = "name\tkind\tcountry\twikidata\tbirth\taliases\n"
WRONG = [
    ("Arsenal\tclub\tENG\tQ990000001\t\t", "conflict", "Q990000001 here"),
    ("Arsenal\tclub\tGER\tQ9617\t\t", "conflict", "whose country is 'ENG', not 'GER'"),
    ("Arsenal\tperson\t\tQ9617\t\t", "conflict", "whose kind is 'club', not 'person'"),
    ("Carlo Ancelotti\tperson\tITA\t\t1959-06-11\t", "conflict", "whose birth is '1959-06-10'"),
    ("FC Andorra\tclub\t\t\t\t", "ambiguous", "may be any of"),
    ("Ida Falkenrath\tperson\tWAL\t\t1990-02-30\t", "wrong field", "no such date"),
    ("???\tclub\tENG\t\t\t", "no name", "no name"),
    ("Talheim\tchoir\tENG\t\t\t", "no kind", "'choir' is no kind"),
    ("Talheim\tclub", "wrong shape", "2 fields instead of 6"),
]


@pytest.mark.parametrize(("line", "reason", "says"), WRONG, ids=[f"{each[1]}: {each[2]}" for each in WRONG])
def test_what_cannot_be_is_refused_with_its_line(
    run: Run, write: Write, names: Path, line: str, reason: str, says: str
) -> None:
    path = write("mine.tsv", f"{TABLE}Talheim Rovers FC\tclub\tWAL\t\t\tThe Millwheelers\n{line}\n")
    code, out, err = run("import", path)
    assert code == exits.SOME_REJECTED.code
    assert out.startswith("1 new") and f"1 refused ({reason} 1)" in out
    assert err.startswith(f"touchline: {path}:3: ") and says in err and err.count("\n") == 1
    assert run("check")[0] == 0


def test_a_namesake_of_another_country_is_someone_new(run: Run, write: Write, names: Path) -> None:
    code, _, err = run("import", write("mine.tsv", f"{TABLE}Arsenal\tclub\tWAL\t\t\tThe Dockers\n"))
    assert (code, err) == (0, "")
    assert rows(names, "teams")["Arsenal"]["id"] == "club:arsenal"
    assert run("check")[0] == 0


def test_the_name_of_another_is_no_further_name(run: Run, write: Write, names: Path) -> None:
    line = "Talheim Rovers FC\tclub\tWAL\t\t\tReal Madrid|The Millwheelers\n"
    _, out, _ = run("import", write("mine.tsv", TABLE + line))
    assert "name of another 1" in out
    assert rows(names, "teams")["Talheim Rovers FC"]["aliases"] == "The Millwheelers"


def test_kind_and_format_can_be_said(run: Run, write: Write, names: Path) -> None:
    path = write("list.data", "label,nickname\nTalheim Rovers FC,The Millwheelers\n")
    code, _, err = run("import", path)
    assert code == exits.NOTHING_USABLE.code and "nothing tells the format. Say it with --as" in err
    code, _, err = run("import", path, "--as", "wikidata-csv")
    assert code == exits.NOTHING_USABLE.code and "Say it with --kind" in err
    assert run("import", path, "--as", "wikidata-csv", "--kind", "club")[0] == 0
    assert rows(names, "teams")["Talheim Rovers FC"]["aliases"] == "The Millwheelers"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("q.json", "{", "is not JSON"), ("q.json", '{"a": 1}', "is no result of a query"),
        ("q.json", "[1]", "is no result of a query"), ("q.csv", "when,where\n1,2\n", "no column names anyone"),
        ("q.csv", "", "no column names anyone"), ("notes.txt", "hello", "nothing tells the format"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_refused(run: Run, write: Write, name: str, text: str, says: str) -> None:
    path = write(name, text)
    code, _, err = run("import", path)
    assert code == exits.NOTHING_USABLE.code
    assert f"touchline: {path}" in err and says in err and "Traceback" not in err


def test_a_broken_file_spoils_no_other(run: Run, tmp_path: Path, write: Write, names: Path) -> None:
    broken = tmp_path / "old.clubs.txt"
    broken.write_bytes("= Germany\n\nFC K\xf6slin\n".encode("latin-1"))
    code, _, err = run("import", broken, write("clubs.txt", CLUBS))
    assert code == exits.SOME_REJECTED.code and f"{broken}:3: is not UTF-8." in err
    assert "Talheim Rovers FC" in rows(names, "teams")


def test_check_names_the_line_of_a_fault(run: Run, write: Write, names: Path) -> None:
    run("import", write("clubs.txt", CLUBS))
    path = names / "teams.tsv"
    path.write_text(path.read_text("utf-8").replace("\tWAL\t", "\tXYZ\t"), "utf-8")
    code, out, err = run("check")
    assert code == exits.ERROR.code and "1 fault" in out
    assert f"{path}:3: country: 'XYZ' is no code of countries" in err


def test_an_unwritable_folder_is_told(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("clubs.txt", CLUBS)
    monkeypatch.setenv("TOUCHLINE_REFERENCE", str(path / "below"))
    code, _, err = run("import", path)
    assert code == exits.ERROR.code and "cannot be written" in err and "TOUCHLINE_REFERENCE" in err


def test_without_own_names_there_is_nowhere_to_import(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHLINE_REFERENCE", "-")
    code, _, err = run("import", write("clubs.txt", CLUBS))
    assert code == exits.USAGE.code and "TOUCHLINE_REFERENCE" in err


def test_the_command_offers_every_format() -> None:
    assert tuple(FORMATS) == reference.FORMATS

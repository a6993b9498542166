"""The documentation says what the code does: tables, commands, links and the version."""

from __future__ import annotations

import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

import touchline
from graph.errors import TouchlineError
from graph.ontology import KINDS, PREDICATES
from graph.settings import settings_table
from queries import load
from tests.project.tree import ROOT, files, name
from touchline.cli.main import root

PAGES = [path for path in files(suffix=".md") if "tests" not in path.parts]
FENCE = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
SPAN = re.compile(r"`([\w.<>*-][\w.<>*/-]*/[\w.<>*/-]*)`")  # a path in code style
PLACEHOLDER = re.compile(r"<\w+>")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def commands(program: str) -> Iterator[tuple[str, list[str]]]:
    """Where and with which words a page's console blocks call the program."""
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                for part in line.removeprefix("$ ").split("&&"):
                    words = shlex.split(part, comments=True)
                    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                        words.pop(0)
                    if words and Path(words[0]).name == program:
                        yield f"{name(page)}: {part.strip()}", words[1:]


def fault(words: list[str]) -> str | None:
    """What the command line would refuse in these words, or None. Runs nothing."""
    if any(word.isupper() and word.isalpha() for word in words):  # a pattern such as QUESTION --PARAMETER VALUE
        return None
    command: click.Command = root
    context = click.Context(root, info_name="touchline")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        try:
            found = command.get_command(context, words[0])
        except TouchlineError as error:
            return str(error)
        if found is None:
            return f"no command {words[0]}"
        command, words = found, words[1:]
        context = click.Context(command, parent=context, info_name=command.name)
    try:
        command.make_parser(context).parse_args([word for word in words if word not in {"|", ">"}])
    except click.UsageError as error:
        return error.format_message()
    return None


def anchor(heading: str) -> str:
    return "#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_tables_are_those_that_the_code_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "build.py"))
    build, pages = made["build"], made["PAGES"]
    assert {"README.md", "ontology.md", "questions.md", "settings.md"} <= {page.name for page in pages}
    drifted = [page.name for page in pages if build(page.read_text("utf-8")) != page.read_text("utf-8")]
    assert drifted == [], "run `make docs`"


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("ontology.md", [*KINDS, *PREDICATES]),
        ("settings.md", [row.variable for row in settings_table()]),
        ("questions.md", list(load().questions)),
    ],
)
def test_a_table_names_everything(page: str, names: list[str]) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [each for each in names if f"`{each}`" not in text and f"### {each}\n" not in text] == []


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target, part in LINK.findall(page.read_text(encoding="utf-8")):
            to = (page.parent / target).resolve() if target else page
            if not to.exists():
                broken.append(f"{name(page)}: {target}")
            elif part and part not in map(anchor, HEADING.findall(to.read_text(encoding="utf-8"))):
                broken.append(f"{name(page)}: {target}{part}")
    assert broken == []


def test_files_that_the_pages_name_are_there() -> None:
    missing = []
    for page in PAGES:
        for word in SPAN.findall(page.read_text(encoding="utf-8")):
            first = word.split("/")[0]
            if (ROOT / first).exists() and not list(ROOT.glob(PLACEHOLDER.sub("*", word).rstrip("/"))):
                missing.append(f"{name(page)}: {word}")
    assert missing == []


def test_commands_of_the_pages_are_commands() -> None:
    called = list(commands("touchline"))
    assert called, "no page shows the command"
    assert [f"{where}: {wrong}" for where, words in called if (wrong := fault(words))] == []


def test_make_targets_of_the_pages_are_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    called = {word for _, words in commands("make") for word in words if "=" not in word}
    assert {"demo", "test", "serve"} <= called <= targets


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("ask hotseat --team X", False),
        ("ask hotseat --coach X", True),
        ("ask nothing", True),
        ("lode articles/", True),
    ],
)
def test_a_wrong_command_would_be_found(line: str, wrong: bool) -> None:
    assert bool(fault([word.lower() for word in line.split()])) is wrong


def test_one_version_everywhere() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert declared == version("touchline") == touchline.__version__


def test_the_changelog_begins_with_what_is_not_released() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"

"""The rooms of the house: who may import whom, and how large a file and a function may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.tree import ROOMS, files, name

MAY_IMPORT = {
    "graph": set[str](),
    "loaders": {"graph"},
    "queries": {"graph"},
    "api": {"graph", "queries", "loaders"},
    "touchline": {"graph", "queries", "loaders", "api"},
}
MOST_LINES = 350
MOST_LINES_OF_A_FUNCTION = 60


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and top-level package of every import, those inside functions and by `import_module("…")` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value).split(".")[0]


def breaches(room: str, source: str) -> list[int]:
    """Lines of a module of that room that import what the room must not."""
    forbidden = {*ROOMS, "tests", "docs", "bench"} - MAY_IMPORT[room] - {room}
    return [line for line, package in imports(ast.parse(source)) if package in forbidden]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    found = [
        f"{name(path)}:{line}"
        for path in files(room, suffix=".py")
        for line in breaches(room, path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("room", "source", "lines"),
    [
        ("graph", "import loaders.sources", [1]),
        ("graph", "from graph import ids\n\ndef late():\n    from api import app", [4]),
        ("queries", "from graph.ids import fold\nimport loaders", [2]),
        ("queries", "from importlib import import_module\nimport_module('touchline.door')", [2]),
        ("loaders", "from . import sources\nimport tests.project", [2]),
        ("touchline", "import api, graph, loaders, queries", []),
    ],
)
def test_the_rule_sees_every_form_of_import(room: str, source: str, lines: list[int]) -> None:
    assert breaches(room, source) == lines


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_and_functions_stay_readable() -> None:
    modules = list(files(*ROOMS, suffix=".py"))
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    long_files = {path: lines for path, lines in lengths.items() if lines > MOST_LINES}
    long_functions = {
        where: lines for path in modules for where, lines in functions(path) if lines > MOST_LINES_OF_A_FUNCTION
    }
    assert long_files == {}
    assert long_functions == {}

"""What the code imports is what the project asks for: nothing forgotten, nothing left over."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from tests.project.test_rooms import imports
from tests.project.tree import ROOMS, ROOT, files

OURS = {*ROOMS, "tests", "docs", "bench"}
# Used without an import of its own: by another library, by a command, or for its files.
UNIMPORTED = {
    # The keeper takes the files of the one, and not its Python; the other lies inside the driver's package.
    "run": {"arcadedb-embedded", "neo4j-rust-ext"},
    "dev": {"httpx2", "mypy", "pandas-stubs", "ruff", "types-networkx"},
}


@cache
def project() -> tuple[set[str], set[str], set[str]]:
    """The names that `pyproject.toml` asks for: to run, in the extras, to develop."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = data["project"]["dependencies"]
    extras = [each for extra in data["project"]["optional-dependencies"].values() for each in extra]
    return names(run), names(extras), names(data["dependency-groups"]["dev"])


def names(requirements: Iterable[str]) -> set[str]:
    """The names of the packages, in the one spelling that registries compare them by."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", each, maxsplit=1)[0]).lower() for each in requirements}


def imported(*folders: str) -> set[str]:
    """The distributions whose modules are imported below the folders."""
    known = packages_distributions()
    modules = {
        package
        for path in files(*folders, suffix=".py")
        for _, package in imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    foreign = modules - OURS - set(sys.stdlib_module_names)
    return names(
        distribution for module in foreign for distribution in sorted(known.get(module, [module]), key=len)[:1]
    )


def test_the_rooms_import_what_a_user_gets() -> None:
    run, extras, dev = project()
    found = imported(*ROOMS)
    assert found - run - extras <= {"numpy"} & dev, "imported, and not asked for (numpy: only to fit the weights)"
    assert run | extras == (found - {"numpy"}) | UNIMPORTED["run"], "asked for, and not imported"


def test_the_tests_import_what_a_developer_gets() -> None:
    run, extras, dev = project()
    found = imported("tests", "docs", "bench") | (imported("loaders") & {"numpy"})
    assert found - run - extras - dev == set()
    assert dev == (found & dev) | UNIMPORTED["dev"]


@pytest.mark.parametrize(
    ("requirement", "name"),
    [("neo4j>=6", "neo4j"), ("Foo_Bar [x]>=1; python_version > '3'", "foo-bar"), ("a.b", "a-b")],
)
def test_names_are_compared_as_registries_do(requirement: str, name: str) -> None:
    assert names([requirement]) == {name}


@pytest.mark.parametrize(("lock", "kinds"), [("run", 1), ("dev", 3)])
def test_a_lock_pins_everything_that_is_asked_for(lock: str, kinds: int) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = names(re.findall(r"^(\S+)==", text, re.MULTILINE))
    assert set.union(*project()[:kinds]) - pinned == set()

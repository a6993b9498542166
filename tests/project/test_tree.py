"""What must not be in the tree, and what must: no registry host, no machine's path; every requirement with its hash."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.project.tree import ROOT, files, name

# Written so that this file itself stays clean.
REGISTRY = r"py[p]i\.org|pythonh[o]sted|maven\.ap[a]che|registry\.n[p]mjs|crates\.i[o]|proxy\.gol[a]ng"
MACHINE = r"(?<![\w.~-])/(?:home|Users|root|work|tmp|opt|var)/[\w.]"
FORBIDDEN = re.compile(f"{REGISTRY}|{MACHINE}")
TEXTS = {".py", ".md", ".toml", ".txt", ".cypher", ".tsv", ".jsonl", ".json", ".html", ".yaml", ".yml", ".cfg", ""}


def test_no_registry_host_and_no_path_of_a_machine() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in files()
        if path.suffix in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("see https://py" + "pi.org/simple", True),
        ('open("/ho' + 'me/ann/articles")', True),
        ("articles/home/a.txt", False),
        ("GET /v1/hotseat", False),
    ],
)
def test_the_rule_finds_what_it_should(line: str, bad: bool) -> None:
    assert bool(FORBIDDEN.search(line)) is bad


@pytest.mark.parametrize("lock", ["run", "dev", "lock"])
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    pinned = [(line, after) for line, after in pairwise(lines) if line and line[0] not in " #"]
    assert pinned
    assert [line for line, after in pinned if "==" not in line or "--hash=sha256:" not in after] == []

"""What `docker/browser/` holds, as the tests need it."""

from __future__ import annotations

import re
import runpy
from typing import Any

from tests.project.tree import ROOT

FOLDER = ROOT / "docker" / "browser"
BUILD: dict[str, Any] = runpy.run_path(str(FOLDER / "build.py"))
SERVE: dict[str, Any] = runpy.run_path(str(FOLDER / "serve.py"))

STYLE = (FOLDER / "style.grass").read_text(encoding="utf-8")
RULE = re.compile(r"([\w.]+) \{\n((?:  [\w-]+: [^:;\n]+;\n)+)\}\n")

NAMES, *QUERIES = BUILD["saved"]()  # the first file sets the names
INVENTED = {"team": "FC Nordstern", "person": "Álvaro Núñez", "other": "Tom Feld"}


def rules() -> list[tuple[str, list[str], dict[str, str]]]:
    """The rules of the style sheet in their order: `node` or `relationship`, its labels or type, the properties."""
    found = []
    for selector, body in RULE.findall(STYLE):
        tag, *classes = selector.split(".")
        pairs = (line.strip().rstrip(";").split(": ", 1) for line in body.splitlines())
        found.append((tag, classes, {key: value.strip("'") for key, value in pairs}))
    return found


def style(tag: str, *classes: str) -> dict[str, str]:
    """What the Browser makes of it: all rules that fit, and where they differ the later one, not the more specific."""
    made: dict[str, str] = {}
    for rule_tag, rule_classes, properties in rules():
        if rule_tag == tag and set(rule_classes) <= set(classes):
            made |= properties
    return made

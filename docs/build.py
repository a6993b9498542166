"""Write the tables of the pages that follow from the code: `make docs`; with `--check`, only say which have drifted.

The pages are README.md and docs/*.md. A table stands between `<!-- table: NAME -->` and `<!-- end -->`; everything
around it is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from graph.ontology import KINDS, MANNERS, PREDICATES, QUALIFIERS, ROLES, STATUSES, TENSES
from graph.settings import settings_table
from loaders.detect import LANGUAGES
from loaders.languages.load import available
from queries import load
from queries.question import Parameter, Question

DOCS = Path(__file__).parent
PAGES = (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")))
NAMES = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese"}
PLACE = re.compile(r"(<!-- table: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; `|` in cells is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def code(names: Iterable[str]) -> str:
    """Names in code style, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)


def kinds() -> str:
    """Entity kinds with their labels."""
    return table(
        ("kind", "labels", "says"),
        (
            (code([kind.name]), "`:Entity" + "".join(f":{label}" for label in kind.labels) + "`", kind.says)
            for kind in KINDS.values()
        ),
    )


def predicates() -> str:
    """Predicates with their ends, edges and qualifiers."""
    return table(
        ("predicate", "from", "to", "edge", "qualifiers", "says"),
        (
            (
                code([each.name]),
                ", ".join(kind for kind in KINDS if kind in each.subjects),
                ", ".join(kind for kind in KINDS if kind in each.objects),
                code([each.relation]),
                ", ".join(name for name in QUALIFIERS if name in each.qualifiers),
                each.says,
            )
            for each in PREDICATES.values()
        ),
    )


def values() -> str:
    """The closed lists of qualifier values."""
    lists = {"status": STATUSES, "tense": TENSES, "manner": MANNERS, "role": ROLES}
    return table(("field", "values"), ((code([name]), code(names)) for name, names in lists.items()))


def settings() -> str:
    """Every setting."""
    return table(
        ("variable", "type", "default", "what it is for"),
        (
            (code([row.variable]), row.type, code([row.default]) if row.default else "", row.help)
            for row in settings_table()
        ),
    )


def languages() -> str:
    """Which languages are told apart, and from which claims are taken."""
    read = available()
    return table(
        ("language", "code", "claims are taken"),
        ((NAMES[code], f"`{code}`", "yes" if code in read else "not yet: its articles are counted as left out")
         for code in LANGUAGES),
    )  # fmt: skip


def questions() -> str:
    """Every question of the catalogue: parameters, columns and an example."""
    return "\n".join(_question(question) for question in load().questions.values())


def _question(question: Question) -> str:
    columns = table(("column", "type", "says"), ((code([c.name]), c.type, c.says) for c in question.columns))
    parameters = table(
        ("parameter", "type", "default", "says"),
        ((code([p.name]), p.type.name, _default(p), p.says) for p in question.parameters),
    )
    examples = "".join(f"touchline ask {question.name}{_options(example)}\n" for example in question.examples)
    shown = f"```console\n{examples}```\n\n" if examples else ""
    return f"### {question.name}\n\n{question.title}\n\n{question.about}\n\n{shown}{parameters}\n{columns}"


def _options(example: Mapping[str, str]) -> str:
    return "".join(f' --{name.replace("_", "-")} "{value}"' for name, value in example.items())


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    return "" if parameter.default is None else code([str(parameter.default)])


TABLES: dict[str, Callable[[], str]] = {
    each.__name__: each for each in (kinds, predicates, values, settings, languages, questions)
}


def build(text: str) -> str:
    """The page with each of its tables written anew; KeyError for a table that nobody makes."""
    return PLACE.sub(lambda place: place[1] + "\n" + TABLES[place["name"]]() + "\n" + place[3], text)


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` return 1 if one has drifted."""
    drifted = 0
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        new = build(old)
        if new == old:
            continue
        drifted = 1
        print(f"{page.name}: {'has drifted: run make docs' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            page.write_text(new, encoding="utf-8")
    return drifted if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write the guide from the saved queries: `python docker/browser/build.py`; with `--check`, only say if it has drifted.

A file of `saved/` begins with comment lines: the first is the name of the query, the others become its slide's text.
What follows is the query.
"""

from __future__ import annotations

import html
import re
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SAVED = HERE / "saved"
GUIDE = HERE / "guide.html"

PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>touchline: ten questions</title></head>
<body>
<article class="guide">
<carousel class="deck container-fluid">
{slides}</carousel>
</article>
</body>
</html>
"""
SLIDE = """\
<slide>
<div class="col-sm-12">
<h3>{name}</h3>
<p>{says}</p>
<figure><pre mode="cypher" class="code runnable">{code}</pre></figure>
</div>
</slide>
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query: its name, what it shows, and the text that is run."""

    name: str
    says: str
    code: str


def read(path: Path) -> Saved:
    """A file of `saved/`; ValueError if it does not begin with a comment or has nothing to run."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next((place for place, line in enumerate(lines) if not line.startswith("//")), len(lines))
    name, *says = (line.removeprefix("//").strip() for line in lines[:first]) if first else ("",)
    code = "\n".join(lines[first:]).strip()
    if not name or not code:
        raise ValueError(f"{path.name} has no name in its first line, or nothing to run")
    return Saved(name, " ".join(says), code)


def saved() -> list[Saved]:
    """The saved queries in the order of their files; the first sets the names."""
    return [read(path) for path in sorted(SAVED.glob("*.cypher"))]


def slide(query: Saved) -> str:
    """One slide; code style in the text is written with backticks."""
    says = re.sub(r"`(.+?)`", r"<code>\1</code>", html.escape(query.says, quote=False))
    return SLIDE.format(name=html.escape(query.name, quote=False), says=says, code=html.escape(query.code, quote=False))


def guide() -> str:
    """The whole guide as the Browser's `:play` reads it."""
    return PAGE.format(slides="".join(map(slide, saved())))


def main(arguments: list[str]) -> int:
    """Write the guide, or check it; the exit code says whether it has drifted."""
    made = guide()
    if arguments == ["--check"]:
        if GUIDE.read_text(encoding="utf-8") != made:
            print("guide.html is not what saved/ says: run python docker/browser/build.py")
            return 1
        return 0
    GUIDE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

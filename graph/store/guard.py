"""What a reader may not send, whatever the server lets pass: Neo4j's free edition has no roles, and read access mode
still reads files and addresses (`LOAD CSV`), ends other people's transactions and calls every procedure.

The server refuses what writes; this refuses the rest, by the words of the statement outside its strings and comments.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

PROCEDURES: Final = frozenset(
    "db.labels db.relationshiptypes db.propertykeys db.ping db.schema.visualization db.schema.nodetypeproperties "
    "db.schema.reltypeproperties dbms.components".split()
)
SHOWN: Final = frozenset("index indexes constraint constraints procedure procedures function functions".split())
OPENING: Final = frozenset(
    "alter deallocate deny dryrun enable grant reallocate rename revoke start stop terminate use".split()
)
_AFTER_NAME: Final = ("(", "yield", ";", "")
_SIGNS: Final = ("", *"{}()[],.;:|=<>+-*/$")
_PREFIXES: Final = frozenset({"explain", "profile", "cypher"})
_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")  # the server decodes these before anything else
_TOKEN = re.compile(
    r"""
    (?P<skip> \s+ | //[^\n\r]* | /\*.*?(?:\*/|\Z) | '(?:\\.|[^'\\])*(?:'|\Z) | "(?:\\.|[^"\\])*(?:"|\Z) )
    | `(?P<quoted> (?:``|[^`])* ) (?:`|\Z)
    | (?P<word> [^\W\d]\w* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@functools.lru_cache(maxsize=1024)
def refusal(cypher: str) -> str | None:
    """What in a statement a reader may not do, or None."""
    words = _words(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), cypher))
    opening = _opening(words)
    if opening and opening[0] in OPENING:
        return opening[0].upper()
    if opening and opening[0] == "show" and not SHOWN & set(opening[1:]):
        return " ".join(opening).upper()
    for at, word in enumerate(words):
        if word == "load" and words[at + 1 : at + 2] == ["csv"]:
            return "LOAD CSV"
        if word == "call":
            name = _called(words, at + 1)
            if name and name not in PROCEDURES:
                return f"CALL {name}"
    return None


def _opening(words: Sequence[str]) -> Sequence[str]:
    """The first two words of a statement behind EXPLAIN, PROFILE, and CYPHER with its version and options."""
    at = 0
    while at < len(words):
        if words[at + 1 : at + 2] == ["="]:
            at += 3
        elif words[at] in _PREFIXES or words[at].isdigit() or words[at] in (".", ",", ";"):
            at += 1
        else:
            break
    return words[at : at + 2]


def _words(cypher: str) -> list[str]:
    """The words and signs of a statement in lower case, without strings, comments and backticks."""
    found = []
    for match in _TOKEN.finditer(cypher):
        text = match["quoted"] if match["quoted"] is not None else match["word"] or match["other"]
        if match["skip"] is None:
            found.append(text.replace("``", "`").strip().casefold())
    return found


def _called(words: Sequence[str], at: int) -> str:
    """The name of the procedure that is called there; empty for a subquery, or a name that is only spelled so."""
    end = at + 1
    while words[end : end + 1] == ["."]:
        end += 2
    name = "".join(words[at:end])
    after = "".join(words[end : end + 1])
    return name if name[:1] not in _SIGNS and after in _AFTER_NAME else ""

"""Deterministic ids: the same input gives the same id on every machine and in every run."""

from __future__ import annotations

import hashlib
import unicodedata

# Letters that Unicode decomposition leaves whole but that keyboards, agencies and url slugs write plainly.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "’": "'", "‘": "'"}
)  # fmt: skip


def fold(name: str) -> str:
    """Case-, accent- and punctuation-blind form of a name: words joined by one space. `Kovač-X` and `KOVAC X` agree."""
    if name.isascii():
        if name.isalnum():
            return name.lower()
        return " ".join("".join(c if c.isalnum() else " " for c in name).lower().split())
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    bare = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def slug(name: str) -> str:
    """`fold` joined by hyphens, for readable ids."""
    return fold(name).replace(" ", "-")


def digest(*parts: str | None) -> str:
    """16 hexadecimal digits (64 bits of SHA-256) over the parts; None and the empty string differ."""
    framed = "\x1e".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(framed.encode("utf-8")).hexdigest()[:16]


def entity_id(kind: str, name: str) -> str:
    """The id of an entity that no reference table knows: its kind and folded name."""
    return f"{kind}:{slug(name) or digest(name)}"


def article_id(text: str, url: str | None = None) -> str:
    """The id of an article that brings none: its text's digest (a page reloaded with the same text is the same)."""
    return f"article:{digest(url, text)}"

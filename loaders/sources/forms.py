"""The forms that articles come in. A new one is a module with SUFFIXES, `looks` and `read`, and a row in FORMS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from loaders.sources import html, json_lines, text
from loaders.sources.decode import preview
from loaders.sources.model import Found, Input, Limits, Rejected, Unusable


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its suffixes, whether a file begins like it, and its reader (which may raise Unusable at any time)."""

    name: str
    suffixes: tuple[str, ...]
    looks: Callable[[str], bool]
    read: Callable[[Input, Limits], Iterator[Found | Rejected]]


TEXT: Final = Form("text", text.SUFFIXES, lambda _: True, text.read)
FORMS: Final = (
    Form("html", html.SUFFIXES, html.looks, html.read),
    Form("json", json_lines.SUFFIXES, json_lines.looks, json_lines.read),
    TEXT,
)


def form_of(source: Input, *, named: bool) -> Form:
    """The form of an input. Raises Unusable if it has none.

    The suffix decides, except that text is looked into: it may be a page or JSON. Without a known suffix the beginning
    decides; plain text, which looks like anything, is then only what the user named, or what has no suffix.
    """
    by_suffix = next((form for form in FORMS if source.suffix in form.suffixes), None)
    if by_suffix is not None and by_suffix is not TEXT:
        return by_suffix
    beginning = preview(source.head)
    form = next(form for form in FORMS if form.looks(beginning))
    if form is TEXT and by_suffix is None and source.suffix and not named:
        raise Unusable("unsupported_file", source.suffix)
    return form

"""HTML pages: the article's text, title, date, outlet, address and language, found by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from loaders.sources.decode import decode
from loaders.sources.model import HEAD, Found, Input, Limits, Rejected, Unusable

SUFFIXES: Final = (".html", ".htm", ".xhtml")
_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_:-]{2,40})", re.IGNORECASE
)
# No page is younger than this: a fixed bound, so that a page read today and next year gives the same date.
_NEWEST: Final = "2099-12-31"
FEWEST_LETTERS: Final = 50
"""A page with less text than one sentence is an error message, a login or a list of links."""
# They log what is odd about a page; without a handler Python would print it to the terminal.
_CHATTY: Final = ("trafilatura", "htmldate", "courlan", "justext")
_QUIET: Final = logging.NullHandler()


def looks(beginning: str) -> bool:
    """Whether a file begins like a page."""
    return _PAGE.match(beginning) is not None


def read(source: Input, limits: Limits) -> Iterator[Found | Rejected]:
    """The one article of a page."""
    data = source.whole(limits.file)
    if not data.strip():
        raise Unusable("empty")
    declared = _CHARSET.search(data[:HEAD])
    text, broken = decode(data, declared.group(1).decode("ascii") if declared else None)
    found = extract(text, source.name)
    if broken:
        yield Rejected(source.name, "broken_characters", str(broken), lost="characters")
    yield found


def extract(page: str, where: str, url: str | None = None) -> Found:
    """The article of a page that is already decoded. Raises Unusable: `broken_html` or `no_article_text`."""
    from trafilatura import bare_extraction, load_html

    for name in _CHATTY:
        logging.getLogger(name).addHandler(_QUIET)
    dates = {"original_date": True, "extensive_search": False, "max_date": _NEWEST}
    try:
        tree = load_html(page)
        if tree is None:  # a part of a page, without its outermost elements
            tree = load_html(f"<html><body><article>{page}</article></body></html>")
        if tree is None:
            raise Unusable("broken_html", "no elements")
        language = tree.get("lang") or tree.get("xml:lang")
        document: Any = bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    except Unusable:
        raise
    except Exception as error:  # a foreign parser on foreign bytes: whatever it raises is about this one page
        raise Unusable("broken_html", type(error).__name__) from error
    if document is None or sum(map(str.isalpha, document.text or "")) < FEWEST_LETTERS:
        raise Unusable("no_article_text")
    return Found(
        where,
        document.text.strip(),
        language=language,
        declared=False,
        date=document.date,
        title=document.title,
        url=url or document.url,
        outlet=document.sitename,
    )

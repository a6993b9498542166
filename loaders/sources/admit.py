"""From what a form found to an Article: text, language, date and id are checked; the first article of an id is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ids import article_id
from graph.records import Article
from loaders.detect import LANGUAGES, detect
from loaders.sources.model import Found, Rejected

_FILE_DATE: Final = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)(?!\d)")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
SHOWN: Final = 60


class Admission:
    """The door of one run. It remembers the ids that came through, 16 bytes of digest each, unless repeats may pass."""

    def __init__(
        self, *, default_language: str | None = None, default_outlet: str | None = None, repeats: bool = False
    ) -> None:
        self._language, self._outlet = default_language, _one_line(default_outlet)
        self._repeats = repeats
        self._texts: dict[str, bytes] = {}

    def admit(self, found: Found, path: Path | None = None) -> Iterator[Article | Rejected]:
        """The article, and what of it was lost; or why there is none. `path` may give the date by its name."""
        text = storable(found.text)
        if not any(map(str.isalnum, text)):
            yield Rejected(found.where, "empty", id=_one_line(found.id) or "")
            return
        language = self._language_of(found, text)
        if isinstance(language, Rejected):
            yield language
            return
        url = _one_line(found.url)
        identity = _one_line(found.id) or article_id(text, url)
        outlet = _one_line(found.outlet) or self._outlet
        date = _date(found, path)
        published = file_date(path) if isinstance(date, Rejected) else date
        article = Article(identity, text, language, published, _one_line(found.title), url, outlet)
        outcome = self._first(article, found.where)
        if isinstance(date, Rejected) and outcome is article:
            yield date
        yield outcome

    def _first(self, article: Article, where: str) -> Article | Rejected:
        if self._repeats:
            return article
        digest = bytes.fromhex(article.sha256[:32])
        before = self._texts.setdefault(article.id, digest)
        if before is digest:
            return article
        return Rejected(where, "duplicate" if before == digest else "id_taken", article.id, id=article.id)

    def _language_of(self, found: Found, text: str) -> str | Rejected:
        """What the maker states, else the default of the run, else what the text shows, else what its page says."""
        stated, identity = language_code(found.language), _one_line(found.id) or ""
        language = stated if stated and found.declared else self._language or detect(text) or stated
        if language is None:
            return Rejected(found.where, "too_short", _shown(text), id=identity)
        if language not in LANGUAGES:
            return Rejected(found.where, "unknown_language", language, id=identity)
        return language


def language_code(tag: str | None) -> str | None:
    """The first part of a language tag: `pt-BR`, `PT_br` and `pt` are `pt`; None if it is not of two letters."""
    code = re.split(r"[-_]", (tag or "").strip().lower(), maxsplit=1)[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def file_date(path: Path | None) -> PartialDate | None:
    """The date that a file's name begins with, as in `2024-03-05-news.txt`."""
    match = _FILE_DATE.match(path.name) if path else None
    try:
        return PartialDate.parse(match.group(1)) if match else None
    except InvalidRecord:
        return None


def storable(text: str) -> str:
    """The text with each zero and lone surrogate, which no store and no UTF-8 can hold, as U+FFFD; offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def _date(found: Found, path: Path | None) -> PartialDate | Rejected | None:
    if not (found.date or "").strip():
        return file_date(path)
    try:
        return PartialDate.parse(found.date or "")
    except InvalidRecord:
        return Rejected(found.where, "bad_date", _shown(found.date or ""), lost="date")


def _one_line(value: str | None) -> str | None:
    return " ".join(storable(value or "").split()) or None


def _shown(text: str) -> str:
    line = " ".join(storable(text).split())
    return repr(line if len(line) <= SHOWN else line[:SHOWN] + "…")

"""The way in for one article that lies in no file of its own, such as one in the body of a request."""

from __future__ import annotations

from collections.abc import Callable

from graph.records import Article
from loaders.sources.admit import Admission
from loaders.sources.json_lines import article, of_line
from loaders.sources.model import ARTICLE, Rejected


def article_from(
    record: object, where: str, *, on_loss: Callable[[Rejected], None] | None = None
) -> Article | Rejected:
    """The article in a parsed JSON value, or in bytes that hold one line of JSON; or why there is none.

    The fields and rules are those of JSON Lines files. `where` is what messages call the record; `on_loss` is told of
    each field that is lost while the article is kept. Never raises for what the record holds.
    """
    outcome: Article | Rejected = Rejected(where, "empty", id="")
    told = on_loss or (lambda _: None)
    if isinstance(record, bytes):
        record, broken = of_line(record, where)
        if broken:
            told(broken)
        if isinstance(record, Rejected):
            return record
    admission = Admission(repeats=True)
    for found in article(record, where):
        for each in [found] if isinstance(found, Rejected) else admission.admit(found):
            if isinstance(each, Rejected) and each.lost != ARTICLE:
                told(each)
            else:
                outcome = each
    return outcome

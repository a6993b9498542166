"""The bundled articles and their annotation: complete, consistent with the ontology, and verbatim."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ontology import PREDICATES
from loaders.detect import LANGUAGES
from loaders.evaluation import GoldArticle, read_gold
from tests.project.tree import ROOT, files

BUNDLED = ROOT / "loaders" / "bundled"
GOLD = list(read_gold([BUNDLED / "gold.jsonl"]))


def words(path: Path) -> str:
    """Everything a file says, in one line of plain words."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        text = " ".join(json.loads(line)["text"] for line in text.splitlines())
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(text.split())


def test_three_articles_or_more_a_language() -> None:
    counted = Counter(each.article.language for each in GOLD)
    assert set(counted) == set(LANGUAGES)
    assert min(counted.values()) >= 3


def test_every_annotated_article_is_bundled_word_for_word() -> None:
    texts = {language: [words(path) for path in files(f"loaders/bundled/{language}")] for language in LANGUAGES}
    lost = [
        each.article.id
        for each in GOLD
        if not any(" ".join(each.article.text.split()) in text for text in texts[each.article.language])
    ]
    assert lost == []


def faults(article: GoldArticle) -> list[str]:
    kinds = {entity.id: entity.type for entity in article.entities}
    found = []
    for claim in article.claims:
        predicate = PREDICATES[claim.predicate]
        dates = [date for date in (claim.since, claim.until, claim.when, claim.year) if date]
        qualifiers = {"tense", "role", "since", "until", "when", "manner", "year", "team"}
        checks = {
            "subject": kinds.get(claim.subject) in predicate.subjects,
            "object": kinds.get(claim.object) in predicate.objects,
            "evidence": claim.evidence in article.article.text and bool(claim.evidence),
            "tense": (claim.tense is not None) == predicate.tensed,
            "role": claim.role is None or claim.role in predicate.roles,
            "qualifier": all(getattr(claim, q) is None or q in predicate.qualifiers for q in qualifiers),
            "source": all(kinds.get(source) in {"outlet", "person"} for source in claim.attributed_to),
            "date": all(map(is_date, dates)),
        }
        found += [
            f"{article.article.id}: {claim.subject} {claim.predicate}: {what}" for what, ok in checks.items() if not ok
        ]
    return found


def is_date(text: str) -> bool:
    try:
        return str(PartialDate.parse(text)) == text
    except InvalidRecord:
        return False


def test_annotation_fits_the_ontology() -> None:
    assert [fault for article in GOLD for fault in faults(article)] == []


def test_mentions_are_in_the_text_and_claims_are_single() -> None:
    for each in GOLD:
        said = f"{each.article.title}\n{each.article.text}"
        assert [m for entity in each.entities for m in entity.mentions if m not in said] == [], each.article.id
        twice = [
            key for key, n in Counter((c.subject, c.predicate, c.object, c.tense) for c in each.claims).items() if n > 1
        ]
        assert twice == [], each.article.id

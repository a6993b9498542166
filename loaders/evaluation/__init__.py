"""How good the reading is: scores against annotated articles, and where each lost or invented claim went wrong."""

from __future__ import annotations

from loaders.evaluation.gold import GoldArticle, read_articles, read_gold
from loaders.evaluation.ledger import Row, claim_words, ledger, ledger_text, ledgers
from loaders.evaluation.predicted import read_predicted
from loaders.evaluation.report import Report, evaluate, evaluate_articles

__all__ = [
    "GoldArticle",
    "Report",
    "Row",
    "claim_words",
    "evaluate",
    "evaluate_articles",
    "ledger",
    "ledger_text",
    "ledgers",
    "read_articles",
    "read_gold",
    "read_predicted",
]

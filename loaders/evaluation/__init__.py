"""How good the reading is: scores against annotated articles, and where each lost or invented claim went wrong."""

from __future__ import annotations

from loaders.evaluation.gold import GoldArticle, read_articles, read_gold
from loaders.evaluation.predicted import read_predicted
from loaders.evaluation.report import Report, evaluate, evaluate_articles

__all__ = ["GoldArticle", "Report", "evaluate", "evaluate_articles", "read_articles", "read_gold", "read_predicted"]

"""The ledger of errors: for each missed gold claim the first stage that lost it, for each false claim what is wrong.

A refused or merged claim is found again by `Dropped.what`, which for claims reads `subject-id predicate object-id`, as
`claim_words` writes it; for names it is the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.ontology import PREDICATES
from graph.records import Dropped, Mention, Reading
from loaders.evaluation.gold import GoldArticle, Statement
from loaders.evaluation.names import GoldEntity, all_forms, forms, link
from loaders.evaluation.predicted import guesses
from loaders.evaluation.scores import Matched, match
from loaders.evaluation.tables import table


@dataclass(frozen=True, slots=True)
class Row:
    """One error: `side` is `missed` or `false`; `stage` and `reason` say where it arose, `detail` what was there."""

    article: str
    language: str
    side: str
    stage: str
    reason: str
    detail: str
    claim: Statement


def claim_words(subject: str, predicate: str, object_: str) -> str:
    """What `Dropped.what` says of a claim: its three parts, joined by a space (ids hold none)."""
    return f"{subject} {predicate} {object_}"


def ledger(gold: GoldArticle, reading: Reading) -> tuple[Row, ...]:
    """All errors of one article; none if every claim matches."""
    matched = match(gold, guesses([reading]).get(gold.article.id, ()))
    view = _View(gold, reading, matched)
    found = [("missed", claim, view.lost(claim)) for claim in matched.missed]
    found += [("false", claim, view.invented(claim)) for claim in matched.false]
    name, language = gold.article.id, gold.article.language
    return tuple(Row(name, language, side, *fault, claim) for side, claim, fault in found)


def ledgers(gold: Iterable[GoldArticle], readings: Iterable[Reading]) -> tuple[Row, ...]:
    """The errors of all articles; a gold article that was not read has its claims missed in stage `source`."""
    read = {reading.article.id: reading for reading in readings}
    rows: list[Row] = []
    for each in gold:
        name, language = each.article.id, each.article.language
        if name in read:
            rows += ledger(each, read[name])
        else:
            rows += (Row(name, language, "missed", "source", "article not read", "", claim) for claim in each.claims)
    return tuple(rows)


def ledger_text(rows: Sequence[Row], *, examples: int = 0) -> str:
    """A table of stages and reasons, missed before false, largest first; then `examples` errors of each reason."""
    counts = Counter((row.side, row.stage, row.reason) for row in rows)
    sides = Counter(row.side for row in rows)
    order = sorted(counts, key=lambda cause: (cause[0] != "missed", -counts[cause], cause))
    lines = [["error", "count", "share"]]
    for cause in order:
        side, stage, reason = cause
        lines.append([f"{side}: {stage}: {reason}", str(counts[cause]), f"{counts[cause] / sides[side]:.0%}"])
    parts = [table(lines)] if rows else ["no errors"]
    for cause in order if examples else ():
        shown = [row for row in rows if (row.side, row.stage, row.reason) == cause][:examples]
        parts.append("\n".join([": ".join(cause), *map(_line, shown)]))
    return "\n\n".join(parts) + "\n"


def _line(row: Row) -> str:
    claim = row.claim
    words = " ".join(filter(None, (claim.subject, claim.predicate, claim.object, claim.tense, claim.status)))
    detail = f" [{row.detail}]" if row.detail else ""
    return f"  {row.article}: {words}{detail} «{claim.evidence[:140]}»"


Fault = tuple[str, str, str]  # stage, reason, detail


class _View:
    """An article's gold, its reading, and what of the reading stands for which gold entity."""

    def __init__(self, gold: GoldArticle, reading: Reading, matched: Matched) -> None:
        self.gold, self.reading = gold, reading
        self._links: dict[str, str] = {}
        self.entities = {entity.id: entity for entity in gold.entities}
        self.predicted = (*(claim for _, claim in matched.hits), *matched.false)
        self.missed = {claim.key for claim in matched.missed}
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in reading.mentions:
            self.mentions[self.stands_for(mention.entity)].append(mention)
        self.refused = {parts: drop for drop in reading.dropped if (parts := self._triple(drop))}

    def stands_for(self, identity: str) -> str:
        """The gold id (or folded name) of one of the reading's entities."""
        if identity not in self._links:
            entity = self.reading.entities.get(identity)
            names = (entity.name, *entity.aliases) if entity else (identity,)
            self._links[identity] = link(names, self.gold.entities)
        return self._links[identity]

    def _triple(self, drop: Dropped) -> tuple[str, str, str] | None:
        """Subject, predicate and object of a dropped claim; None for a drop of something else."""
        match drop.what.split(" "):
            case [subject, predicate, object_] if predicate in PREDICATES:
                return self.stands_for(subject), predicate, self.stands_for(object_)
        return None

    def lost(self, claim: Statement) -> Fault:
        """The first stage that lost a gold claim."""
        for side, name in (("subject", claim.subject), ("object", claim.object)):
            fault = self._end(self.entities.get(name) or GoldEntity(name, "?"))
            if fault:
                stage, reason, detail = fault
                return stage, f"{side} {reason}", detail
        return self._qualified(claim) or self._refused(claim) or self._other(claim) or self._unseen(claim)

    def _end(self, entity: GoldEntity) -> Fault | None:
        """What is wrong with the finding and linking of a gold entity; None if it was found."""
        names = all_forms((entity.id, *entity.mentions))
        kinds = {mention.kind for mention in self.mentions.get(entity.id, ())}
        if entity.type in kinds:
            return None
        if kinds:
            return "mention", "of the wrong kind", f"{', '.join(sorted(kinds))} for {entity.type}"
        touched = {mention.entity for mention in self.reading.mentions if forms(mention.text) & names}
        if touched:
            return "link", "linked to another", ", ".join(sorted(touched))
        for drop in self.reading.dropped:
            if forms(drop.what) & names:
                return drop.stage, f"dropped ({drop.reason})", drop.what
        return "mention", "not found", ""

    def _qualified(self, claim: Statement) -> Fault | None:
        """Whether it is there, but with another tense or polarity."""
        same = [each for each in self.predicted if _ends(each) == _ends(claim) and each.predicate == claim.predicate]
        if not same:
            return None
        polarity = [each for each in same if (each.status == "denied") != (claim.status == "denied")]
        if len(polarity) == len(same):
            return "qualify", "polarity differs", f"{same[0].status} for {claim.status}"
        return "qualify", "tense differs", f"{same[0].tense} for {claim.tense}"

    def _refused(self, claim: Statement) -> Fault | None:
        drop = self.refused.get((claim.subject, claim.predicate, claim.object))
        return (drop.stage, f"dropped ({drop.reason})", drop.what) if drop else None

    def _other(self, claim: Statement) -> Fault | None:
        """Whether the pair is claimed otherwise."""
        others = sorted(each.predicate for each in self.predicted if _ends(each) == _ends(claim))
        if others:
            return "claim", "another predicate", f"{', '.join(others)} for {claim.predicate}"
        if any(_ends(each) == _ends(claim)[::-1] for each in self.predicted):
            return "claim", "swapped", ""
        refused = sorted(predicate for s, predicate, o in self.refused if (s, o) == _ends(claim))
        if refused:
            return "claim", "only another predicate, dropped", ", ".join(refused)
        return None

    def _unseen(self, claim: Statement) -> Fault:
        """No trace of the pair: was each end at least named or resolved in the sentence?"""
        start = self.gold.article.text.find(claim.evidence)
        end = start + len(claim.evidence)
        for side, name in (("subject", claim.subject), ("object", claim.object)):
            inside = any(start <= mention.start < end for mention in self.mentions.get(name, ()))
            if claim.evidence and start >= 0 and not inside:
                return "refer", f"{side} not resolved in the sentence", ""
        return "claim", "no candidate", ""

    def invented(self, claim: Statement) -> Fault:
        """What is wrong with a false claim."""
        gold = self.gold.claims
        same = [each for each in gold if _ends(each) == _ends(claim) and each.predicate == claim.predicate]
        if same:
            if all((each.status == "denied") != (claim.status == "denied") for each in same):
                return "qualify", "wrong polarity", f"{claim.status} for {same[0].status}"
            return "qualify", "wrong tense", f"{claim.tense} for {same[0].tense}"
        pair = [each for each in gold if _ends(each) == _ends(claim)]
        if pair:
            wanted = ", ".join(sorted({each.predicate for each in pair}))
            open_ = any(each.key in self.missed for each in pair)
            reason = "right pair, wrong predicate" if open_ else "right pair, surplus predicate"
            return "claim", reason, f"{claim.predicate} for {wanted}"
        if any(_ends(each) == _ends(claim)[::-1] for each in gold):
            return "claim", "swapped", ""
        return self._strangers(claim)

    def _strangers(self, claim: Statement) -> Fault:
        """A false claim on a pair that gold does not relate."""
        unknown = [name for name in _ends(claim) if name not in self.entities]
        if unknown:
            sides = [side for side in ("subject", "object") if getattr(claim, side) in unknown]
            return "mention", f"{' and '.join(sides)} no gold entity", ", ".join(unknown)
        alike = [each for each in self.gold.claims if each.predicate == claim.predicate]
        for side, other in (("object", "subject"), ("subject", "object")):
            near = sorted({getattr(each, side) for each in alike if getattr(each, other) == getattr(claim, other)})
            if near:
                return "claim", f"wrong {side}", f"{getattr(claim, side)} for {', '.join(near)}"
        return "claim", "unrelated pair", ""


def _ends(claim: Statement) -> tuple[str, str]:
    return claim.subject, claim.object

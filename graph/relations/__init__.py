"""From claims to relations: what the articles together say, as the edges that users look at.

`derive` is one pure function; `spells` says which claims speak of one relation, `settle` what they come to. Belief,
echoes and the press's record will weigh the same groups: their place is `settle.confidence_of`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.dates import PartialDate
from graph.ids import digest
from graph.records import Claim
from graph.relations.settle import Relation, settle
from graph.relations.spells import Word, spells

__all__ = ["Relation", "derive"]


def derive(claims: Iterable[Claim], published: Mapping[str, PartialDate | None]) -> tuple[Relation, ...]:
    """The relations that the claims of any number of articles come to; `published` gives each article's date by its id.

    **One relation or two.** Claims on other (subject, predicate, object) triples never touch each other, so a store may
    redo only the triples that new articles touch. Within a triple, claims are one relation unless they certainly are
    not: their known spans do not overlap (a spell by `since`, `until`, for a claim in the present tense the day of its
    article, for one in the past tense at the latest that day; an event by the year of `when`), or the `year` of a
    title, the `team` of a succession or the class of the `role` differ. A claim that fits several goes to the nearest
    in time.

    **Status.** Plain words are `confirmed` claims and denials by name; the newest of them decides. Only a `reported`
    claim that is certainly later than such a denial reopens the matter; a rumour never changes a confirmed fact.
    Without plain words the newest of the `reported` claims and unnamed denials decides, and without those it is
    `speculated`. What is not certainly later counts as the same time, and there confirmed beats reported beats denied
    without a name, and confirmed beats a denial by name. An article without a date is older than every other.

    **Qualifiers and tense.** Each comes from the surest, then newest claim that states it, and is made as exact as any
    claim that agrees with it; a denial gives qualifiers only to a relation that is denied. A role that says something
    beats `other`. A claim that ends before it begins gives no dates, so no relation does.

    Neither the order nor the repetition of claims matters; an article missing in `published` has no known date. The
    result is ordered by subject, predicate, object and time.
    """
    words: dict[tuple[str, str, str], set[Word]] = defaultdict(set)
    for claim in claims:
        words[claim.subject, claim.predicate, claim.object].add(Word(claim, published.get(claim.article)))
    relations = []
    for triple in sorted(words):
        for number, group in enumerate(spells(words[triple])):
            relations.append(settle(f"relation:{digest(*triple, str(number))}", group))
    return tuple(relations)

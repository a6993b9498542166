"""`touchline train GOLD…`: the weights by which names and claims are told, learned from annotated articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import InvalidRecord
from touchline.cli import exits
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from loaders.evaluation import GoldArticle
    from loaders.learning import Claims
    from loaders.name_training import NameExample
    from loaders.reading.naming import KindWeights

_NAMES, _CLAIMS = "naming.json", "weights.json"
_MOST = 10


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Where naming.json and weights.json go; without it, into the package itself.",
)  # fmt: skip
@click.option("--cross", is_flag=True, help="Only print cross-checked figures; write nothing.")
@click.pass_context
def train(ctx: click.Context, gold: tuple[str, ...], out: Path | None, cross: bool) -> None:
    """Learn the weights of names and claims from annotated articles (JSON Lines).

    First the weights that tell names, then, with the names that these tell, those of the claims. The same articles, in
    files of whatever order, give the same bytes. Names that were imported with `touchline reference import` are left
    out of account. Needs numpy.

    \b
    Examples:
      touchline train de.jsonl en.jsonl
      touchline train gold/*.jsonl --cross
      touchline train gold/*.jsonl --out weights/
    """
    from loaders import learning
    from loaders.name_training import text_of_kinds
    from loaders.training import text_of

    os.environ["TOUCHLINE_REFERENCE"] = "-"  # what is learned must not depend on a machine's own names
    learning.need_numpy()
    articles = _articles(ctx, gold)
    folder = out or learning.FOLDER
    if not cross:
        learning.writable(folder)
    rows = _runs(articles)
    kinds = learning.learned_names(rows)
    if cross:
        _tell_names(rows)
    with Progress("claims", total=len(articles)) as progress:
        claims = learning.learned_claims(_stepping(articles, progress), kinds)
    _tell_claims(claims)
    if not cross:
        _tell_changes(folder, kinds, claims)
        learning.write(folder, {_NAMES: text_of_kinds(kinds), _CLAIMS: text_of(claims.weights)})
        click.echo(f"{_NAMES} and {_CLAIMS} written into {folder}")


def _articles(ctx: click.Context, gold: tuple[str, ...]) -> list[GoldArticle]:
    """The annotated articles; a faulty line ends the command, as weights from a part of the lines would be others."""
    from loaders.learning import gold_articles

    faults: list[InvalidRecord] = []
    articles = gold_articles(gold, faults.append)
    for fault in faults:
        click.echo(f"touchline: {' '.join(str(fault).split())}", err=True)
    if faults:
        click.echo("touchline: nothing is learned until these lines are corrected or removed.", err=True)
        ctx.exit(exits.ERROR.code)
    return articles


def _runs(articles: list[GoldArticle]) -> list[NameExample]:
    from loaders.learning import runs_of

    with Progress("names", total=len(articles)) as progress:
        return runs_of(_stepping(articles, progress))


def _stepping(articles: Iterable[GoldArticle], progress: Progress) -> Iterator[GoldArticle]:
    for each in articles:
        yield each
        progress.step()


def _tell_names(rows: list[NameExample]) -> None:
    from loaders.learning import checked_names

    for kind, found in checked_names(rows).items():
        click.echo(f"{kind:7s} P {found.precision:.3f}  R {found.recall:.3f}  of {found.total}")


def _tell_claims(claims: Claims) -> None:
    click.echo(
        f"{claims.articles} articles, {claims.candidates} candidates, "
        f"{claims.found} of {claims.total} gold claims among them"
    )
    for name, (threshold, precision, recall, f1) in (
        ("best F1", claims.best),
        ("default (97 % of it)", claims.default),
    ):
        click.echo(f"{name:24s} {threshold:.3f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    for wanted, recall in claims.recalls.items():
        click.echo(f"recall at precision {wanted:.2f}  {recall:.3f}")


def _tell_changes(folder: Path, kinds: KindWeights, claims: Claims) -> None:
    """What grew and shrank against the weights that lie there, or else the project's own."""
    from loaders.learning import present

    names = {f"{kind} {name}": value for kind, some in kinds.values.items() for name, value in some.items()}
    old = {f"{kind} {name}": value for kind, some in present(folder, _NAMES).items() for name, value in some.items()}
    _tell_file(_NAMES, old, names)
    before = present(folder, _CLAIMS)
    now = claims.weights
    _tell_file(_CLAIMS, before["weights"], now.values)
    if before["threshold"] != now.threshold:
        click.echo(f"  threshold {before['threshold']} → {now.threshold}")


def _tell_file(file: str, old: Mapping[str, float], new: Mapping[str, float]) -> None:
    from loaders.learning import changes

    moved = changes(old, new)
    came, went = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    both = sum(old[name] != new[name] for name in old.keys() & new.keys())
    click.echo(f"{file}: {len(new)} weights; {came} new, {went} gone, {both} changed{', most of all' if moved else ''}")
    width = max((len(name) for name, *_ in moved[:_MOST]), default=0)
    for name, was, now in moved[:_MOST]:
        click.echo(f"  {name:{width}}  {_number(was)} → {_number(now)}")


def _number(value: float | None) -> str:
    return "   none" if value is None else f"{value:+7.3f}"

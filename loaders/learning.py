"""From annotated articles to both sets of weights: those of the names, then those of the claims read with these names.

The order of the files changes nothing: the articles are taught by their id. Without numpy nothing is learned.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.errors import InvalidData, InvalidRecord, TouchlineError, UnusableInput
from loaders.evaluation.gold import GoldArticle, read_gold
from loaders.languages.load import available
from loaders.name_training import Found, NameExample, cross_kinds, fit_kinds, name_runs
from loaders.reading.naming import FILE, KINDS, KindWeights
from loaders.reading.weights import Weights
from loaders.training import Example, answered, calibrated, cross, curve, fit, sentences, surest

Point = tuple[float, ...]
"""Threshold, precision, recall and F1."""
PRECISIONS = (0.75, 0.9)
FEWEST_RUNS = 15  # as often as a reason of names must be seen
FOLDER = FILE.parent


@dataclass(frozen=True, slots=True)
class Claims:
    """What was learned of claims: weights with their threshold, and the cross-checked figures that it was set by.

    `candidates` is how many statements the reader proposed, `found` how many of the `total` gold claims are among
    them; `recalls` is the recall that is reached at a precision.
    """

    weights: Weights
    articles: int
    candidates: int
    found: int
    total: int
    best: Point
    default: Point
    recalls: Mapping[float, float]


class Unwritable(TouchlineError):
    """The folder of the weights cannot be written."""

    code = "unwritable"


class NumpyMissing(TouchlineError):
    """numpy, which only developers need, is not installed."""

    code = "missing_package"


def gold_articles(paths: Iterable[Path | str], on_error: Callable[[InvalidRecord], None]) -> list[GoldArticle]:
    """The annotated articles of the files, by their id. Raises UnusableInput where none has a claim."""
    files = list(paths)
    found = sorted(read_gold(files, on_error=on_error), key=lambda each: (each.article.id, each.article.text))
    if not any(each.claims for each in found):
        fix = "Give annotated articles: docs are in loaders/bundled/README.md."
        raise UnusableInput("no article has a claim.", where=", ".join(map(str, files)), fix=fix)
    return found


def need_numpy() -> None:
    """Raises NumpyMissing where numpy is not installed."""
    if find_spec("numpy") is None:
        raise NumpyMissing("numpy is not installed, and weights cannot be fitted without it.", fix=_INSTALL)


_INSTALL = "Install it with `python -m pip install numpy`, or everything a developer needs with `make test`."


def runs_of(articles: Iterable[GoldArticle]) -> list[NameExample]:
    """The runs that teach names. Raises UnusableInput where they are too few."""
    rows = name_runs(articles)
    if len(rows) < FEWEST_RUNS:
        raise UnusableInput(f"{len(rows)} names are too few to learn from.", fix="Give more annotated articles.")
    return rows


def learned_names(rows: Sequence[NameExample]) -> KindWeights:
    """The weights of the names."""
    with _solvable("names"):
        return fit_kinds(rows)


def checked_names(rows: Sequence[NameExample]) -> Mapping[str, Found]:
    """Cross-checked figures of the names, by kind."""
    with _solvable("names"):
        return cross_kinds(rows)


def learned_claims(articles: Iterable[GoldArticle], kinds: KindWeights) -> Claims:
    """The weights of the claims of articles whose names `kinds` tell; the example sentences teach them too."""
    rows = answered(articles, kinds)
    taught = sentences(available(), kinds)
    with _solvable("claims"):
        decided, total = cross(rows, always=taught)
        if not any(right for _, right in decided):
            raise UnusableInput("none of the annotated claims is read at all.", fix="Give more annotated articles.")
        weights, decided = calibrated(fit([*taught, *rows]), decided)
    points = curve(decided, total)
    default = surest(points)
    recalls = {wanted: max((p[2] for p in points if p[1] >= wanted), default=0.0) for wanted in PRECISIONS}
    return Claims(
        Weights(weights.values, round(default[0], 3)), len(rows), sum(len(row.rows) for row in rows), _found(rows),
        total, max(points, key=lambda point: point[3]), default, recalls,
    )  # fmt: skip


def _found(rows: Iterable[Example]) -> int:
    return sum(len({index for *_, index in row.rows if index is not None}) for row in rows)


@contextmanager
def _solvable(what: str) -> Iterator[None]:
    """Too few articles give equations without a solution."""
    import numpy as np

    try:
        yield
    except (np.linalg.LinAlgError, KeyError) as error:
        fix = "Give more annotated articles."
        raise UnusableInput(f"too few articles to learn the weights of {what} ({error}).", fix=fix) from None


def changes(
    old: Mapping[str, float], new: Mapping[str, float], most: int = 10
) -> list[tuple[str, float | None, float | None]]:
    """The weights that changed most, as (name, old, new); None: there is no such weight."""
    moved = [name for name in {*old, *new} if old.get(name, 0.0) != new.get(name, 0.0)]
    moved.sort(key=lambda name: (-abs(new.get(name, 0.0) - old.get(name, 0.0)), name))
    return [(name, old.get(name), new.get(name)) for name in moved[:most]]


def present(folder: Path, file: str) -> dict[str, Any]:
    """The weights that lie in a folder, or else the project's own. Raises InvalidData if they are none."""
    path = folder / file
    path = path if path.exists() else FOLDER / file
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidData(f"is no file of weights ({error}).", where=str(path), fix="Remove it.") from None
    if not isinstance(data, dict) or not (set(KINDS) <= data.keys() or {"weights", "threshold"} <= data.keys()):
        raise InvalidData("is no file of weights.", where=str(path), fix="Remove it.")
    return data


def writable(folder: Path) -> None:
    """Raises Unwritable where no file can be made in a folder; makes the folder. Asked before the work of minutes."""
    write(folder, {})


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files beside their old ones and then put them in place, so that none is ever half there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
            for file, text in texts.items():
                (Path(made) / file).write_bytes(text.encode("utf-8"))
            for file in texts:
                (Path(made) / file).replace(folder / file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unwritable(f"cannot be written ({reason}).", where=str(folder), fix="Name another with --out.") from None

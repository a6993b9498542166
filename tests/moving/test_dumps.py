"""Dumps from any store into any store: the same graph, the same answers; and files that are not whole."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.generate import readings
from graph.errors import StoreError
from graph.moving import InvalidDump, dump, restore, whole_file
from graph.moving.walk import census
from graph.store import SCHEMA_VERSION, Store
from tests.moving.conftest import CLAIMS, assert_alike, bytes_of, lines


def test_a_restored_graph_is_the_same(full: Store, dumped: Path, empty: Store) -> None:
    counts = restore(empty, dumped)
    assert counts == census(full)
    assert counts["claims"] == CLAIMS + 1
    assert bytes_of(empty) == dumped.read_bytes()
    found = empty.schema()
    assert (found.version, found.missing) == (SCHEMA_VERSION, ())


def test_a_restored_graph_answers_the_same(full: Store, dumped: Path, empty: Store) -> None:
    restore(empty, dumped)
    assert_alike(full, empty)


def test_what_is_loaded_after_a_restore_joins_it(dumped: Path, empty: Store) -> None:
    restore(empty, dumped)
    again = empty.write(readings(CLAIMS))
    assert (again.claims.same, again.claims.new, again.claims.changed, again.relations.new) == (CLAIMS, 0, 0, 0)
    other = list(readings(50, seed=9))
    empty.write(other)
    assert empty.write(other).claims.same == 50


def test_a_graph_that_is_not_empty_is_kept_unless_it_is_to_be_replaced(dumped: Path, empty: Store) -> None:
    empty.write(readings(20))
    before = bytes_of(empty)
    with pytest.raises(StoreError, match=r"not empty \(20 claims\).*--replace"):
        restore(empty, dumped)
    assert bytes_of(empty) == before
    restore(empty, dumped, replace=True)
    assert bytes_of(empty) == dumped.read_bytes()


def test_a_part_of_a_restore_is_read_by_nobody(dumped: Path, empty: Store, opened_again: Callable[..., Any]) -> None:
    def stop(_: int, total: int) -> None:
        if census(empty)["claims"]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(empty, dumped, on_rows=stop)
    for use in (lambda other: other.counts(), lambda other: other.write(readings(5)), bytes_of):
        with pytest.raises(StoreError, match=r"did not come to its end.*touchline restore FILE --replace"):
            opened_again(empty, use)
    restore(empty, dumped, replace=True)
    assert opened_again(empty, bytes_of) == dumped.read_bytes()


def test_a_graph_that_is_written_meanwhile_is_not_dumped(empty: Store, tmp_path: Path) -> None:
    empty.write(readings(30))
    more = iter([list(readings(60))])
    path = tmp_path / "graph.gz"
    with pytest.raises(StoreError, match="changed while it was read"), whole_file(path) as out:
        dump(empty, out, lambda _: [empty.write(each) for each in more])
    assert list(tmp_path.iterdir()) == []


def cut(path: Path) -> bytes:
    return path.read_bytes()[:-400]


def without_end(path: Path) -> bytes:
    return gzip.compress(b"".join(lines(path)[:-1]))


def without_a_row(path: Path) -> bytes:
    some = lines(path)
    return gzip.compress(b"".join(some[:5] + some[6:]))


def with_another_status(path: Path) -> bytes:
    return gzip.compress(b"".join(lines(path)).replace(b'"confirmed"', b'"reported"', 1))


def with_a_flipped_bit(path: Path) -> bytes:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    return bytes(data)


def with_more(path: Path) -> bytes:
    return gzip.compress(b"".join([*lines(path), lines(path)[1]]))


def of_tomorrow(path: Path, what: str = "schema") -> bytes:
    first, *others = lines(path)
    return gzip.compress(b"".join([json.dumps({**json.loads(first), what: 99}).encode() + b"\n", *others]))


FAULTS: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "cut off": (cut, "cut off or damaged"),
    "without its last line": (without_end, "last line is missing"),
    "without a row": (without_a_row, "sums do not agree"),
    "changed": (with_another_status, "sums do not agree"),
    "damaged": (with_a_flipped_bit, "graph.gz"),
    "continued": (with_more, "something follows"),
    "of a newer schema": (of_tomorrow, "schema 99, this touchline knows"),
    "of a newer format": (lambda path: of_tomorrow(path, "format"), "format 99, this touchline knows 1"),
    "empty": (lambda _: b"", "not a line of a dump"),
    "text": (lambda _: b"Ana Gruber coaches.", "not a dump of touchline"),
    "other JSON": (lambda _: gzip.compress(b'{"id": 1}\n'), "not a dump of touchline"),
    "no JSON": (lambda _: gzip.compress(b"\x00\xff\n"), ":1: not a line of a dump"),
    "a list": (lambda path: gzip.compress(lines(path)[0] + b"[1]\n"), ":2: not a line of a dump"),
    "another row": (lambda path: gzip.compress(lines(path)[0] + b'{"section":"x","props":{}}\n'), ":2: not a row"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_is_not_whole_changes_nothing(fault: str, dumped: Path, full: Store, tmp_path: Path) -> None:
    spoil, says = FAULTS[fault]
    path = tmp_path / "graph.gz"
    path.write_bytes(spoil(dumped))
    with pytest.raises(InvalidDump, match=says):
        restore(full, path, replace=True)
    assert census(full)["claims"] == CLAIMS + 1

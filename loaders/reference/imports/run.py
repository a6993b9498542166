"""An import from end to end: files in, the user's tables out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import UnusableInput
from loaders.reference.imports.entry import Refusal, Report
from loaders.reference.imports.formats import FORMATS, format_of
from loaders.reference.imports.known import Known
from loaders.reference.imports.lay import Layer
from loaders.reference.imports.write import CannotWrite, written


def import_files(
    paths: Iterable[Path],
    folder: Path,
    *,
    as_format: str = "",
    kind: str = "",
    on_entry: Callable[[], object] = lambda: None,
) -> Report:
    """Read files into the tables of a folder. What cannot be used is counted in the report, with its reason.

    Files are taken in their order, and who is new in one is known in the next. Importing the same again changes
    nothing. `as_format` is one of `FORMATS`, else each file's is found out; `kind` that of rows that do not say theirs.
    """
    report = Report()
    with _locked(folder):
        known = Known(folder)
        layer = Layer(known, report)
        for path in paths:
            report.files += 1
            try:
                reader = FORMATS[as_format or format_of(path)].read
                for entry in reader(path, report, kind):
                    layer.lay(entry)
                    on_entry()
            except UnusableInput as error:
                report.refuse(Refusal(error.where, "unusable_file", " ".join((error.what, error.fix)).strip()))
        if report.new or report.extended:
            written(known, folder)
    report.dropped = +report.dropped
    return report


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One import at a time: two would each write without the other's rows."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=60)
        lock.acquire()
    except Timeout:
        fix = "Wait until it has ended."
        raise CannotWrite("another import is at work.", where=str(folder), fix=fix) from None
    except OSError as error:
        reason = error.strerror or str(error)
        fix = "Name another folder with TOUCHLINE_REFERENCE."
        raise CannotWrite(f"cannot be written ({reason}).", where=str(folder), fix=fix) from None
    try:
        yield
    finally:
        lock.release()

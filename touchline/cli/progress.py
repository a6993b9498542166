"""A progress bar on standard error, where a terminal is there; nothing otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Progress:
    """`with Progress("reading") as progress: … progress.step()`; `total` is None while nobody knows it."""

    def __init__(self, what: str, *, total: int | None = None) -> None:
        self._what, self._total = what, total
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=self._total)
            self._bar.start()
        return self

    def step(self, count: int = 1, total: int | None = None) -> None:
        """So many more are done; of how many, if that is known by now."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=count, total=total)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

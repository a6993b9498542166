"""Python's collector of cycles, kept waiting where much is made that lives or dies together."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def waiting() -> Iterator[None]:
    """No collection inside: a pass over hundreds of thousands of living objects for each thousand new ones is waste."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

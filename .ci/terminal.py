"""Runs a command as on a terminal without colours, 100 columns wide: `terminal.py COMMAND…`.

So a log shows what a person would see. The exit status is the command's.
"""

from __future__ import annotations

import os
import sys


def main(command: list[str]) -> int:
    """The command's exit status."""
    try:
        import pty
    except ImportError:  # Windows
        os.execvp(command[0], command)
    os.environ.update(TERM="dumb", NO_COLOR="1", COLUMNS="100", LINES="50")
    return os.waitstatus_to_exitcode(pty.spawn(command, _plain))


def _plain(source: int) -> bytes:
    """What the command wrote next; a terminal's ends of line become plain ones. Empty at the end."""
    while written := os.read(source, 65536):
        if plain := written.replace(b"\r", b""):
            return plain
    return b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What people see: the command on a terminal of a given width."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

from graph.settings import Settings
from graph.store import Store

_CODE = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(settings: Settings, width: int, *args: str, **env: str) -> str:
    """What the command writes on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    given = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    given |= {"TOUCHLINE_DATA": str(settings.data), "TERM": "xterm", **env}
    process = subprocess.Popen(
        [sys.executable, "-m", "touchline", *args], stdin=theirs, stdout=theirs, stderr=theirs, env=given
    )
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 65536):
            written += part
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0, written.decode()
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("width", [80, 100, 120])
def test_hotseat_reads_well(settings: Settings, store: Store, width: int) -> None:
    lines = _CODE.sub("", on_terminal(settings, width, "ask", "hotseat", "--team", "nordstern")).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("FC Nordstern  club")
    assert lines[1].split() == ["person", "status", "since", "until", "when", "claims", "confidence"]
    place = lines.index("extension")
    assert lines[place + 1].split() == ["Marco", "Feld", "reported", "2027", "1", "0.90"]
    assert lines[place + 1].index("2027") == lines[1].index("until")
    quote = " ".join(line.strip() for line in lines[place + 2 : lines.index("leaving") - 1])
    assert " ".join(quote.split()) == (
        "The club reportedly offered Feld an extension until 2027. — La Gaceta Verde, 2024-03"
    )
    assert lines[-1].startswith("9 rows")


def test_colours_can_be_turned_off(settings: Settings, store: Store) -> None:
    asked = ("ask", "contracts")
    assert _CODE.search(on_terminal(settings, 100, *asked))
    assert not _CODE.search(on_terminal(settings, 100, *asked, NO_COLOR="1"))


def test_an_ambiguous_name_and_an_empty_answer(settings: Settings, store: Store) -> None:
    shown = _CODE.sub("", on_terminal(settings, 200, "ask", "person", "--person", "feld", "--status", "denied"))
    assert "feld was taken for Marco Feld (person:marco-feld); it may also be Tom Feld" in shown
    assert "No rows." in shown


def test_a_long_word_is_folded_not_lost(settings: Settings, store: Store) -> None:
    lines = _CODE.sub("", on_terminal(settings, 40, "ask", "search", "--text", "nordstern")).splitlines()
    assert max(map(len, lines)) <= 40
    place = lines[0].index("id")
    assert "".join(line[place:] for line in lines[1 : lines.index("")]) == "club:fc-nordstern"

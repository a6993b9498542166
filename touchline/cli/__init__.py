"""The command `touchline`: thin commands over the functions of the front door."""

from touchline.cli.main import main

__all__ = ["main"]

"""`python -m touchline` is the command `touchline`."""

from touchline.cli import main

main()

"""Another touchline process, for the tests of the embedded server: `python -m tests.store.actor FOLDER`.

It opens the store, prints the server's pid, and then does what each line of its standard input says: `count`, `write`,
`close`. It ends when standard input ends.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.settings import Settings
from graph.store import connect, embedded
from tests.store.world import STORY


def main() -> None:
    settings = Settings(data=Path(sys.argv[1]), linger=0.2)
    with connect(settings) as store:
        print(embedded.status(settings).pid, flush=True)
        for line in sys.stdin:
            if line.strip() == "write":
                print(store.write(STORY).articles.new, flush=True)
            elif line.strip() == "count":
                print(store.counts()["articles"], flush=True)
            else:
                break


if __name__ == "__main__":
    main()

"""Serve the guide and the style sheet to a Neo4j Browser on this machine: `python docker/browser/serve.py [PORT]`.

The Browser fetches them from another port than its own and sends headers of its own, so it first asks whether it may
(CORS): `python -m http.server` cannot answer that.
"""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PORT = 8001


class Handler(SimpleHTTPRequestHandler):
    """Files of this folder, for pages of any origin."""

    def end_headers(self) -> None:
        """Every answer may be read by any page."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def do_OPTIONS(self) -> None:
        """Yes, also with the Browser's headers `pragma` and `cache-control`."""
        self.send_response(204)
        self.send_header("Access-Control-Allow-Methods", "GET")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the Browser shows what it could not fetch."""


def server(port: int = PORT) -> ThreadingHTTPServer:
    """A server on loopback, not yet serving; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(Path(__file__).parent)))


def main() -> None:
    """Serve until interrupted."""
    with server(int(sys.argv[1]) if len(sys.argv) > 1 else PORT) as opened:
        here = f"http://localhost:{opened.server_port}"
        print(f"In the Neo4j Browser:\n\n  :style {here}/style.grass\n  :play {here}/guide.html\n\nCtrl+C ends it.")
        try:
            opened.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()

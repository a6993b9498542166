"""`touchline serve`: the graph over HTTP."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free port.")
@click.option(
    "--read-only/--writable", default=None, help="Refuse articles by POST; the default for an address others can reach."
)
@click.option("--free-cypher", is_flag=True, help="Take any statement that only reads at POST /v1/cypher.")
def serve(host: str, port: int, read_only: bool | None, free_cypher: bool) -> None:
    """Answer questions over HTTP until interrupted.

    Documentation is at /v1/docs, its OpenAPI form at /v1/openapi.json. There is no login: whoever reaches the address
    can ask, and, where it is writable, add articles.

    \b
    Examples:
      touchline serve
      touchline serve --port 9000 --read-only
      curl 'http://127.0.0.1:8000/v1/hotseat?team=Real+Madrid'
    """
    import uvicorn

    from api.app import create_app
    from touchline.door import open_graph

    closed = not _is_loopback(host) if read_only is None else read_only
    listening = _listen(host, port)
    # Opened here and not by the app, so that a store that is out of reach is one line and not a log of traces.
    with open_graph(click.get_current_context().obj or {}) as graph:
        if not closed:
            graph.store.prepare()
        free = free_cypher or graph.store.settings.free_cypher
        app = create_app(graph.store, catalogue=graph.catalogue, read_only=closed, free_cypher=free)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving http://{shown}:{listening.getsockname()[1]} (documentation at /v1/docs).", err=True)
        # The end by Ctrl-C is the way to end it, not a fault.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="info", server_header=False)).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket at that address; UsageError if it cannot be had."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise click.UsageError(f"cannot listen at {host}:{port}: {error.strerror or error}.") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""`touchline db start|stop|status`: the embedded server by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph.settings import SettingError, Settings
from touchline.cli import exits

if TYPE_CHECKING:
    from graph.store.embedded import Status


@click.group()
def db() -> None:
    """Start, stop or look at the embedded server.

    Every command starts it when none runs and lets it end afterwards; a server that is started by hand stays, and
    makes the commands after it fast.

    \b
    Examples:
      touchline db start
      touchline db status
      touchline db stop
    """


@db.command()
def start() -> None:
    """Start the server and leave it running."""
    from graph.store import StoreUnavailable, embedded

    found = embedded.start(_settings())
    if not found.running:
        raise StoreUnavailable("the server ended at once.", where=str(found.data), fix="Try again, or see its log.")
    _tell(found)


@db.command()
@click.option("--force", is_flag=True, help="Also if other processes use it.")
@click.pass_context
def stop(ctx: click.Context, force: bool) -> None:
    """Stop the server; if others use it, as soon as the last of them ends."""
    from graph.store import embedded

    found = embedded.stop(_settings(), force=force)
    _tell(found)
    if found.running:
        click.echo("It ends when they do, or now with --force.", err=True)
        ctx.exit(exits.STORE.code)


@db.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status(as_json: bool) -> None:
    """Tell whether a server runs, and for whom."""
    from graph.store import embedded
    from touchline.cli import show

    found = embedded.status(_settings())
    if as_json:
        show.as_json(_plain(found))
    else:
        _tell(found)


def _settings() -> Settings:
    from touchline.door import settings_of

    settings = settings_of(click.get_current_context().find_root().obj or {})
    if settings.uri:
        fix = "Unset it for the embedded server."
        raise SettingError(f"{settings.uri} is not the embedded server.", where="TOUCHLINE_URI", fix=fix)
    return settings


def _plain(found: Status) -> dict[str, Any]:
    return {
        "running": found.running,
        "data": str(found.data),
        "pid": found.pid,
        "port": found.port,
        "users": list(found.users),
        "pinned": found.pinned,
    }


def _tell(found: Status) -> None:
    if not found.running:
        click.echo(f"No server runs on {found.data}.")
        return
    users = ", ".join(map(str, found.users)) or "none"
    stays = "until it is stopped" if found.pinned else "while it is used"
    click.echo(f"A server runs on {found.data} (process {found.pid}, port {found.port}) {stays}; used by: {users}.")

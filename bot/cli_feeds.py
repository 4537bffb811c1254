"""The group `sitrep feeds` of the command line."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

app = typer.Typer(help="Feeds (RSS, Atom, JSON Feed) that sitrep run polls.", no_args_is_help=True)
Which = Annotated[str, typer.Argument(metavar="NUMBER|URL", help="The feed, by its number or address.")]


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="A feed, or a page that names one.")],
) -> None:
    """Poll a feed from now on. Its newest entries are taken at once."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.add(settings.load(), url)))


@app.command("list")
def list_() -> None:
    """List the feeds, with the state of each and why it fails."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.show(settings.load())))


@app.command("remove")
def remove(which: Which) -> None:
    """Poll a feed no more. The articles taken from it stay."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.remove(settings.load(), which)))


@app.command("poll")
def poll(
    which: Annotated[
        str | None, typer.Argument(metavar="[NUMBER|URL]", help="One feed; default: all not paused.")
    ] = None,
) -> None:
    """Poll now, due or not. What is new waits for sitrep run. Exit code 2: a feed could not be read."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.poll(settings.load(), which)))


@app.command("import")
def import_(
    what: Annotated[str, typer.Argument(metavar="FILE|-", help="OPML, or - (standard input).")],
) -> None:
    """Poll the feeds of a list in OPML, as feed readers export it."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.import_(settings.load(), what)))


@app.command("export")
def export(
    where: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A file, or -.")] = "-",
) -> None:
    """Write the feeds as OPML, which feed readers and sitrep feeds import read."""
    from bot import feeds, settings

    sys.exit(asyncio.run(feeds.export(settings.load(), where)))

"""The command line. Each command loads what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

Once = Annotated[str | None, typer.Option(metavar="TEXT", help="Ask one thing, print the answer, end.")]

app = typer.Typer(
    name="sitrep",
    help="A self-hosted Telegram desk for conflict news: verbatim, sourced answers and daily digests.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _settings(*, telegram: bool = False) -> Settings:
    from bot import settings

    return settings.load(telegram=telegram)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sitrep {version('sitrep')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before the command."""


@app.command()
def run() -> None:
    """Run the bot: answer, take articles in, send digests. Needs SITREP_TELEGRAM_TOKEN."""
    settings = _settings(telegram=True)
    from bot import serve

    asyncio.run(serve.run(settings))


@app.command()
def chat(
    once: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Ask one thing, print the answer, end.")
    ] = None,
) -> None:
    """Chat with your archive in this terminal; with the bundled samples while it is empty."""
    from bot import talk

    sys.exit(asyncio.run(talk.chat(_settings(), once=once)))


@app.command()
def demo(
    once: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Ask one thing, print the answer, end.")
    ] = None,
) -> None:
    """Chat in this terminal with an archive made of the bundled sample articles."""
    from bot import talk

    sys.exit(asyncio.run(talk.demo(_settings(), once=once)))


@app.command()
def add(
    what: Annotated[str, typer.Argument(metavar="PATH|URL|-", help="A file, a link, or - (standard input).")],
    source: Annotated[str | None, typer.Option(help="The publisher, if the text names none.")] = None,
    url: Annotated[str | None, typer.Option(help="The article's address, if the text has none.")] = None,
) -> None:
    """Store the articles of a file or page."""
    from bot import archive

    sys.exit(asyncio.run(archive.add(_settings(), what, source=source, url=url)))


@app.command()
def summarize(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="A text file, or - (standard input).")
    ] = "-",
    sentences: Annotated[int, typer.Option(min=1, max=50, help="How many sentences.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per article, with spans.")] = False,
) -> None:
    """Print the most telling sentences of a text, verbatim. Nothing is stored."""
    from bot import summaries

    settings = _settings()
    summaries.summarize(file, sentences=sentences, as_json=json, ranker=settings.summarizer)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The question.")],
    json: Annotated[bool, typer.Option("--json", help="The answer as one JSON object.")] = False,
) -> None:
    """Ask the archive one question."""
    from bot import talk

    sys.exit(asyncio.run(talk.ask(_settings(), text, as_json=json)))


@app.command()
def digest(
    preview: Annotated[bool, typer.Option("--preview", help="Print the digest; nothing is sent.")] = False,
) -> None:
    """Show the digest that a new subscriber would get now."""
    from bot import talk
    from newsroom.errors import Refused

    if not preview:
        raise Refused("cli.digest_preview")
    sys.exit(asyncio.run(talk.chat(_settings(), once="/digest", fall_back=False)))


@app.command()
def export() -> None:
    """Write the archive as JSON lines: id, title, text, url, source, published, language."""
    from bot import archive

    asyncio.run(archive.export(_settings(), sys.stdout))


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date (sitrep run does so too)."""
    from bot import archive

    asyncio.run(archive.migrate(_settings()))


@app.command()
def check() -> None:
    """Check settings, database, packages and language model, and say what is wrong."""
    from bot import checkup

    sys.exit(asyncio.run(checkup.check(_settings())))


bench = typer.Typer(help="Measure quality and speed on data of your own.", no_args_is_help=True)
app.add_typer(bench, name="bench")


@bench.command("summaries")
def bench_summaries(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz): id, set, title, text, reference.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Measure the first N articles only.")] = None,
) -> None:
    """ROUGE of every ranker at three sentences, and time, in one run."""
    from bot import bench as measured

    measured.summaries(file, limit)


@bench.command("answers")
def bench_answers(
    articles: Annotated[
        list[int] | None, typer.Option(min=100, help="The archive's size; give several to see what grows.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The database to fill, or one filled before (default: a temporary file)."
        ),
    ] = None,
    keep: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the SQLite file there.")] = None,
) -> None:
    """Time of the desk's own work on a made-up archive, for every kind of question."""
    from bot import bench_answers as measured

    asyncio.run(measured.answers(articles or [10_000, 100_000], database=database, keep=keep))

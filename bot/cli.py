"""The command line. Each command loads what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import cli_bench, cli_feeds

if TYPE_CHECKING:
    from bot.settings import Settings

Once = Annotated[str | None, typer.Option(metavar="TEXT", help="Ask one thing, print the answer, end.")]

Method = Annotated[str | None, typer.Option(metavar="NAME", help="The ranker; default: SITREP_SUMMARIZER.")]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes for --jsonl; all cores.")]
app = typer.Typer(
    name="sitrep",
    help="A self-hosted Telegram desk for conflict news: verbatim, sourced answers and daily digests.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_feeds.app, name="feeds")
app.add_typer(cli_bench.app, name="bench")


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
def chat(once: Once = None) -> None:
    """Chat with your archive in this terminal; with the bundled samples while it is empty."""
    from bot import talk

    sys.exit(asyncio.run(talk.chat(_settings(), once=once)))


@app.command()
def demo(once: Once = None) -> None:
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
def extract(
    what: Annotated[
        str, typer.Argument(metavar="[FILE|URL|-]", help="A file, a link, or - (standard input).")
    ] = "-",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per article.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON lines: id, kind, content; write JSON lines.")
    ] = False,
    jobs: Jobs = None,
) -> None:
    """Show what would be stored of a file or page. Nothing is stored.

    Lines for --jsonl have kind ("text" or "html") and may have url and received (when it was handed over).
    """
    if jsonl:
        from bot import extraction
        from bot.jsonl import run as go_through

        sys.exit(go_through(what, extraction.line, jobs=jobs, warm=extraction.WARM))
    from bot import extract as command

    sys.exit(asyncio.run(command.extract(_settings(), what, as_json=json)))


@app.command()
def summarize(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE…|-]", help="Text files, or - (standard input).")
    ] = None,
    *,
    sentences: Annotated[int | None, typer.Option(min=1, help="At most so many sentences (3).")] = None,
    chars: Annotated[int | None, typer.Option(min=1, help="At most so many characters.")] = None,
    method: Method = None,
    about: Annotated[str, typer.Option(metavar="TEXT", help="What is said of a person, topic, place.")] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object per article, with spans.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON lines: id, text or documents; write JSON lines.")
    ] = False,
    jobs: Jobs = None,
) -> None:
    """Print the most telling sentences of articles, verbatim. Nothing is stored.

    With both --sentences and --chars, both hold. Lines for --jsonl may also have title, published,
    language, n (sentences), chars, about and known (a list of sentences that were seen).
    """
    from summarizer.model import NORMAL, Budget

    ranker = _ranker(method)
    budget = Budget(sentences=sentences, characters=chars) if sentences or chars else NORMAL
    if jsonl:
        from functools import partial

        from bot import corpus
        from bot.jsonl import run as go_through

        work = partial(corpus.summary, budget=budget, about=about, method=ranker)
        sys.exit(go_through(_only(files), work, jobs=jobs))
    from bot import summaries

    sys.exit(summaries.summarize(files or ["-"], budget=budget, about=about, method=ranker, as_json=json))


@app.command()
def analyze(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|-]", help="A file, or - (standard input).")
    ] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read JSON lines: id, text.")] = False,
    resolve: Annotated[
        bool, typer.Option("--resolve", help="One archive: a person has one id in all lines.")
    ] = False,
    method: Method = None,
    jobs: Jobs = None,
) -> None:
    """Write all that is found in a corpus, as JSON lines: sentences, people, quotations, topics and more.

    Lines may also have title, published and language. The text is taken as the article's body itself. With
    --resolve the lines come when all are read, and "person" is an id.
    """
    from newsroom.errors import Refused

    if not jsonl:
        raise Refused("cli.only_jsonl", command="analyze")
    from functools import partial

    from bot import corpus
    from bot.jsonl import run as go_through

    work = partial(corpus.analysis, method=_ranker(method))
    if resolve:
        from bot.jsonl import together
        from bot.resolving import Resolving

        taken = Resolving()
        sys.exit(together(_only(files), work, taken.take, taken.lines, jobs=jobs))
    sys.exit(go_through(_only(files), work, jobs=jobs))


@app.command()
def stories(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE|-]", help="A file, or - (standard input).")
    ] = None,
    copies: Annotated[
        bool, typer.Option("--copies", help="Name each article's original: id and copy_of (or null) a line.")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read JSON lines in the order of arrival: id, text.")
    ] = False,
) -> None:
    """Group a stream of articles by the events they tell of, or find its copies. Nothing is stored.

    Lines may also have title, published and source. Out: id and story (a number) a line.
    """
    from newsroom.errors import Refused

    if not jsonl:
        raise Refused("cli.only_jsonl", command="stories --copies" if copies else "stories")
    from bot.jsonl import at_the_end, one_by_one

    if copies:
        from bot.copies import Copies

        sys.exit(one_by_one(_only(files), Copies().line))
    from bot.stories import Stories

    taken = Stories()
    sys.exit(at_the_end(_only(files), taken.take, taken.lines))


def _only(files: list[str] | None) -> str:
    """The one input of a command that reads JSON lines."""
    from newsroom.errors import Refused

    if files and len(files) > 1:
        raise Refused("cli.one_file")
    return files[0] if files else "-"


def _ranker(method: str | None) -> str:
    """The ranker that is asked for, or the one that is set."""
    from newsroom.errors import Refused
    from summarizer.rank import RANKERS

    ranker = method or _settings().summarizer
    if ranker not in RANKERS:
        raise Refused("cli.method", method=ranker, known=", ".join(RANKERS))
    return ranker


@app.command()
def ask(
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help="The question; with --jsonl, a file or - (standard input)."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The answer as one JSON object.")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help="Rank given sentences. In, one JSON object a line: id, question, sentences; "
            "out: id, scores (one a sentence), answered.",
        ),
    ] = False,
) -> None:
    """Ask the archive one question, or rank given sentences for many."""
    if jsonl:
        from bot import asking

        sys.exit(asking.rank(text or "-"))
    if text is None:
        raise typer.BadParameter("a question is missing", param_hint="TEXT")
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


@app.command("import")
def import_(
    what: Annotated[
        str, typer.Argument(metavar="FILE|-", help="JSON lines (or .gz), or - (standard input).")
    ],
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; all cores.")] = None,
    refused: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there what was refused or left out."),
    ] = None,
) -> None:
    """Store a collection of articles: one JSON object a line, with a text or html.

    A line may also have id, title, url, source, published and language, and byline, dateline, agency. A
    text is stored as it stands, an html is cleaned first. After any stop the same command goes on where it
    was. Exit code 1: a line was refused, or it stopped early; 2: the file cannot be read to its end.
    """
    from bot import importing

    sys.exit(asyncio.run(importing.run(_settings(), what, jobs=jobs, refused=refused)))


@app.command()
def export(
    where: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A file (.gz: packed), or -.")] = "-",
) -> None:
    """Write the archive as JSON lines: id, title, text, url, source, published, language.

    Byline, dateline and agency stand there where they are known. sitrep import reads it.
    """
    from bot import archive

    asyncio.run(archive.export(_settings(), where))


@app.command()
def migrate() -> None:
    """Bring the database's tables up to date (sitrep run does so too)."""
    from bot import archive

    asyncio.run(archive.migrate(_settings()))


@app.command()
def reanalyze(
    *,
    all_: Annotated[bool, typer.Option("--all", help="Also what this version has read.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; all cores.")] = None,
) -> None:
    """Find anew what an older version of Sitrep found in stored articles: people, quotations, topics, dates.

    Texts, stories, people's numbers and what admins corrected stay as they are. The bot may run meanwhile.
    After any stop the same command goes on where it was. Exit code 1: an article could not be read, or it
    stopped early.
    """
    from bot import reanalyzing

    sys.exit(asyncio.run(reanalyzing.run(_settings(), everything=all_, jobs=jobs)))


@app.command()
def check() -> None:
    """Check settings, database, packages and language model, and say what is wrong."""
    from bot import checkup

    sys.exit(asyncio.run(checkup.check(_settings())))

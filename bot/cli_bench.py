"""The group `sitrep bench` of the command line."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

_CORPUS = (
    "JSON lines (or .gz): text, reference, and if need be set and title; "
    "or a timeline: updates [[date, [sentences]]], references."
)

app = typer.Typer(help="Measure quality and speed on data of your own.", no_args_is_help=True)


@app.command("summarize")
def summarize(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_CORPUS)],
    limit: Annotated[int | None, typer.Option(min=1, help="Measure the first N texts only.")] = None,
) -> None:
    """ROUGE of every ranker (three sentences, five of a timeline), and time, in one run."""
    from bot import bench as measured

    measured.summarize(file, limit)


@app.command("answers")
def answers(
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


@app.command("digest")
def digest(
    readers: Annotated[
        list[int] | None, typer.Option(min=1, help="How many; give several to see what grows.")
    ] = None,
    profiles: Annotated[int, typer.Option(min=1, max=2000, help="How many that differ.")] = 200,
) -> None:
    """Time and memory of composing everybody's digest on a made-up archive."""
    from bot import bench_digest as measured

    measured.digest(readers or [1_000, 10_000], profiles=profiles)


@app.command("analyze")
def analyze(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz) with a text each.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Measure the first N texts only.")] = None,
) -> None:
    """Time of the whole analysis beside the language model alone, in one run."""
    from bot import bench_analyze as measured

    measured.analyze(file, limit)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz) with a text each.")],
    limit: Annotated[int | None, typer.Option(min=36, help="Take the first N texts only.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes; all cores.")] = None,
) -> None:
    """Time of an import beside the language model alone, and of answers while an import runs."""
    from bot import bench_import as measured

    asyncio.run(measured.measure(file, limit, jobs))


@app.command("quotes")
def quotes(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz): text, attributions (source, content).")],
    limit: Annotated[int | None, typer.Option(min=1, help="Take the first N lines only.")] = None,
) -> None:
    """Precision and recall of quotations with their speakers on marked texts."""
    from bot import bench_quotes as measured

    measured.quotes(file, limit)


@app.command("copies")
def copies(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz) with a text each.")],
    limit: Annotated[int | None, typer.Option(min=2, help="Take the first N articles only.")] = None,
) -> None:
    """Precision and recall of finding edited copies of the articles, beside MinHash's overlap of 0.3."""
    from bot import bench_copies as measured

    measured.copies(file, limit)


@app.command("stories")
def stories(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz): text, story (its event), maybe title.")],
    limit: Annotated[int | None, typer.Option(min=2, help="Take the first N articles only.")] = None,
) -> None:
    """BCubed and pairwise F1 of grouping articles by event, beside tf-idf to the nearest story."""
    from bot import bench_stories as measured

    measured.stories(file, limit)


@app.command("delivery")
def delivery(
    subscribers: Annotated[int, typer.Option(min=10, help="How many get a digest.")] = 10_000,
    rate: Annotated[int, typer.Option(min=1, max=1000, help="The limit, in messages a second.")] = 30,
    *,
    faults: Annotated[
        bool, typer.Option("--faults", help="Flood control, 502, broken connections, blocks, migrations.")
    ] = False,
    kills: Annotated[bool, typer.Option("--kills", help="Kill the bot every few seconds.")] = False,
    delay: Annotated[
        int, typer.Option(min=0, max=5000, metavar="MS", help="How long a message takes the server.")
    ] = 0,
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="An empty database, filled for good (default: a temporary file)."),
    ] = None,
) -> None:
    """Rate, 429s, missing and doubled messages of the true bot against a strict stand-in for Telegram.

    Exit code 1: somebody misses theirs, a limit was broken, or more came twice than one message a kill and
    those that were taken before the connection broke.
    """
    from bot import bench_delivery as measured
    from bot.bench_telegram import Limits

    found = asyncio.run(
        measured.measure(
            subscribers,
            Limits(overall=rate),
            faults=faults,
            kills=kills,
            database=database,
            delay=delay / 1000,
        )
    )
    if not found.kept:
        raise typer.Exit(1)


@app.command("learn")
def learn(file: Annotated[Path, typer.Argument(metavar="FILE", help=_CORPUS)]) -> None:
    """Learn the weights of summarizer/data/weights.toml from articles with summaries, and print them."""
    from bot import bench_learn as learned

    learned.learn(file)


@app.command("ask")
def ask(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz): question, candidates, labels; id, set.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Measure the first N questions only.")] = None,
) -> None:
    """P@1, hit@3 and MRR beside BM25, and what is declined, of questions with labelled sentences."""
    from bot import bench_ask as measured

    measured.ask(file, limit)


@app.command("learn-ask")
def learn_ask(
    file: Annotated[Path, typer.Argument(help="JSON lines (or .gz): question, candidates, labels; id, set.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the weights; else they are printed.")
    ] = None,
) -> None:
    """Learn the weights of summarizer/data/answering.toml anew, and show what halves learn for each other."""
    from bot import learn_ask

    learn_ask.learn(file, out)


_ARTICLES = (
    "JSON lines (or .gz): text, a paragraph or sentence a line, and title or reference, "
    "else a first line set apart."
)


class Half(StrEnum):
    """Which of the wordings that made-up pages are of."""

    FIRST = "first"
    SECOND = "second"
    ALL = "all"


@app.command("clean")
def clean(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_ARTICLES)],
    limit: Annotated[int | None, typer.Option(min=2, help="Take the first N lines only.")] = None,
    half: Annotated[Half, typer.Option(help="The wordings of menus, captions and so on.")] = Half.ALL,
) -> None:
    """Text, headline, date and cuts found in made-up pages around your articles, beside simple rules.

    The layouts are made up; real pages may be harder. The shipped weights were learned on all wordings, which
    flatters them; learn-clean shows what is reached with wordings and articles apart.
    """
    from bot import bench_clean as measured

    measured.measure(file, limit, {Half.FIRST: 0, Half.SECOND: 1, Half.ALL: None}[half])


@app.command("learn-clean")
def learn_clean(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_ARTICLES)],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the weights; else they are printed.")
    ] = None,
) -> None:
    """Learn the weights of ingest/reading.toml anew on made-up pages; show what half does on the other."""
    from bot import learn_clean

    learn_clean.learn(files, out)

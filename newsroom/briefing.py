"""Briefs made while somebody waits: of a story's articles, of a person or topic, of what is new."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.answer import Action, Answer, Block, Heading, Notice, Quote, Text
from newsroom.offload import Offload
from newsroom.quoting import stretch
from storage.values import Article
from summarizer import pipeline
from summarizer.model import Budget, Document, Pick

DOCUMENTS = 12  # articles of one brief
STORY = Budget(sentences=4)
ABOUT = Budget(sentences=5)
NEWS = Budget(sentences=3)


async def brief(
    offload: Offload,
    articles: Sequence[Article],
    *,
    budget: Budget,
    about: str = "",
    known: Sequence[str] = (),
) -> list[Quote]:
    """The sentences that tell what the newest of these articles report, each with its own source.

    ``about`` turns it to a person, topic or place, or to any of several, a line each; what ``known``
    sentences say is left out.
    """
    newest = sorted(articles, key=lambda article: article.dated, reverse=True)[:DOCUMENTS]
    told = sorted(newest, key=lambda article: (article.dated, article.id))
    documents = [
        Document(
            text=a.body, title=a.title, published=a.published, source=a.source, language=_known(a.language)
        )
        for a in told
    ]
    found = await offload(pipeline.brief, documents, budget=budget, about=about, known=tuple(known))
    return [_quote(told[run[0].document], run) for run in _runs(found.picks)]


def answer(name: str, quotes: Sequence[Quote], back: Action, further: Sequence[Action]) -> Answer:
    """A brief on one subject; says so where the newest articles have nothing that stands alone.

    ``back`` leads to the subject's page and is no button twice.
    """
    heading = Heading(text=Text.of("brief.heading", name=name))
    blocks: Sequence[Block] = quotes or [Notice(text=Text.of("brief.nothing", name=name))]
    actions = (back, *(action for action in further if action != back))
    return Answer(blocks=(heading, *blocks), actions=actions, answered=bool(quotes))


def _known(language: str) -> str | None:
    return None if language == "und" else language


def _runs(picks: Sequence[Pick]) -> list[list[Pick]]:
    """The picks in order, sentences that follow one another in one article together."""
    runs: list[list[Pick]] = []
    for pick in picks:
        last = runs[-1][-1] if runs else None
        if last and last.document == pick.document and last.position + 1 == pick.position:
            runs[-1].append(pick)
        else:
            runs.append([pick])
    return runs


def _quote(article: Article, run: Sequence[Pick]) -> Quote:
    return stretch(article, run[0].start, run[-1].end)

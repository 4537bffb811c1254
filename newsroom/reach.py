"""How much the archive holds: on a person or topic, and in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsroom.answer import Moment, Notice, Text
from storage.database import Work
from storage.values import Article, Precision, Reach


def _day(at: datetime | None) -> Moment | None:
    return None if at is None else Moment(at=at, precision=Precision.DAY)


def articles(count: int) -> Text:
    """ "4 articles"."""
    return Text.of("count.articles", count=count)


def sources(count: int) -> Text:
    """ "3 sources"; articles whose source is not stated are counted in none."""
    return Text.of("count.sources", count=count)


def notice(reach: Reach) -> Notice:
    """ "In 4 articles from 3 sources, 22 Oct 2024 to 23 Oct 2024"."""
    key = "reach.one_day" if reach.first and reach.last and _same_day(reach) else "reach.span"
    return Notice(
        text=Text.of(
            key,
            articles=articles(reach.articles),
            sources=sources(reach.sources),
            first=_day(reach.first),
            last=_day(reach.last),
        )
    )


def _same_day(reach: Reach) -> bool:
    return reach.first is not None and reach.last is not None and reach.first.date() == reach.last.date()


async def none(work: Work, now: datetime) -> Notice:
    """ "None of 16 stored articles (2 Jan to 20 May, 4 sources) says that. Newest: 6 days old."."""
    held = await work.articles.reach()
    if not held.articles:
        return Notice(text=Text.of("archive.empty"))
    days = (now - held.last).days if held.last else 0
    return Notice(
        text=Text.of(
            "archive.none",
            count=held.articles,
            days=Text.of(
                "archive.day" if _same_day(held) else "archive.days",
                first=_day(held.first),
                last=_day(held.last),
            ),
            sources=sources(held.sources),
            age=Text.of("archive.age", count=days) if days > 0 else Text.of("archive.fresh"),
        )
    )


async def inventory(work: Work) -> list[Notice]:
    """What was looked through, so that "not in my articles" can be weighed."""
    held = await work.articles.reach()
    if not held.articles:
        return [Notice(text=Text.of("archive.empty"))]
    text = Text.of(
        "archive.inventory",
        articles=articles(held.articles),
        sources=sources(held.sources),
        first=_day(held.first),
        last=_day(held.last),
    )
    return [Notice(text=text)]


def told(by: Sequence[Article]) -> Text:
    """ "5 articles, 4 sources", of the articles that tell one story."""
    named = {article.source for article in by if article.source is not None}
    if not named:
        return articles(len(by))
    return Text.of("count.told", articles=articles(len(by)), sources=sources(len(named)))

"""How much the archive holds: on a person or topic, and in all."""

from __future__ import annotations

from datetime import datetime

from newsroom.answer import Moment, Notice, Text
from storage.database import Work
from storage.values import Precision, Reach


def _day(at: datetime | None) -> Moment | None:
    return None if at is None else Moment(at=at, precision=Precision.DAY)


def notice(reach: Reach) -> Notice:
    """ "In 4 articles from 3 sources, 22 Oct 2024 to 23 Oct 2024"."""
    key = "reach.one_day" if reach.first and reach.last and _same_day(reach) else "reach.span"
    return Notice(
        text=Text.of(
            key,
            count=reach.articles,
            sources=reach.sources,
            first=_day(reach.first),
            last=_day(reach.last),
        )
    )


def _same_day(reach: Reach) -> bool:
    return reach.first is not None and reach.last is not None and reach.first.date() == reach.last.date()


async def inventory(work: Work) -> list[Notice]:
    """What was looked through, so that "not in my articles" can be weighed."""
    held = await work.articles.reach()
    if not held.articles:
        return [Notice(text=Text.of("archive.empty"))]
    text = Text.of(
        "archive.inventory",
        count=held.articles,
        sources=held.sources,
        first=_day(held.first),
        last=_day(held.last),
    )
    return [Notice(text=text)]

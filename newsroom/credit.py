"""The words beside every quote: its source, sample mark and date, the same in every face."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, tzinfo

from newsroom.answer import Block, Moment, Quote, QuoteKind, Source, Text
from newsroom.texts import Texts
from storage.values import Precision


def credit(source: Source, texts: Texts, zone: tzinfo) -> str:
    """ "Sample Wire (sample data), 22 Oct 2024"; says so where the source or the date is not known."""
    name = source.name or texts.say(Text.of("source.unknown"), zone)
    if source.sample:
        name = f"{name} ({texts.say(Text.of('source.sample'), zone)})"
    return f"{name}, {_date(source, texts, zone)}"


def credited(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether a credit follows it.

    Every quote has its own, but for a headline and the sentences right under it: they are one piece
    of one article, and the credit comes once, at its end.
    """
    shown = []
    under_headline = False
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if not isinstance(block, Quote):
            shown.append(False)
            under_headline = False
            continue
        under_headline = under_headline or block.kind is QuoteKind.HEADLINE
        goes_on = (
            under_headline
            and isinstance(following, Quote)
            and following.kind is QuoteKind.SENTENCE
            and following.source == block.source
            and following.folded == block.folded
            and not block.others
        )
        shown.append(not goes_on)
        under_headline = goes_on
    return shown


def _date(source: Source, texts: Texts, zone: tzinfo) -> str:
    """When it was published, or else, saying so, when it was passed on or reached the archive."""
    sent = source.published is not None and source.published.precision is Precision.SENT
    if source.published is not None and not sent:
        return texts.moment(source.published, zone)
    at = source.published.at if source.published else source.arrived
    day = Moment(at=datetime.combine(at.astimezone(zone).date(), time(), UTC), precision=Precision.DAY)
    return texts.say(Text.of("source.sent" if sent else "source.arrived", day=day), zone)

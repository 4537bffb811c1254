"""The words beside every quote: its source, sample mark and date, the same in every face."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo

from newsroom.answer import Moment, Source, Text
from newsroom.texts import Texts
from storage.values import Precision


def credit(source: Source, texts: Texts, zone: tzinfo) -> str:
    """ "Sample Wire (sample data), 22 Oct 2024"; says so where the source or the date is not known."""
    name = source.name or texts.say(Text.of("source.unknown"), zone)
    if source.sample:
        name = f"{name} ({texts.say(Text.of('source.sample'), zone)})"
    return f"{name}, {_date(source, texts, zone)}"


def _date(source: Source, texts: Texts, zone: tzinfo) -> str:
    """When it was published, or else, saying so, when it reached the archive."""
    if source.published is not None:
        return texts.moment(source.published, zone)
    day = datetime.combine(source.arrived.astimezone(zone).date(), time(), UTC)
    return texts.say(Text.of("source.arrived", day=Moment(at=day, precision=Precision.DAY)), zone)

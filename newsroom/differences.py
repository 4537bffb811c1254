"""A receipt's words for what a copy or a new text adds to the one that was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsroom.answer import Moment, Text
from newsroom.copying import Near
from newsroom.outcome import Update
from storage.values import Article, Precision
from summarizer.forms import Figure

_TOLD = 4  # names and figures that are told one by one


def copy(article: Article, near: Near, names: Sequence[str], now: datetime) -> Text:
    """ "Stored #412. 92% the same as #398 (Sample Wire, 2 h ago): filed as a copy; adds 2 sentences"."""
    original = near.original
    parts = _parts(len(near.changes.added), names, near.changes.figures)
    return Text.of(
        "receipt.copy",
        number=article.id,
        same=near.same,
        original=original.id,
        source=original.source or Text.of("source.unknown"),
        ago=_when(original, now),
        differs=Text.of("receipt.adds", list=_joined(parts)) if parts else Text.of("receipt.nothing"),
    )


def update(article: Article, made: Update) -> Text:
    """ "Updated #12 …: the new text adds 2 sentences; lacks 1 sentence"."""
    changes = made.changes
    adds = _parts(len(changes.added), (), changes.figures)
    lacks = _parts(made.removed, (), ())
    said = [
        Text.of(key, list=_joined(parts))
        for key, parts in (("receipt.adds", adds), ("receipt.lacks", lacks))
        if parts
    ]
    differs = _joined(said, "receipt.and") if said else Text.of("receipt.alike")
    return Text.of("receipt.updated", number=article.id, differs=differs)


def _when(original: Article, now: datetime) -> Text | Moment:
    """ "2 h ago", or a day that is longer past: when it was published, else came in."""
    passed = now - original.dated
    if passed >= timedelta(days=2):
        return Moment(at=original.dated, precision=Precision.DAY)
    minutes = int(passed / timedelta(minutes=1))
    if minutes < 1:
        return Text.of("ago.now")
    if minutes < 60:
        return Text.of("ago.minutes", count=minutes)
    return Text.of("ago.hours", count=minutes // 60)


def _parts(sentences: int, names: Sequence[str], figures: Sequence[Figure]) -> list[Text]:
    parts = [Text.of("receipt.sentences", count=sentences)] if sentences else []
    if names:
        parts.append(Text.of("receipt.names", count=len(names), names=", ".join(names[:_TOLD])))
    if figures:
        told = [Text.of("receipt.figure", new=each.new, old=each.old) for each in figures[:_TOLD]]
        parts.append(Text.of("receipt.figures", count=len(figures), figures=_joined(told, "receipt.and")))
    return parts


def _joined(parts: Sequence[Text], key: str = "receipt.list") -> Text:
    *before, text = parts
    for part in reversed(before):
        text = Text.of(key, first=part, rest=text)
    return text

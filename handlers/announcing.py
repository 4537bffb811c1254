"""What an admin wants to broadcast: the words after the command or of the message that it replies to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from telegram import Message, MessageEntity

from handlers import mentions
from ingest.decoding import storable
from newsroom.errands import Broadcast
from newsroom.spans import Look, Span, units

_COMMAND = re.compile(r"\s*/\w+(?:@\w+)?")
_LOOKS: dict[str, Look] = {
    MessageEntity.BOLD: "bold",
    MessageEntity.ITALIC: "italic",
    MessageEntity.UNDERLINE: "underline",
    MessageEntity.STRIKETHROUGH: "strikethrough",
}


def read(message: Message) -> Broadcast:
    """What a message with the command asks to broadcast: its own words, else those that it replies to."""
    command = _COMMAND.match(mentions.written(message))
    own = _broadcast(mentions.written(message), message.entities, command.end() if command else 0)
    if own.text or message.effective_attachment:
        return replace(own, mixed=bool(message.effective_attachment))
    if message.quote is not None and message.quote.is_manual:
        return _broadcast(message.quote.text, message.quote.entities or ())
    before = message.reply_to_message
    if before is None:
        return replace(own, mixed=message.external_reply is not None)
    pointed = _broadcast(mentions.written(before), before.entities)
    return replace(pointed, mixed=not pointed.text or bool(before.effective_attachment))


def _broadcast(text: str, entities: Sequence[MessageEntity], start: int = 0) -> Broadcast:
    """The text from ``start`` on, with its bold, links and the like; plain where it cannot be stored so."""
    rest = text[start:]
    body = rest.strip()
    if storable(body) != body:
        return Broadcast(text=storable(body).strip())
    start += len(rest) - len(rest.lstrip())
    spans: list[Span] = []
    for span in _spans(text, entities):
        low, high = max(span.start - start, 0), min(span.end - start, len(body))
        if low >= high:
            continue
        before = spans[-1] if spans else None
        if before is not None and (before.start, before.end) == (low, high):  # bold and a link, say
            spans[-1] = Span(
                start=low, end=high, look=before.look or span.look, href=before.href or span.href
            )
        elif before is None or before.end <= low:
            spans.append(Span(start=low, end=high, look=span.look, href=span.href))
    return Broadcast(text=body, spans=tuple(spans))


def _spans(text: str, entities: Sequence[MessageEntity]) -> list[Span]:
    """The entities that are simple, outer ones first; Telegram counts in UTF-16 units (MessageEntity)."""
    at = {unit: point for point, unit in enumerate(accumulate(map(units, text), initial=0))}
    spans = [
        Span(
            start=at.get(each.offset, 0),
            end=at.get(each.offset + each.length, 0),
            look=_LOOKS.get(each.type),
            href=each.url if each.type == MessageEntity.TEXT_LINK else None,
        )
        for each in entities
    ]
    kept = [span for span in spans if span.look or span.href]
    return sorted(kept, key=lambda span: (span.start, -span.end))

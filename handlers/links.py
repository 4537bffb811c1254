"""The links of a message, bare or behind words, and what is said beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Message, MessageEntity

from handlers import mentions
from ingest import canonical
from ingest.decoding import storable

_KINDS = (MessageEntity.URL, MessageEntity.TEXT_LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The addresses in a message, each once, in its order, and the ``words`` that are no link.

    ``address`` is the one link of a text that makes up the whole of its first or last line: a headline,
    "Read more", or the bare address that was copied with the text.
    """

    found: tuple[str, ...]
    words: str
    address: str | None


def of(message: Message) -> Links:
    """The links of a message or a caption."""
    units = mentions.written(message).encode("utf-16-le", "surrogatepass")
    entities = [e for e in message.entities or message.caption_entities if e.type in _KINDS]
    found, words, whole, end = [], "", [], 0
    for entity in entities:  # offsets and lengths are in UTF-16 code units: Bot API, MessageEntity
        start, before = 2 * entity.offset, end
        end = start + 2 * entity.length
        words += _text(units[before:start])
        url = storable(entity.url or _text(units[start:end]))
        found.append(url if re.match(r"\w+://", url) else f"https://{url}")
        if _is_line(_text(units[:start]), _text(units[end:])):
            whole.append(found[-1])
    words = storable(words + _text(units[end:])).strip()
    others = canonical.only_addresses(words)  # which Telegram takes for none, such as file:
    different = tuple(dict.fromkeys([*found, *others]))
    return Links(
        found=different,
        words="" if others else words,
        address=different[0] if whole and len(different) == 1 else None,
    )


def _is_line(before: str, after: str) -> bool:
    """Whether what stands between the two is a line of its own, the first or the last."""
    above, _, left = before.rpartition("\n")
    right, _, below = after.partition("\n")
    return not left.strip() and not right.strip() and not (above.strip() and below.strip())


def _text(units: bytes) -> str:
    return units.decode("utf-16-le", "surrogatepass")

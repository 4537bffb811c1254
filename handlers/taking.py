"""What a message hands over: the text, the links or the file, with where that is from.

Whether a message hands something over at all is decided in ``adapt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Document, Message, User

from handlers import files, links, mentions, parts
from handlers.origin import Origin, origin_of
from handlers.place import topic_of
from ingest import canonical
from ingest.decoding import storable
from newsroom.answer import Text
from storage.inbox_values import NewSubmission

_PASTE = 280  # characters; questions are shorter, articles longer
_TOLD = 3  # sentences; a question may have two before it asks
_BRIEF = 100  # characters of a headline and two sentences below a blank line, with no question among them
ASKS = ("?", "؟", "？")  # Latin, Arabic, full width
WORDLESS = {  # messages without words, by the name of their text and the fields that tell them
    "picture": ("photo",),
    "film": ("animation", "video", "video_note"),
    "sound": ("voice", "audio"),
    "sticker": ("sticker", "dice"),
    "place": ("venue", "location"),
    "contact": ("contact",),
    "poll": ("poll", "checklist"),
    "story": ("story",),
}
COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?")
_SENTENCE_ENDS = re.compile(r"[.!?…。؟](?=[\"'”’»)\]]*(?:\s|\Z))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Something that is not taken, with what to say about it."""

    text: Text


def text_of(message: Message) -> str:
    """What a message says, or is said under its picture, as it can be stored.

    Where Telegram's offsets count, they count in ``mentions.written``.
    """
    return storable(mentions.written(message))


def file_of(message: Message) -> Document | None:
    """The attached file; an animation also has a document, which is not meant as one."""
    return None if message.animation else message.document


def only_links(message: Message) -> tuple[str, ...]:
    """The addresses, where a message is nothing but links, bare or behind words."""
    found = links.of(message)
    return () if found.words else found.found


def further_picture(message: Message) -> bool:
    """A picture of an album, which come as messages of their own; one of them has the album's words."""
    return bool(message.media_group_id and (message.photo or message.video) and not text_of(message))


def is_paste(text: str) -> bool:
    """Whether a text is too much for a question, or has the form of none."""
    text = text.strip()
    sentences = len(_SENTENCE_ENDS.findall(text))
    told = sentences >= _TOLD and not text.endswith(ASKS)
    brief = sentences == _TOLD - 1 and len(text) >= _BRIEF and not any(sign in text for sign in ASKS)
    return len(text) >= _PASTE or ("\n" in text and told) or ("\n\n" in text and brief)


def taken(message: Message, me: User, now: datetime) -> NewSubmission | Declined:
    """What a message hands over, or why it is not taken."""
    text, file, where = text_of(message), file_of(message), come_from(message)
    if where.bot_id == me.id or message.via_bot == me:
        return Declined(text=Text.of("submit.own"))
    if file is not None:
        return document(message, file, where, now)
    if found := only_links(message):
        # What is read is the page behind the link, so the forward says of it only that it was there then.
        return submission(message, "\n".join(found), Origin(sent=where.sent), now)
    # The words of an album may stand under another of its pictures.
    if not text.strip() and parts.album_of(message) is None:
        return Declined(text=without_words(message))
    return submission(message, text, where, now)


def document(
    message: Message, file: Document, origin: Origin, now: datetime, *, published: bool = False
) -> NewSubmission | Declined:
    """A file. Words under it that are more than a note are kept with it, in case nothing can be made of it.

    A link under it is where it stands. What was ``published`` with it is no note.
    """
    text = "" if COMMAND.match(text_of(message)) and not message.forward_origin else text_of(message)
    links_alone = only_links(message)
    published = published or message.forward_origin is not None
    telling = not links_alone and (is_paste(text) or (published and text.strip()))
    why = files.declined(file)
    if why is not None and not telling:
        return Declined(text=why)
    if len(links_alone) == 1 and origin.url is None:
        origin = replace(origin, url=links_alone[0])
    note = None if telling or links_alone else text.strip() or None
    return replace(
        submission(message, text if telling else "", origin, now, note=note),
        host=None,
        stream=None,
        settles=None,
        file_id=file.file_id,
        file_name=storable(file.file_name or ""),
        file_type=storable(file.mime_type or ""),
    )


def without_words(message: Message) -> Text:
    """What to say to an admin of something without words, by its kind."""
    kind = next((name for name, kinds in WORDLESS.items() if any(getattr(message, k) for k in kinds)), None)
    return Text.of(f"submit.{kind}" if kind else "submit.nothing")


def post(message: Message, *, me: User, now: datetime, part: bool = False) -> NewSubmission | None:
    """A post of a channel whose posts are taken; None for one without words or a file, or in the bot's own.

    Nobody is told of it, so it is from no chat. As a ``part`` of another a file is none.
    """
    text, album, file = text_of(message), parts.album_of(message), file_of(message)
    if message.via_bot == me or (part and file) or not (text.strip() or album or file):
        return None
    where = come_from(message)
    if message.forward_origin is None:
        chat = message.chat
        url = f"https://t.me/{chat.username}/{message.message_id}" if chat.username else where.url
        where = Origin(name=storable(chat.title or "") or None, sent=message.date, url=url)
    found = only_links(message)
    new: NewSubmission | Declined
    if file is not None:
        new = document(message, file, where, now, published=True)
    elif found and not part:
        new = submission(message, "\n".join(found), Origin(sent=where.sent), now)
    else:
        new = submission(message, text, where, now, part=part)
    return None if isinstance(new, Declined) else replace(new, chat_id=None, thread_id=None, user_id=None)


def come_from(message: Message) -> Origin:
    """Where a message is from; its address is a public post's, or stands in a line of it."""
    origin = origin_of(message.forward_origin)
    return origin if origin.url else replace(origin, url=links.of(message).address)


def submission(
    message: Message, text: str, origin: Origin, now: datetime, *, part: bool = False, note: str | None = None
) -> NewSubmission:
    """Text of a message, as something handed over in its chat."""
    album = parts.album_of(message)
    waits = album is not None or parts.is_long(text)
    return NewSubmission(
        key=f"{message.chat_id}:{message.message_id}",
        text=text,
        received=now,
        chat_id=message.chat_id,
        thread_id=topic_of(message),
        message_id=message.message_id,
        user_id=message.from_user.id if message.from_user else None,
        source=origin.name,
        url=origin.url,
        sent=origin.sent,
        note=note,
        host=canonical.host(text),
        stream=album or (parts.stream_of(message) if waits or part else None),
        written=parts.written_at(message),
        settles=now + parts.SETTLE if waits else None,
        glue="\n\n" if album else "",
    )

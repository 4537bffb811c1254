"""What ``/add``, ``/ask`` or a mention without words is about: a file over it, or the message replied to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from telegram import Message, User

from handlers import links, taking
from handlers.origin import Origin, origin_of
from handlers.taking import Declined
from ingest.decoding import storable
from newsroom.answer import Text
from storage.inbox_values import NewSubmission


def pointed_at(message: Message, me: User, now: datetime) -> NewSubmission | Declined | None:
    """What ``/add`` without words stands under, or replies to, or the part of that which is quoted."""
    before, outside = message.reply_to_message, message.external_reply
    if before is not None and before.forum_topic_created is not None:
        before = None  # which whatever is said in a topic seems to reply to
    quoted = storable(message.quote.text) if message.quote else ""
    if taking.file_of(message) is not None:
        return taking.taken(message, me, now)
    if outside is not None and outside.document is not None and outside.animation is None:
        return taking.document(message, outside.document, origin_of(outside.origin), now)
    if outside is not None:  # of which Telegram passes on no more than the quoted part
        return taking.submission(message, quoted, origin_of(outside.origin), now) if quoted else None
    if before is not None and message.quote and message.quote.is_manual:
        return taking.submission(message, quoted, origin_of(before.forward_origin), now)
    return _replied_to(message, before, me, now) if before is not None else None


def asked_of(message: Message, me: User) -> str:
    """The words of somebody's message, or the quoted part of it, that one without words replies to."""
    before = message.reply_to_message
    if before is not None and before.from_user == me:
        return ""
    if message.quote:
        return storable(message.quote.text)
    return taking.text_of(before) if before is not None else ""


def _replied_to(message: Message, before: Message, me: User, now: datetime) -> NewSubmission | Declined:
    """The whole message that is replied to, as if it were handed over."""
    if before.from_user == me:
        return Declined(text=Text.of("submit.own"))
    if taking.further_picture(before):  # its words stand under another picture, which nobody passes on
        return Declined(text=Text.of("submit.album"))
    found, words = links.of(before), taking.text_of(before)
    typed = before.forward_origin is None and taking.file_of(before) is None
    if typed and found.found and found.words and not taking.is_paste(words):
        new: NewSubmission | Declined = taking.submission(
            before, "\n".join(found.found), Origin(), now, note=found.words
        )
    else:
        new = taking.taken(before, me, now)
    return new if isinstance(new, Declined) else _addressed_as(message, new)


def _addressed_as(message: Message, taken: NewSubmission) -> NewSubmission:
    """What another message hands over, asked for by this one: complete, and the receipt goes here."""
    here = taking.submission(message, "", Origin(), taken.received)
    return replace(
        taken,
        **{name: getattr(here, name) for name in ("key", "chat_id", "thread_id", "message_id", "user_id")},
        stream=None,
        settles=None,
        glue="",
    )

"""What a message is: a question to the desk, something handed over, or nothing of ours.

A text is handed over when it is forwarded, when it is attached as a file, when it follows ``/add`` or
``/add`` replies to it, and when it is pasted: long, or of several lines and at least three sentences of
which the last does not ask. Links are, alone or with a few words of an admin's that do not ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Chat, Document, Message, User

from handlers import files, links, mentions, parts, prompts
from handlers.origin import Origin, origin_of
from handlers.place import topic_of
from ingest import canonical
from ingest.decoding import storable
from newsroom.answer import Text
from newsroom.answers import zoning
from newsroom.commands import BY_NAME
from newsroom.errands import Add, Edit
from newsroom.intents import Usage
from newsroom.preferences import ChooseZone, Located
from newsroom.question import Asker, Question, parse
from storage.chat_values import ChatKind
from storage.inbox_values import NewSubmission

_PASTE = 280  # characters; questions are shorter, articles longer
_TOLD = 3  # sentences; a question may have two before it asks
_ASKS = ("?", "؟", "？")  # Latin, Arabic, full width
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
_COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?")
_SENTENCE_ENDS = re.compile(r"[.!?…。؟](?=[\"'”’»)\]]*(?:\s|\Z))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Something that is not taken, with what to say about it."""

    text: Text


Reading = Question | NewSubmission | Declined | None


def read(message: Message, *, me: User, admins: frozenset[int], now: datetime) -> Reading:
    """What the message is; None for what is not meant for the bot.

    In groups only commands, mentions of the bot and replies to it are meant for it; a card of the
    bot's that somebody posted is meant for others. ``me`` is the bot, ``admins`` are user ids.
    """
    asker = sender_of(message, admins)
    if asker is None or (message.via_bot == me and message.forward_origin is None):
        return None
    if (reading := _answering(message, asker, me, now)) is not None:
        return reading
    handed_over = _is_handed_over(message) or _is_own_album(message, asker)
    if asker.kind is ChatKind.PRIVATE and handed_over:
        return _handed_over(message, asker, me, now)
    text = text_of(message) if asker.kind is ChatKind.PRIVATE else mentions.addressed(message, me)
    if text is None or _foreign(text, me, asker.kind):
        return None
    if not text.strip() and not message.text:  # a mention alone has a text, and is answered
        return _only_words(message, asker)
    return _typed(message, text, asker, now)


def _answering(message: Message, asker: Asker, me: User, now: datetime) -> Reading:
    """What a message is that answers what the bot asked for; None for others.

    Of a location that is shared live, where it goes from there is not looked at.
    """
    text, place = text_of(message), message.location
    private = asker.kind is ChatKind.PRIVATE
    if place is not None and private and not (message.forward_origin or message.edit_date):
        intent = Located(latitude=place.latitude, longitude=place.longitude)
        return Question(intent=intent, asker=asker, message_id=message.message_id)
    if _file(message) or text.startswith("/"):
        return None
    number = prompts.asks_for_text(message, me)
    if asker.admin and number is not None:
        return _new_text(message, number, asker)
    if prompts.asks_for_zone(message, me) and zoning.answers(text, now):
        return Question(intent=ChooseZone(words=text), asker=asker, message_id=message.message_id)
    return None


def sender_of(message: Message, admins: frozenset[int]) -> Asker | None:
    """Who asks with a message; None where nobody does (channels, other bots).

    Anonymous admins and members who post as a channel all come from one and the same bot of
    Telegram's; the chat in whose name they write tells them apart (Bot API, Message.sender_chat).
    """
    user, topic = message.from_user, topic_of(message)
    if message.sender_chat is not None:
        return asker_of(message.chat, message.sender_chat, admins, topic)
    return None if user is not None and user.is_bot else asker_of(message.chat, user, admins, topic)


def asker_of(
    chat: Chat, sender: User | Chat | None, admins: frozenset[int], topic: int | None = None
) -> Asker | None:
    """Who asks, in a forum in which topic; None where nobody can (channels)."""
    if chat.type == Chat.CHANNEL:
        return None
    user_id = sender.id if sender else None
    return Asker(
        chat_id=chat.id,
        kind=ChatKind(chat.type),
        user_id=user_id,
        admin=user_id in admins,
        thread_id=topic,
    )


def text_of(message: Message) -> str:
    """What a message says, or is said under its picture, as it can be stored.

    Where Telegram's offsets count, they count in ``mentions.written``.
    """
    return storable(mentions.written(message))


def _only_words(message: Message, asker: Asker) -> Declined | None:
    """A sticker or the like, to which nothing is said in a group; service messages are for nobody."""
    wordless = message.effective_attachment or message.checklist
    if not wordless or _further_picture(message) or asker.kind is not ChatKind.PRIVATE:
        return None
    return Declined(text=_without_words(message) if asker.admin else Text.of("submit.only_text"))


def _further_picture(message: Message) -> bool:
    """A picture of an album, which come as messages of their own; one of them has the album's words."""
    return bool(message.media_group_id and (message.photo or message.video) and not text_of(message))


def _foreign(text: str, me: User, kind: ChatKind) -> bool:
    """Whether a command is for another bot: by its name, or in a group because it is not one of ours."""
    command = _COMMAND.match(text)
    if command is None:
        return False
    if command["bot"]:
        return command["bot"].lower() != (me.username or "").lower()
    return kind is not ChatKind.PRIVATE and command["name"].lower() not in BY_NAME


def _new_text(message: Message, number: int, asker: Asker) -> Reading:
    text = text_of(message)
    if not text.strip():
        return Declined(text=Text.of("submit.only_text"))
    if parts.may_be_cut(text):
        return Declined(text=Text.of("edit.cut"))
    intent = Edit(words=f"{number} text:\n{text}")
    return Question(intent=intent, asker=asker, message_id=message.message_id)


def _typed(message: Message, text: str, asker: Asker, now: datetime) -> Reading:
    intent = parse(text)
    if isinstance(intent, Edit) and parts.may_be_cut(text):
        return Declined(text=Text.of("edit.cut"))
    if asker.admin and isinstance(intent, Add):
        return _submission(message, intent.text, Origin(), now)
    if asker.admin and intent == Usage(command="add") and (pointed := _pointed_at(message)):
        return _submission(message, *pointed, now)
    if asker.admin and asker.kind is ChatKind.PRIVATE and not text.startswith("/"):
        found = links.of(message)
        if _is_paste(text):
            return _submission(message, text, Origin(url=found.address), now)
        if found.found and not text.rstrip().endswith(_ASKS):
            return _submission(message, "\n".join(found.found), Origin(), now, note=found.words)
    return Question(intent=intent, asker=asker, message_id=message.message_id)


def _pointed_at(message: Message) -> tuple[str, Origin] | None:
    """The message that this one replies to, or the part of it that is quoted, with where that is from."""
    before, outside = message.reply_to_message, message.external_reply
    quoted = message.quote.text if message.quote and message.quote.is_manual else ""
    if outside is not None:  # of which Telegram passes on no more than the quoted part
        return (storable(message.quote.text), origin_of(outside.origin)) if message.quote else None
    if before is None or not (text := storable(quoted) or text_of(before)).strip():
        return None
    return text, origin_of(before.forward_origin)


def _is_handed_over(message: Message) -> bool:
    return bool(message.forward_origin or _file(message) or _only_links(message))


def _only_links(message: Message) -> tuple[str, ...]:
    """The addresses, where a message is nothing but links, bare or behind words."""
    found = links.of(message)
    return () if found.words else found.found


def _is_own_album(message: Message, asker: Asker) -> bool:
    """Pictures that an admin sends together, with words under them or none."""
    return asker.admin and message.via_bot is None and parts.album_of(message) is not None


def _is_paste(text: str) -> bool:
    """Whether a text is too much for a question, or has the form of none."""
    text = text.strip()
    told = len(_SENTENCE_ENDS.findall(text)) >= _TOLD and not text.endswith(_ASKS)
    return len(text) >= _PASTE or ("\n" in text and told)


def _handed_over(message: Message, asker: Asker, me: User, now: datetime) -> Reading:
    """A forward, a file or links, which only admins hand over."""
    if not asker.admin:
        return None if _further_picture(message) else Declined(text=Text.of("submit.not_admin"))
    return _taken(message, me, now)


def _taken(message: Message, me: User, now: datetime) -> NewSubmission | Declined:
    text, file = text_of(message), _file(message)
    origin = _origin(message)
    if origin.bot_id == me.id or message.via_bot == me:
        return Declined(text=Text.of("submit.own"))
    if file is not None:
        return _document(message, file, origin, now)
    if found := _only_links(message):
        # What is read is the page behind the link, so the forward says of it only that it was there then.
        return _submission(message, "\n".join(found), Origin(sent=origin.sent), now)
    if parts.album_of(message) is not None:  # whose words may stand under another of its pictures
        return _submission(message, text, origin, now)
    if not text.strip():
        return Declined(text=_without_words(message))
    return _submission(message, text, origin, now)


def _document(message: Message, file: Document, origin: Origin, now: datetime) -> NewSubmission | Declined:
    """A file. Words under it that are more than a note are kept with it, in case nothing can be made of it.

    A link under it is where it stands.
    """
    text = text_of(message)
    links_alone = _only_links(message)
    telling = not links_alone and (_is_paste(text) or (message.forward_origin is not None and text.strip()))
    why = files.declined(file)
    if why is not None and not telling:
        return Declined(text=why)
    if len(links_alone) == 1 and origin.url is None:
        origin = replace(origin, url=links_alone[0])
    note = None if telling or links_alone else text.strip() or None
    taken = _submission(message, text if telling else "", origin, now, note=note)
    return replace(
        taken,
        host=None,
        stream=None,
        settles=None,
        file_id=file.file_id,
        file_name=storable(file.file_name or ""),
        file_type=storable(file.mime_type or ""),
    )


def _without_words(message: Message) -> Text:
    """What to say to an admin of something without words, by its kind."""
    kind = next((name for name, kinds in WORDLESS.items() if any(getattr(message, k) for k in kinds)), None)
    return Text.of(f"submit.{kind}" if kind else "submit.nothing")


def post(message: Message, *, me: User, now: datetime, part: bool = False) -> NewSubmission | None:
    """A post of a channel whose posts are taken; None for one without words, or in the bot's own.

    Nobody is told of it, so it is from no chat.
    """
    text, album = text_of(message), parts.album_of(message)
    if message.via_bot == me or not (text.strip() or album):
        return None
    origin = _origin(message)
    if message.forward_origin is None:
        chat = message.chat
        url = f"https://t.me/{chat.username}/{message.message_id}" if chat.username else origin.url
        origin = Origin(name=storable(chat.title or "") or None, sent=message.date, url=url)
    found = _only_links(message)
    taken = (
        _submission(message, "\n".join(found), Origin(), now)
        if found and not part
        else _submission(message, text, origin, now, part=part)
    )
    return replace(taken, chat_id=None, thread_id=None, user_id=None)


def revised(message: Message, *, me: User, admins: frozenset[int], now: datetime) -> NewSubmission | None:
    """What an edited message hands over, if it was handed over before; None for a file or no words."""
    asker = sender_of(message, admins)
    if asker is None or not asker.admin or _file(message) is not None:
        return None
    reading = read(message, me=me, admins=admins, now=now)
    if isinstance(reading, NewSubmission):
        return reading
    text = text_of(message)
    return _submission(message, text, _origin(message), now) if text.strip() else None


def _origin(message: Message) -> Origin:
    """Where a message is from; its address is a public post's, or stands in a line of it."""
    origin = origin_of(message.forward_origin)
    return origin if origin.url else replace(origin, url=links.of(message).address)


def rest(message: Message, *, admins: frozenset[int], now: datetime) -> NewSubmission | None:
    """The message as the rest of a longer text that was cut before it; None for what cannot be one."""
    asker = sender_of(message, admins)
    if asker is None or not asker.admin or not message.text or message.via_bot is not None:
        return None
    text = text_of(message)
    if not text.strip() or _COMMAND.match(text):
        return None
    return _submission(message, text, _origin(message), now, part=True)


def _submission(
    message: Message, text: str, origin: Origin, now: datetime, *, part: bool = False, note: str | None = None
) -> NewSubmission:
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


def _file(message: Message) -> Document | None:
    """The attached file; an animation also has a document, which is not meant as one."""
    return None if message.animation else message.document

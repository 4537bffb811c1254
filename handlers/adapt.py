"""What a message is: a question to the desk, something handed over, or nothing of ours.

A text is handed over when it is forwarded, when it is attached as a file, when it follows ``/add`` or
``/add`` replies to it, and when it is pasted: long, or of several lines and at least three sentences of
which the last does not ask. Links are, alone or with a few words of an admin's that do not ask.
"""

from __future__ import annotations

import re
from datetime import datetime

from telegram import Chat, Message, User

from handlers import announcing, links, mentions, parts, pointing, prompts, taking
from handlers.origin import Origin
from handlers.place import topic_of
from handlers.taking import Declined
from newsroom import spoken
from newsroom.answer import Text
from newsroom.answers import zoning
from newsroom.commands import BY_NAME
from newsroom.errands import Add, Broadcast, Edit
from newsroom.intents import About, Ask, Intent, Usage
from newsroom.preferences import ChooseZone, Located
from newsroom.question import Asker, Question, parse
from storage.chat_values import ChatKind
from storage.inbox_values import NewSubmission

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
    text = taking.text_of(message) if asker.kind is ChatKind.PRIVATE else mentions.addressed(message, me)
    if text is None or _foreign(text, me, asker.kind):
        return None
    if not text.strip() and not message.text:  # a mention alone has a text, and is answered
        return _only_words(message, asker)
    return _typed(message, text, asker, me, now)


def _answering(message: Message, asker: Asker, me: User, now: datetime) -> Reading:
    """What a message is that answers what the bot asked for; None for others.

    Of a location that is shared live, where it goes from there is not looked at.
    """
    text, place = taking.text_of(message), message.location
    private = asker.kind is ChatKind.PRIVATE
    if place is not None and private and not (message.forward_origin or message.edit_date):
        intent = Located(latitude=place.latitude, longitude=place.longitude)
        return Question(intent=intent, asker=asker, message_id=message.message_id)
    if taking.file_of(message) or text.startswith("/"):
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


def _only_words(message: Message, asker: Asker) -> Declined | None:
    """A sticker or the like, to which nothing is said in a group; service messages are for nobody."""
    wordless = message.effective_attachment or message.checklist
    if not wordless or taking.further_picture(message) or asker.kind is not ChatKind.PRIVATE:
        return None
    return Declined(text=taking.without_words(message) if asker.admin else Text.of("submit.only_text"))


def _foreign(text: str, me: User, kind: ChatKind) -> bool:
    """Whether a command is for another bot: by its name, or in a group because it is not one of ours."""
    command = taking.COMMAND.match(text)
    if command is None:
        return False
    if command["bot"]:
        return command["bot"].lower() != (me.username or "").lower()
    return kind is not ChatKind.PRIVATE and command["name"].lower() not in BY_NAME


def _new_text(message: Message, number: int, asker: Asker) -> Reading:
    text = taking.text_of(message)
    if not text.strip():
        return Declined(text=Text.of("submit.only_text"))
    if parts.may_be_cut(text):
        return Declined(text=Text.of("edit.cut"))
    intent = Edit(words=f"{number} text:\n{text}")
    return Question(intent=intent, asker=asker, message_id=message.message_id)


def _typed(message: Message, text: str, asker: Asker, me: User, now: datetime) -> Reading:
    intent = parse(text)
    if _asks_nothing(intent) and (words := pointing.asked_of(message, me).strip()):
        # Of another's words only a question is taken, whatever command they are.
        asked = spoken.intent(words)
        intent = asked if isinstance(asked, About) else Ask(text=words)
    if isinstance(intent, Broadcast):
        intent = announcing.read(message)
    if isinstance(intent, Edit) and parts.may_be_cut(text):
        return Declined(text=Text.of("edit.cut"))
    if asker.admin and isinstance(intent, Add):
        return taking.submission(message, intent.text, Origin(), now)
    if asker.admin and intent == Usage(command="add") and (pointed := pointing.pointed_at(message, me, now)):
        return pointed
    if asker.admin and asker.kind is ChatKind.PRIVATE and not text.startswith("/"):
        found = links.of(message)
        if taking.is_paste(text):
            return taking.submission(message, text, Origin(url=found.address), now)
        if found.found and not text.rstrip().endswith(taking.ASKS):
            return taking.submission(message, "\n".join(found.found), Origin(), now, note=found.words)
    return Question(intent=intent, asker=asker, message_id=message.message_id)


def _asks_nothing(intent: Intent) -> bool:
    """Whether somebody only calls the bot, as under a question of another's."""
    wordless = isinstance(intent, Ask) and not re.search(r"\w", intent.text)
    return wordless or intent == Usage(command="ask")


def _is_handed_over(message: Message) -> bool:
    return bool(message.forward_origin or taking.file_of(message) or taking.only_links(message))


def _is_own_album(message: Message, asker: Asker) -> bool:
    """Pictures that an admin sends together, with words under them or none."""
    return asker.admin and message.via_bot is None and parts.album_of(message) is not None


def _handed_over(message: Message, asker: Asker, me: User, now: datetime) -> Reading:
    """A forward, a file or links, which only admins hand over."""
    if not asker.admin:
        return None if taking.further_picture(message) else Declined(text=Text.of("submit.not_admin"))
    return taking.taken(message, me, now)


def revised(message: Message, *, me: User, admins: frozenset[int], now: datetime) -> NewSubmission | None:
    """What an edited message hands over, if it was handed over before; None for a file or no words."""
    asker = sender_of(message, admins)
    if asker is None or not asker.admin or taking.file_of(message) is not None:
        return None
    reading = read(message, me=me, admins=admins, now=now)
    if isinstance(reading, NewSubmission):
        return reading if reading.file_id is None else None
    text = taking.text_of(message)
    return taking.submission(message, text, taking.come_from(message), now) if text.strip() else None


def rest(message: Message, *, admins: frozenset[int], now: datetime) -> NewSubmission | None:
    """The message as the rest of a longer text that was cut before it; None for what cannot be one."""
    asker = sender_of(message, admins)
    if asker is None or not asker.admin or not message.text or message.via_bot is not None:
        return None
    text = taking.text_of(message)
    if not text.strip() or taking.COMMAND.match(text):
        return None
    return taking.submission(message, text, taking.come_from(message), now, part=True)

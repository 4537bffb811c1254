"""Which messages are parts of one thing that was handed over: a long paste that was cut up, an album.

Telegram's apps cut a text of more than 4096 UTF-16 code units into messages, sent one right after the
other. The desktop app cuts at the last paragraph, else line, sentence or word, in the second half of
those 4096 (Telegram Desktop, TextUtilities::CutPart); the Android app looks 300 back
(SendMessagesHelper); others cut where the limit falls. Telegram then strips each message, so what stood
at the cut has to be told from what stands around it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Message, MessageOriginChannel, MessageOriginChat

from handlers.runs import UNITS
from newsroom.spans import units
from storage.database import Work
from storage.inbox_values import NewSubmission, Part

SETTLE = timedelta(seconds=2)  # for further parts to come in; all of them are sent within about a second
_APART = timedelta(seconds=3)  # between two parts of a paste, by Telegram's clock of whole seconds
_LOOK_BACK = 300  # units before the limit in which every app looks for a place to cut
_LOST = 4  # units of white space that can get lost at a cut
_PARAGRAPH = "\n\n"
_HEADING = 100  # characters; a longer line is a paragraph
_SENTENCE = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s")
_ENDS = (*".!?…。؟", *"\"'”’»)]")


def is_long(text: str) -> bool:
    """Whether a text can be the part before a cut."""
    return units(text) > UNITS // 2


def may_be_cut(text: str) -> bool:
    """Whether a text is so long that an app may have put its rest into another message."""
    return units(text) > UNITS - _LOOK_BACK - _LOST


def album_of(message: Message) -> str | None:
    """The stream of an album's pictures; files that are sent together are each their own."""
    if message.media_group_id is None or message.document is not None:
        return None
    return f"{message.chat_id}:album:{message.media_group_id}"


def stream_of(message: Message) -> str:
    """The same for the parts of one paste: who wrote them where, or what they are forwarded from."""
    sender = message.from_user.id if message.from_user else ""
    thread = message.message_thread_id if message.is_topic_message else ""
    match message.forward_origin:
        case None:
            origin = ""
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            origin = str(chat.id)
        case _:
            origin = "person"
    return f"{message.chat_id}:{thread}:{sender}:{origin}"


def written_at(message: Message) -> datetime:
    """When the text was first sent, by Telegram's clock."""
    return message.forward_origin.date if message.forward_origin else message.date


async def keep(work: Work, new: NewSubmission | None, rest: NewSubmission | None) -> int | None:
    """Stores what a message hands over; the id of the submission that it is, or is a part of.

    ``rest`` is the message as the rest of a text that was cut, ``new`` as something of its own. None
    where it is neither. What was stored before is not stored again.
    """
    for part in (rest, new):
        if part is not None and (known := await work.inbox.known(part.key)) is not None:
            return known
        if part is not None and part.stream is not None:
            before = await work.inbox.newest(part.stream)
            if before is not None and goes_on(before, part):
                await work.inbox.join(part if part.glue else _glued(before, part), before.submission_id)
                return before.submission_id
    return None if new is None else (await work.inbox.put(new))[0]


def goes_on(before: Part, part: NewSubmission) -> bool:
    """Whether a part belongs to the one before it in its stream: of one album, or of one cut text."""
    if part.glue:
        return True
    if before.written is None or part.written is None:
        return False
    soon = timedelta(0) <= part.written - before.written <= _APART
    return soon and _was_cut(before.text, part.text)


def _was_cut(head: str, rest: str) -> bool:
    """Whether the head is as long as an app makes it: what comes next would not have fitted in."""
    if not is_long(head):
        return False
    if may_be_cut(head):
        return True
    mark = _PARAGRAPH if _PARAGRAPH in head else "\n"
    return units(head) + units(rest.strip().split(mark)[0]) + _LOST >= UNITS


def _glued(before: Part, part: NewSubmission) -> NewSubmission:
    return replace(part, glue=glue(before.text, part.text))


def glue(head: str, rest: str) -> str:
    """What stood between two parts of a text: nothing, a space, or the end of a line or paragraph.

    Apps prefer the last line break before the limit to a sentence's end, and that to a word's.
    """
    if head[-1:].isspace() or rest[:1].isspace():
        return ""
    middle = not head.endswith(_ENDS)
    if units(head) >= UNITS and middle:
        return ""  # cut where the limit fell, be it within a word
    reach = UNITS - _LOOK_BACK if len(head) > UNITS - _LOOK_BACK else UNITS // 2
    passed_over = rest[: max(0, UNITS - len(head))]  # where an app would have cut, had there been a place
    lines = "\n" in head[reach:] or "\n" in passed_over
    if middle:
        within = rest[:1].islower() or not lines
    else:
        within = not (lines or _SENTENCE.search(passed_over) or _is_heading(rest.partition("\n")[0]))
    if within:
        return " "
    return _PARAGRAPH if _PARAGRAPH in head else "\n"


def _is_heading(line: str) -> bool:
    return len(line) < _HEADING and not line.endswith(_ENDS)

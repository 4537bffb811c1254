"""The short tokens that buttons and deep links carry for an intent.

A token is ``tag:field:field``; it must fit the 64 bytes of Telegram's callback data and the 64
characters (A-Z a-z 0-9 _ -) of a deep link's payload, so long texts travel as a stored id.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import get_type_hints

from newsroom.errands import (
    ApproveSource,
    CancelBroadcast,
    Delete,
    Drop,
    Edit,
    Feeds,
    History,
    Inbox,
    KeepText,
    Merge,
    PauseFeed,
    Rejoin,
    RemoveFeed,
    RemoveSource,
    RemoveTopic,
    ResumeFeed,
    Retry,
    SendBroadcast,
    Separate,
    Sources,
    Stats,
    StopBroadcast,
    TakeBack,
    Undo,
)
from newsroom.intents import (
    AskMore,
    Help,
    Intent,
    Latest,
    PersonBrief,
    PersonSources,
    SearchMore,
    ShowArticle,
    ShowContext,
    ShowPerson,
    ShowQuotes,
    ShowStory,
    ShowTimeline,
    ShowTopic,
    ShowWhere,
    StoryNews,
    StoryPeople,
    StorySources,
    TopicBrief,
    Topics,
    TopicSources,
)
from newsroom.preferences import (
    Adjust,
    Alerts,
    ChooseZone,
    DigestNow,
    Follow,
    Following,
    ForgetMe,
    Mute,
    MyData,
    Pause,
    Privacy,
    Resume,
    Settings,
    Subscribe,
    Unfollow,
    Unsubscribe,
)

_TAGS: dict[str, type[Intent]] = {
    "help": Help,
    "latest": Latest,
    "story": ShowStory,
    "news": StoryNews,
    "ssrc": StorySources,
    "speople": StoryPeople,
    "article": ShowArticle,
    "person": ShowPerson,
    "psrc": PersonSources,
    "pbrief": PersonBrief,
    "quotes": ShowQuotes,
    "time": ShowTimeline,
    "where": ShowWhere,
    "topic": ShowTopic,
    "tsrc": TopicSources,
    "tbrief": TopicBrief,
    "topics": Topics,
    "more": AskMore,
    "search": SearchMore,
    "context": ShowContext,
    "digest": DigestNow,
    "sub": Subscribe,
    "unsub": Unsubscribe,
    "plan": Adjust,
    "zone": ChooseZone,
    "pause": Pause,
    "resume": Resume,
    "follow": Follow,
    "mute": Mute,
    "unfollow": Unfollow,
    "following": Following,
    "alerts": Alerts,
    "settings": Settings,
    "privacy": Privacy,
    "mydata": MyData,
    "forget": ForgetMe,
    "undo": Undo,
    "delete": Delete,
    "merge": Merge,
    "back": TakeBack,
    "edit": Edit,
    "keep": KeepText,
    "apart": Separate,
    "join": Rejoin,
    "history": History,
    "stats": Stats,
    "inbox": Inbox,
    "retry": Retry,
    "drop": Drop,
    "sources": Sources,
    "approve": ApproveSource,
    "remove": RemoveSource,
    "tremove": RemoveTopic,
    "feeds": Feeds,
    "fpause": PauseFeed,
    "fresume": ResumeFeed,
    "fremove": RemoveFeed,
    "bsend": SendBroadcast,
    "bcancel": CancelBroadcast,
    "bstop": StopBroadcast,
}
_NAMES = {kind: tag for tag, kind in _TAGS.items()}
LIMIT = 64  # bytes: Bot API, InlineKeyboardButton.callback_data
_DIGITS = 16  # of a number, so that a page times its length is still a number that databases take


def encode(intent: Intent, separator: str = ":") -> str:
    """The token of an intent. Raises ValueError for one that no button can carry."""
    tag = _NAMES.get(type(intent))
    if tag is None:
        raise ValueError(f"{type(intent).__name__} has no token")
    token = separator.join([tag, *(str(getattr(intent, f.name)) for f in fields(intent))])
    if len(token.encode()) > LIMIT:
        raise ValueError(f"the token of {type(intent).__name__} is over {LIMIT} bytes")
    return token


def decode(token: str, separator: str = ":") -> Intent | None:
    """The intent of a token, or None for anything that ``encode`` did not write.

    Last fields that have a default may be missing: links stay in chats for years, and intents grow.
    """
    tag, *values = token.split(separator)
    kind = _TAGS.get(tag)
    if kind is None or len(values) > len(fields(kind)):
        return None
    if any(field.default is MISSING for field in fields(kind)[len(values) :]):
        return None
    hints = get_type_hints(kind)
    arguments: dict[str, str | int] = {}
    for field, value in zip(fields(kind), values, strict=False):
        if hints[field.name] is int:
            if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
                return None
            arguments[field.name] = int(value)
        else:
            arguments[field.name] = value
    return kind(**arguments)  # type: ignore[arg-type]  # fields are int or str, matched above

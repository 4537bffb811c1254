"""Deep links into a private chat, ``t.me/BOT?start=PAYLOAD``: people, topics, stories, questions, searches.

A payload has 1 to 64 characters of A-Z a-z 0-9 _ - (Bot API, "Deep linking"). Anybody can write one and
hand it to others, so it leads to nothing but reading: no payload subscribes, deletes or adds.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from newsroom import intents as i
from newsroom import spoken, tokens
from newsroom.intents import Intent

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBERED = (
    i.Latest,
    i.ShowStory,
    i.StoryNews,
    i.StorySources,
    i.StoryPeople,
    i.ShowArticle,
    i.ShowPerson,
    i.PersonSources,
    i.PersonBrief,
    i.ShowTopic,
    i.TopicSources,
    i.TopicBrief,
    i.Topics,
    i.Help,
)


_TYPED: dict[str, Callable[[str], Intent]] = {
    "ask": lambda typed: i.Ask(text=typed),
    "who": lambda typed: i.Who(name=typed),
    "about": lambda typed: i.Topic(name=typed),
    "said": lambda typed: i.Quotes(words=typed),
    "when": lambda typed: i.Timeline(words=typed),
    "map": lambda typed: i.Where(words=typed),
    "find": lambda typed: i.Search(text=typed),
    "on": spoken.intent,  # of which only a subject's page is taken
}


def payload(intent: Intent) -> str | None:
    """The payload that leads to an intent's answer; None where none can carry it."""
    match intent:
        case i.Ask(text=typed):
            token = _written("ask", typed)
        case i.Who(name=typed):
            token = _written("who", typed)
        case i.Topic(name=typed):
            token = _written("about", typed)
        case i.Quotes(words=typed):
            token = _written("said", typed)
        case i.Timeline(words=typed):
            token = _written("when", typed)
        case i.Where(words=typed):
            token = _written("map", typed)
        case i.Search(text=typed):
            token = _written("find", typed)
        case i.About(text=typed):
            token = _written("on", typed)
        case _ if isinstance(intent, _NUMBERED):
            token = tokens.encode(intent, "_")
        case _:
            return None
    return token if linked(token) == intent else None


def linked(token: str) -> Intent | None:
    """The intent of a payload; None for anything that :func:`payload` did not write."""
    if not _PAYLOAD.fullmatch(token):
        return None
    tag, _, rest = token.partition("_")
    if tag not in _TYPED:
        intent = tokens.decode(token, "_")
        return intent if isinstance(intent, _NUMBERED) else None
    typed = _read(rest)
    if typed is None:
        return None
    intent = _TYPED[tag](typed)
    return intent if tag != "on" or isinstance(intent, i.About) else None


def _written(tag: str, typed: str) -> str:
    """A text in the alphabet of payloads: base64url without its padding (RFC 4648, section 5)."""
    return f"{tag}_{base64.urlsafe_b64encode(typed.encode('utf-8', 'replace')).decode().rstrip('=')}"


def _read(rest: str) -> str | None:
    try:
        typed = base64.b64decode(rest + "=" * (-len(rest) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return typed if typed.strip() and typed.isprintable() else None

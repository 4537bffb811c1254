"""Plain words about one's digest: "subscribe 8am", "send me a digest every morning", "pause for a week"."""

from __future__ import annotations

import re

from newsroom import wishes
from newsroom.intents import Intent, Usage
from newsroom.preferences import ChooseZone, Pause, Resume, Subscribe, Unsubscribe

_DIGEST = r"(?: (?:my|the|this))?(?: daily)? (?:digests?|subscription)"
_SUBSCRIBE = re.compile(r"(?:please )?subscribe(?: me|(?-i: us))?(?: to)? (?P<words>.+)", re.IGNORECASE)
_WANTED = re.compile(r"\bdigests?\b", re.IGNORECASE)
_SPAN = r"(?P<words>(?:for|until|till?|the next|\d+ ?[a-z]+|an?|one|two|three)\b.*|today|tonight|tomorrow)"
_PAUSE = re.compile(rf"(?:please )?pause(?:{_DIGEST})?(?: {_SPAN})?", re.IGNORECASE)
_RESUME = re.compile(rf"(?:please )?(?:resume|unpause|continue)(?:{_DIGEST})?", re.IGNORECASE)
_RESUMES = re.compile(r"resume|unpause|digest", re.IGNORECASE)
_STOP = re.compile(
    rf"(?:please )?(?:(?:stop|cancel|end)(?: sending)?(?: me)?{_DIGEST}|unsubscribe me"
    r"|stop(?: it| this)?|stop sending(?: me)?(?: (?:this|these|it|messages|these messages|news|the news))?)"
    r"(?: please)?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:(?:set|change) )?(?:my |the )?(?:zone|clock|time ?zone(?:(?: is| to)? (?P<words>.+))?)",
    re.IGNORECASE,
)


def intent(plain: str) -> Intent | None:
    """What the words ask for; None for words that are about no digest."""
    if found := _SUBSCRIBE.fullmatch(plain):
        return Subscribe(words=found["words"])
    if found := _PAUSE.fullmatch(plain):
        return Pause(words=found["words"]) if found["words"] else Usage(command="pause")
    if _RESUME.fullmatch(plain) and _RESUMES.search(plain):
        return Resume()
    if _STOP.fullmatch(plain):
        return Unsubscribe()
    if found := _ZONE.fullmatch(plain):
        return ChooseZone(words=found["words"] or "")
    return Subscribe(words=plain) if _asks(plain) else None


def _asks(plain: str) -> bool:
    """Whether words that name a digest say nothing but when, where and about which topics it shall come."""
    if _WANTED.search(plain) is None:
        return False
    wish = wishes.read(plain)
    said = (wish.times or wish.days or wish.parts or wish.rate) and wish.unwanted is None
    return bool(said) and not any(isinstance(each, list) for each in wish.about)


def answers(words: str) -> bool:
    """Whether a message that follows "At what time?" can be an answer to it."""
    if words.rstrip().endswith("?"):
        return False
    wish = wishes.read(words)
    return bool(wish.times or wish.wrong) and not any(isinstance(each, list) for each in wish.about)

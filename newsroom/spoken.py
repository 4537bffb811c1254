"""Plain words that ask for what a command does: "latest", "who is Rutte", "thanks", "more"."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsroom import bare, spoken_alerts, spoken_digest
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.intents import Intent

_POLITE = r"(?:please |can you |could you |show me |give me |tell me |i want |any |the )*"
_WHAT = r"what(?:'?s| is)? (?:new|the latest|the news|up|happening|going on)"
_LATEST = re.compile(
    rf"{_POLITE}(?:latest|news|headlines|updates?|{_WHAT})"
    r"(?: news| stories| headlines)?(?: please)?",
    re.IGNORECASE,
)
_LATEST_ON = re.compile(
    rf"{_POLITE}(?:latest|news|headlines|updates?|{_WHAT}|anything new)"
    r"(?: news)? (?:on|about|from|in|with|regarding) (?P<name>.+)",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:who(?:'s| is| was) |tell me about |who are )(?P<name>.+)", re.IGNORECASE)
_QUOTES = re.compile(
    rf"{_POLITE}(?:quotes?|quotations?|statements?) (?:by|of|from) (?P<words>.+)", re.IGNORECASE
)
_STORY = re.compile(
    rf"{_POLITE}story (?:number |no\.? ?|nr\.? ?)?(?P<words># ?\d+|\d+)(?: please)?", re.IGNORECASE
)
_STORY_NEWS = re.compile(
    r"(?:what(?:'?s| is)? new|what(?:'?s| has| is)? changed|anything new|news|updates?)"
    r" (?:in|on|about|from|with) story (?P<words>\d{1,9})",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    rf"{_POLITE}(?:a )?(?:time ?line|chronology) (?:of|for|on|about) (?:the )?(?P<words>.+)", re.IGNORECASE
)
_MAP = re.compile(rf"{_POLITE}(?:a |the )?map (?:of|for|on) (?:the )?(?P<words>.+)", re.IGNORECASE)
_MENTIONED = re.compile(
    r"where (?:is|are|was|were) (?P<words>.+) (?:mentioned|named|in the news)", re.IGNORECASE
)
_FOLLOW = re.compile(r"(?:please )?(?P<verb>follow|mute) (?!up\b)(?P<name>.+)", re.IGNORECASE)
_UNFOLLOW = re.compile(
    r"(?:please )?(?:(?:unfollow|(?:stop|no longer) following)|(?P<muted>unmute|(?:stop|no longer) muting))"
    r" (?P<name>.+)",
    re.IGNORECASE,
)
_NAMED = 6  # words of what is followed; more are something else that is said
_MORE = re.compile(r"(?:more|show more|more please|next|next page|go on|continue|and\?*)", re.IGNORECASE)
_HELLO = re.compile(
    r"(?:hi|hello|hey|good (?:morning|day|afternoon|evening)|greetings|salam|привет|привіт|вітаю|добрий день)"
    r"(?:[ ,]+(?:there|bot|sitrep|all))?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:many )?(?:thanks|thank you|thx|cheers|ok(?:ay)?|great|good|bye|goodbye|спасибо|дякую)"
    r"(?:[ ,]+(?:a lot|so much|very much|bot|you|thanks|bye|again))*",
    re.IGNORECASE,
)
_COMMANDS: dict[str, Intent] = {
    "help": i.Help(),
    "start": i.Start(),
    "topics": i.Topics(),
    "digest": p.DigestNow(),
    "my digest": p.DigestNow(),
    "subscribe": p.Subscribe(words=""),
    "unsubscribe": p.Unsubscribe(),
    "following": p.Following(),
    "what do i follow": p.Following(),
    "settings": p.Settings(),
    "privacy": p.Privacy(),
    "my data": p.MyData(),
    "forget me": p.ForgetMe(),
}


_NAMED_WORDS: tuple[tuple[re.Pattern[str], Callable[[str], Intent]], ...] = (
    (_STORY_NEWS, lambda words: i.StoryNews(story_id=int(words))),
    (_STORY, lambda words: i.Story(words=words.replace(" ", ""))),
    (_QUOTES, lambda words: i.Quotes(words=words)),
    (_TIMELINE, lambda words: i.Timeline(words=words)),
    (_MAP, lambda words: i.Where(words=words)),
    (_MENTIONED, lambda words: i.Where(words=words)),
)
# What words stand between: punctuation, emoji (symbols of the planes and blocks that have them, with what
# joins and colours them) and marks of direction.
_AROUND = (
    r"[\s?!.,:;)(\u200b-\u200f\u202a-\u202e\u2066-\u2069\u20e3\u2190-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff]"
)
_ENDS = re.compile(rf"\A{_AROUND}+|{_AROUND}+\Z")
_OPEN = re.compile(
    r"(?:what(?:'?s| is| has| was| else)?|anything|something)?\s*"
    r"(?:happened|happening|new|reported|going on|the (?:latest|news)|latest|news)?",
    re.IGNORECASE,
)


def is_open(words: str) -> bool:
    """Whether a question, its words of time taken out, asks for whatever was reported."""
    return _OPEN.fullmatch(words.strip(" ?!.,").replace("’", "'")) is not None


def intent(text: str) -> Intent:
    """What the words ask for; a plain question where they are none of these."""
    plain = _ENDS.sub("", text).replace("’", "'")
    if command := _COMMANDS.get(plain.casefold()) or spoken_alerts.intent(plain):
        return command
    for pattern, meant in (
        (_LATEST, i.Latest()),
        (_MORE, i.More()),
        (_HELLO, i.Courtesy(kind="hello")),
        (_THANKS, i.Courtesy(kind="thanks")),
    ):
        if pattern.fullmatch(plain):
            return meant
    for pattern, named in _NAMED_WORDS:
        if found := pattern.fullmatch(plain):
            return named(found["words"])
    if found := _LATEST_ON.fullmatch(plain) or _WHO.fullmatch(plain):
        return i.About(name=found["name"], text=text, person=found.re is _WHO)
    if found := _FOLLOW.fullmatch(plain) or _UNFOLLOW.fullmatch(plain):
        return _followed(found, text)
    return bare.intent(plain, text) or spoken_digest.intent(plain) or i.Ask(text=text)


def _followed(found: re.Match[str], text: str) -> Intent:
    """Following in plain words; a question, or a longer sentence, is none."""
    name = found["name"]
    if text.rstrip().endswith("?") or len(name.split()) > _NAMED:
        return i.Ask(text=text)
    match found.groupdict().get("verb", "").casefold():
        case "follow":
            return p.FollowNamed(words=name)
        case "mute":
            return p.MuteNamed(words=name)
        case _:
            return p.UnfollowNamed(words=name, muted=bool(found["muted"]))

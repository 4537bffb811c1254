"""Plain words about alerts: "alert me about Kursk", "tell me when Rutte resigns", "no alerts at night".

What may ask for something of the past ("tell me when they met") is a question to the archive.
"""

from __future__ import annotations

import re

from newsroom import alert_words
from newsroom.intents import Intent
from newsroom.preferences import Alerts, FollowNamed, UnfollowNamed
from summarizer import topics

_MOST = 6  # words of what is followed; more are something else that is said
_PLEASE = r"(?:please |can you |could you |would you |i want you to )*"
_ALERTS = r"(?:alerts?|notifications?)"
_WARN = r"(?:alert|notify|ping|warn)"
_ABOUT = r"(?:about|on|of|for|regarding)"
_WANTED = re.compile(
    rf"{_PLEASE}(?:{_WARN} (?:me|us)|keep (?:me|us) (?:updated|posted|informed)|alerts?(?= about\b)"
    rf"|(?:send|give|get)(?: me| us)?(?: an?| the| some)? {_ALERTS}"
    rf"|i (?:want|need|would like|'d like)(?: an?| some)? {_ALERTS}"
    rf"|(?:set|set up|create|add|start|turn on|switch on|enable)(?: me)?(?: an?| the| my)? {_ALERTS})"
    r"(?: (?P<rest>.+))?",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"(?:{_ABOUT}|when(?:ever)?|if|as soon as|once) (?P<name>.+)", re.IGNORECASE)
_ANY = re.compile(
    r"at once|immediately|instantly|now|please|(?:about |of |on )?(?:any |the |breaking )*news", re.IGNORECASE
)
_TELL = re.compile(
    rf"{_PLEASE}(?:tell (?:me|us)|let (?:me|us) know|inform (?:me|us)|message me|write (?:to )?me)"
    r" (?:when(?:ever)?|as soon as|once) (?P<rest>.+)",
    re.IGNORECASE,
)
_NEW = r"anything|something|any|some|new|more|an?|news|articles?|reports?|updates?"
_NEWS = re.compile(
    rf"(?:there(?:'s| is| are)?|you (?:have|get|see)|{_NEW})(?: (?:{_NEW}|happens?))*"
    r" (?:about|on|in|from|of|with|to|regarding|at) (?P<name>.+)",
    re.IGNORECASE,
)
# Verbs that tell what is yet to come, and are no nouns ("talks", "strikes").
_DOES = re.compile(
    r"(?P<name>[\w’'-]+(?: [\w’'-]+){0,3}?)"
    r" (?:(?:is|are|gets?) (?:mentioned|named|quoted|reported|in the news)|makes? (?:the )?news|appears?"
    r"|comes? up|speaks|says|resigns|dies|wins|loses|meets|agrees|arrives|leaves|returns|announces|responds"
    r"|reacts|signs|invades|withdraws|surrenders|decides|happens|ends|starts|begins)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NAME = re.compile(
    r"(?P<name>(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:(?:of|the|and) )?[A-Z][\w’'-]*)*) (?!(?:of|the|and)\b)[a-z].*",
    re.DOTALL,
)
_VERB = re.compile(r" (?:is|are|gets?|has|have|will|does|do)\b.*", re.IGNORECASE | re.DOTALL)
_OVER = re.compile(
    rf"(?:please )?(?:(?:stop|cancel|end|disable|turn off|switch off|mute|no more|no)(?: sending)?(?: me)?"
    rf"(?: the| my| all| any)* {_ALERTS}|(?:stop|quit) (?:alerting|notifying|pinging|warning)(?: me| us)?"
    rf"|do(?:n't| not) {_WARN} (?:me|us)|(?:turn|switch) (?:the |my )?notifications off)"
    rf"(?: any ?more)?(?: please)?(?: (?:about|for|regarding) (?P<name>.+))?",
    re.IGNORECASE,
)
_QUIET = re.compile(
    rf"(?:please )?(?:(?:i want |give me |send me )?no {_ALERTS}|stop {_ALERTS}"
    rf"|do(?:n't| not) (?:{_WARN} (?:me|us)|send(?: me)? {_ALERTS}))(?P<when> .+)",
    re.IGNORECASE,
)


def intent(plain: str) -> Intent | None:
    """What the words ask for; None for words that are about no alerts."""
    if (found := _QUIET.fullmatch(plain)) and (quiet := _quiet(found["when"])) is not None:
        return quiet
    if found := _OVER.fullmatch(plain):
        return UnfollowNamed(words=found["name"]) if found["name"] else Alerts(words="off")
    if found := _WANTED.fullmatch(plain):
        return _wanted(found["rest"] or "")
    if (found := _TELL.fullmatch(plain)) and (what := _told(found["rest"])) is not None:
        return _about(what)
    return None


def _wanted(rest: str) -> Intent | None:
    if not rest or _ANY.fullmatch(rest):
        return Alerts(words="on")
    if (linked := _LINKED.fullmatch(rest)) is None:
        return None
    name = linked["name"]
    sentence = _NAME.fullmatch(name)
    return _about(_told(name) or (sentence["name"] if sentence else _VERB.sub("", name)))


def _told(words: str) -> str | None:
    """What is to be followed of "there is news about Kursk" or "Rutte resigns"."""
    found = _NEWS.fullmatch(words) or _DOES.fullmatch(words)
    return found["name"] if found else None


def _about(name: str) -> Intent | None:
    name = re.sub(r"^(?:the|any|some) ", "", name.strip(), flags=re.IGNORECASE)
    if topics.find(name) is None:
        name = re.sub(r"(?<=\w),? (?:and|or) (?=[A-Z])", ", ", name)
    return FollowNamed(words=name, alert=True) if name and len(name.split()) <= _MOST else None


def _quiet(when: str) -> Intent | None:
    words = f"no alerts{when}"
    wish = alert_words.read(words)
    return Alerts(words=words) if wish.quiet is not None and not wish.rest else None

"""A command typed without its slash: "quotes Rutte", "topic: north korea", "search North Korea", "help me".

Only what can hardly be a question or a sentence is taken for one; the rest is asked of the archive.
"""

from __future__ import annotations

import re

from newsroom import alert_words
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.commands import BY_NAME
from newsroom.intents import Intent

_MOST = 6  # words after the command; more are something else that is said
_NAMED = 4  # words of a name after "who"
_HELP = re.compile(
    r"(?:please |can you |could you )*help(?: me| us| please| out)+"
    r"|(?:i need|i want|show|get|give me|need)(?: some)? help",
    re.IGNORECASE,
)
_ALERTS = re.compile(r"(?:(?:turn|switch) )?(?:my |the )?alerts?(?: (?P<words>.+))?", re.IGNORECASE)
_WHO = re.compile(
    r"(?:(?i:whois) (?P<any>.+)|(?i:who)(?:: ?| )(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*))", re.DOTALL
)
_COMMAND = re.compile(
    r"(?:please )?(?P<command>quotes?|topic|time ?line|search)"
    r"(?:\s*:\s*|\s+)(?P<words>(?!\s).+)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|be|been|did|does|do|has|have|had"
    r"|will|would|can|could|may|might|should|must|not|said|says|told|wants?|wanted)\b"
)
"""Small words that make a question or a sentence of what follows; a name has them in capitals, if at all."""
_GOES_ON = re.compile(r"(?:and|or|of|in|at|by|to|from|with|as|after|that|on)\b", re.IGNORECASE)
_SEARCHING = re.compile(
    r"(?:part(?:y|ies)|teams?|warrants?|engines?|operations?|efforts?|crews?|dogs?|missions?|results?"
    r"|continues?|resumes?|begins?|began|ends?|goes|went|underway)\b"
    r"|.*\b(?!united\b)(?:[a-z]+ed|found|underway)\b"
)
_FILTERED = re.compile(r"[\"“”«»„]|(?<!\S)[-−–]\w|\b[a-z]+:\S", re.IGNORECASE)
_FOR = re.compile(r"(?:for|articles? (?:on|about|with))\s+(?=\S)", re.IGNORECASE)


def intent(plain: str, text: str) -> Intent | None:
    """The command that the words are; None for a question or a sentence. ``text`` is as typed."""
    if _HELP.fullmatch(plain):
        return i.Help()
    if text.rstrip().endswith("?"):
        return None
    if (found := _ALERTS.fullmatch(plain)) and not alert_words.read(found["words"] or "").rest:
        return p.Alerts(words=found["words"] or "")
    if (found := _WHO.fullmatch(plain)) and len((found["any"] or found["name"]).split()) <= _NAMED:
        return i.About(name=found["any"] or found["name"], text=text, person=True)
    if found := _COMMAND.fullmatch(plain):
        return _command(found["command"].casefold().replace(" ", ""), found["words"])
    return None


def _command(name: str, words: str) -> Intent | None:
    """What is typed after a command's name; None where it goes on as a sentence does."""
    filtered = name == "search" and _FILTERED.search(words)
    if not filtered:
        if len(words.split()) > _MOST or _SAYS.search(words) or _GOES_ON.match(words):
            return None
        if name == "search" and _SEARCHING.match(words):
            return None
    if name == "search":
        words = _FOR.sub("", words, count=1)
    return BY_NAME["quotes" if name == "quote" else name].build(words)

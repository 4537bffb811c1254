"""The words after ``/alerts``: on or off, how many an hour, and quiet hours.

``on``, ``3 an hour``, ``at most 2 per hour, quiet 10 pm to 7 am`` and ``no quiet hours`` are such lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from newsroom import schedule

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_CLOCK = r"(?:\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\b\.?)?|noon|midday|midnight)"
_HOURS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HOURLY = re.compile(
    r"(?:(?:at most|up to|maximum|max\.?|not more than|no more than)\s+)?"
    rf"(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})\s*(?:alerts?\s*)?(?:an|a|per|each|every|/)\s*h(?:ou)?r?s?\b"
)
NIGHT = (time(22), time(7))
"""What is meant by the night."""

_NUMBER = re.compile(r"(?:(?:at most|up to|max\.?)\s+)?(?P<count>\d{1,4})(?:\s*alerts?)?")
_SPARES = re.compile(r"(?:none|not|never|no alerts?)\b")
_NIGHT = re.compile(
    r"\b(?:no alerts?|none|not|never|quiet|silent|silence)\s+"
    r"(?:(?:at|by|in the|during the|every) nights?|overnight|(?:while|when) i (?:am asleep|sleep))\b"
)
_LOUD = re.compile(
    r"\b(?:no|without) quiet(?: hours?| times?)?\b"
    r"|\bquiet(?: hours?| times?)?\s*[:=]?\s*(?:off|none|never|no)\b"
    r"|\b(?:at )?any ?time\b|\b(?:day and night|around the clock|24/7)(?!\S)"
)
_QUIET = re.compile(
    r"(?:\b(?:quiet|silent|silence)(?: hours?| times?)?|\b(?:none|not|never|no alerts))\s*[:=]?\s*"
    rf"(?:from\s+|between\s+)?(?P<begin>{_CLOCK})\s*(?:-|–|—|to|till|until|and)\s*(?P<end>{_CLOCK})"
)
_ON = re.compile(r"\b(?:on|start|yes|enable|resume)\b")
_OFF = re.compile(r"\b(?:off|stop|no|none|never|disable|end)\b")
_LEFT = re.compile(r"\b(?:and|with|alerts?|please|turn|switch|them|me|but)\b|[\s,;.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was understood; None where the line does not say. ``loud``: no quiet hours.

    It ``spares`` hours where it begins with when there shall be none. ``rest`` is what was not understood.
    """

    on: bool | None = None
    hourly: int | None = None
    quiet: tuple[time, time] | None = None
    loud: bool = False
    spares: bool = False
    rest: str = ""


def read(line: str) -> Wish:
    """What a line asks for. Nothing is refused here."""
    rest = " ".join(line.casefold().split())
    hourly, quiet, loud, on = None, None, False, None
    spares = _SPARES.match(rest) is not None
    if found := _LOUD.search(rest):
        loud, rest = True, _without(rest, found)
    elif found := _NIGHT.search(rest):
        quiet, rest = NIGHT, _without(rest, found)
    elif found := _QUIET.search(rest):
        begin, end = _clock(found["begin"]), _clock(found["end"])
        if begin is not None and end is not None and begin != end:
            quiet, rest = (begin, end), _without(rest, found)
    if found := _HOURLY.search(rest) or _NUMBER.fullmatch(rest.strip()):
        hourly = _NUMBERS.get(found["count"]) or int(found["count"])
        rest = _without(rest, found)
    if found := _ON.search(rest):
        on, rest = True, _without(rest, found)
    elif found := _OFF.search(rest):
        on, rest = False, _without(rest, found)
    return Wish(
        on=on, hourly=hourly, quiet=quiet, loud=loud, spares=spares, rest=_LEFT.sub(" ", rest).strip()
    )


def _clock(words: str) -> time | None:
    words = words.strip()
    return _HOURS[words] if words in _HOURS else schedule.clock(words)


def _without(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}"

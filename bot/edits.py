"""How desks edit a wire story: named models that make a copy of an article, for measuring."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Edit = Callable[[random.Random, str, str], str]
"""Makes a copy of a text. The second text is another article's, for what is put in."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_BRITISH = tuple(
    (re.compile(american), british)
    for american, british in (
        (r"(?<=\w\w\w)iz(?=(?:e|ed|es|ing|ation|ations)\b)", "is"),
        (r"(?<=\w\w)yz(?=(?:e|ed|es|ing)\b)", "ys"),
        (r"\b(col|fav|harb|hon|lab|neighb|rum|vap|hum|behavi)or", r"\1our"),
        (r"\b([Cc]ent|[Tt]heat|[Mm]et|[Ll]it|[Ff]ib)er\b", r"\1re"),
        (r"\b([Dd]ef|[Oo]ff|[Pp]ret)ense\b", r"\1ence"),
        (r"\b([Tt]rave|[Cc]ance|[Ll]abe|[Mm]ode|[Ff]ue)l(ed|ing|er)\b", r"\1ll\2"),
        (r"\b([Pp])rogram(s?)\b", r"\1rogramme\2"),
        (r"\btoward\b", "towards"),
        (r"\bpercent\b", "per cent"),
        (r"\bgray\b", "grey"),
        (r"\bU\.S\.", "US"),
        (r"“|”", '"'),
    )
)


def _parts(text: str) -> list[str]:
    """Its paragraphs, or its sentences where it has few."""
    paragraphs = [part for part in text.split("\n") if part.strip()]
    return paragraphs if len(paragraphs) > 3 else sentences(text)


def sentences(text: str) -> list[str]:
    """Its sentences, roughly."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _cut(dice: random.Random, text: str, _: str) -> str:
    parts = _parts(text)
    return "\n".join(parts[: max(2, int(len(parts) * dice.uniform(0.3, 0.8)))])


def _opening(_: random.Random, text: str, __: str) -> str:
    return "\n".join(_parts(text)[:3])


def _headline(dice: random.Random, text: str, other: str) -> str:
    return f"{dice.choice(sentences(other))[:90]}\n{text}"


def _spelling(_: random.Random, text: str, __: str) -> str:
    for american, british in _BRITISH:
        text = american.sub(british, text)
    return text


def _figures(dice: random.Random, text: str, _: str) -> str:
    def other(found: re.Match[str]) -> str:
        return str(dice.randrange(10 ** len(found[0]))) if dice.random() < 0.7 else found[0]

    return re.sub(r"\d+", other, text)


def _swapped(dice: random.Random, text: str, _: str) -> str:
    parts = _parts(text)
    for _turn in range(1 + len(parts) // 3):
        one, two = dice.randrange(len(parts)), dice.randrange(len(parts))
        parts[one], parts[two] = parts[two], parts[one]
    return "\n".join(parts)


def _removed(dice: random.Random, text: str, _: str) -> str:
    parts = _parts(text)
    return "\n".join([part for part in parts if dice.random() > 0.25] or parts)


def _added(dice: random.Random, text: str, other: str) -> str:
    parts, new = _parts(text), sentences(other)
    for _turn in range(1 + int(len(parts) * dice.uniform(0.05, 0.3))):
        parts.insert(dice.randrange(len(parts) + 1), dice.choice(new))
    return "\n".join(parts)


def _heavy(dice: random.Random, text: str, other: str) -> str:
    """Sentences dropped and moved, and 8 to 25 words in a hundred left out, replaced or put in."""
    rate, dropped, words = dice.uniform(0.08, 0.25), dice.uniform(0.1, 0.3), other.split()
    kept = [part for part in sentences(text) if dice.random() > dropped] or sentences(text)
    edited = [" ".join(_reworded(dice, part.split(), words, rate)) for part in kept]
    if dice.random() < 0.5:
        edited.insert(dice.randrange(len(edited)), edited.pop(dice.randrange(len(edited))))
    return "\n".join(edited)


def _reworded(dice: random.Random, words: Sequence[str], others: Sequence[str], rate: float) -> list[str]:
    found = []
    for word in words:
        chance = dice.random() / rate
        if chance >= 0.8:
            found.append(word)
        if 0.3 <= chance < 1.0:
            found.append(dice.choice(others))
    return found


def _two(dice: random.Random, text: str, other: str) -> str:
    for name in dice.sample(LIGHT, 2):
        text = MODELS[name](dice, text, other)
    return text


LIGHT = ("cut", "headline", "spelling", "figures", "swapped", "removed", "added")
MODELS: Mapping[str, Edit] = {
    "cut": _cut,
    "opening": _opening,
    "headline": _headline,
    "spelling": _spelling,
    "figures": _figures,
    "swapped": _swapped,
    "removed": _removed,
    "added": _added,
    "two": _two,
    "heavy": _heavy,
}
"""The models by name; ``two`` is any two of the light ones, one after the other."""

"""How many words of number say: "12,000 soldiers", "3,000 to 5,000", "ten thousand", "in the hundreds"."""

from __future__ import annotations

import re
from collections.abc import Sequence

Reach = tuple[float, float]
"""The least and the most that a figure can mean."""

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "k": 1e3, "bn": 1e9}
# As people use the words: "hundreds" are said of 1,500 too, "thousands" of 40,000.
_VAGUE = {
    "tens of thousands": (1e4, 2e5),
    "hundreds of thousands": (1e5, 2e6),
    "dozens": (24.0, 199.0),
    "scores": (40.0, 199.0),
    "hundreds": (100.0, 1999.0),
    "thousands": (1e3, 99_999.0),
    "millions": (1e6, 1e9),
}
_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: float(at) for at, word in enumerate(_ONES.split())}
_NUMBERS |= {word: 10.0 * at for at, word in enumerate(_TENS.split(), 2)}
_VAGUELY = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b", re.IGNORECASE)
_WORD = re.compile(r"\d[\d,.]*\d|\d|[a-z]+", re.IGNORECASE)
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def reach(words: str) -> Reach | None:
    """The least and the most of all figures in the words; None where there is none."""
    told = [_VAGUE[each[0].casefold()] for each in _VAGUELY.finditer(words)]
    told += [(each, each) for each in _exact(_VAGUELY.sub(" ", words))]
    return (min(low for low, _ in told), max(high for _, high in told)) if told else None


def differ(figures: Sequence[Reach]) -> bool:
    """Whether a figure cannot mean the same as the first."""
    return any(high < figures[0][0] or low > figures[0][1] for low, high in figures[1:])


def _exact(words: str) -> list[float]:
    """The numbers, in digits or words; what scales a number belongs to it."""
    found: list[float] = []
    open_ = False  # whether the next word can go on with the last number
    for word in _WORD.findall(words.casefold()):
        scale, number = _SCALES.get(word), _NUMBERS.get(word)
        if scale and open_:
            found[-1] *= scale
        elif number is not None and open_ and _goes_on(found[-1], number):
            found[-1] += number
        elif word[0].isdigit() or number is not None:
            found.append(_digits(word) if number is None else number)
            open_ = True
        else:
            open_ = False
    return found


def _goes_on(begun: float, number: float) -> bool:
    """Whether a number is the rest of one in words: "twenty five", "two hundred fifty"."""
    step = 10 if begun < 100 else 100  # how we count
    return begun >= max(step, 20) and begun % step == 0 < number < step


def _digits(word: str) -> float:
    """ "12,000" and "12.000" are twelve thousand, "1.5" is one and a half."""
    if _GROUPS.fullmatch(word):
        return float(re.sub(r"\D", "", word))
    whole, _, part = word.replace(",", ".").partition(".")
    return float(f"{whole}.{part}") if part.isdigit() else float(whole)

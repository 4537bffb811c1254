"""Forms that news desks fill in anew, for measuring: all but the figures, names and days stays.

Two fillings are two reports, however much of their words they share. All invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

_PLACES = ("Lorvik", "Selm", "Halmar", "Ostrava Bay", "Denholm", "Karsk", "Tarvo", "Brenn", "Ulmeta", "Pelsk")
_PEOPLE = ("Marlow", "Kessler", "Pavic", "Idris", "Lund", "Okoro", "Farrell", "Novak", "Santos", "Brandt")
_FIRMS = ("Norvex", "Halden", "Brightwell", "Corvane", "Dunmore", "Estrel", "Fairbank", "Hexton")

_FORMS: Mapping[str, str] = {
    "drones": (
        "The air force said {n} drones and {n} missiles were launched overnight. Air defences shot down {n} "
        "of them over the {place} and {place} regions, and {n} more did not reach their targets. Debris "
        "damaged {n} houses in {place}, governor {person} said, adding that rescuers were at work there."
    ),
    "market": (
        "Shares in {firm} {move} {n}% in early trading after the company reported quarterly revenue of "
        "{n} million, compared with {n} million a year earlier. Analysts had expected {n} million. Chief "
        "executive {person} said demand had been in line with expectations and kept the outlook for the year."
    ),
    "court": (
        "A court in {place} sentenced {person} to {n} years in prison for {crime}. The judge said the "
        "accused had shown no remorse in the trial, which lasted {n} days. The defence, led by {person}, "
        "said it would appeal against the verdict within {n} days."
    ),
    "weather": (
        "The weather service issued a warning of {weather} for {place} until {n} a.m. Gusts of up to {n} "
        "kilometres an hour are expected, and drivers are advised to allow more time for their journeys."
    ),
    "flash": "Explosions were heard in the centre of {place}, mayor {person} said.",
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "place": _PLACES,
    "person": _PEOPLE,
    "firm": _FIRMS,
    "move": ("rose", "fell", "jumped", "slid"),
    "crime": ("fraud", "robbery", "spying", "arson"),
    "weather": ("wind", "rain", "snow", "ice"),
}


def filled(dice: random.Random, often: int) -> list[tuple[str, str]]:
    """Pairs of fillings of one form, so many of each; the two of a pair share no figure and no name."""
    return [_pair(dice, form) for form in _FORMS.values() for _ in range(often)]


def _pair(dice: random.Random, form: str) -> tuple[str, str]:
    figures = [str(number) for number in dice.sample(range(3, 160), 40)]
    words = {name: dice.sample(known, len(known)) for name, known in _WORDS.items()}
    return _fill(form, figures, words), _fill(form, figures, words)


def _fill(form: str, figures: list[str], words: Mapping[str, list[str]]) -> str:
    """What is filled in is taken away, so that the next filling has other figures and words."""
    take: Mapping[str, Callable[[], str]] = {
        "n": figures.pop,
        **{name: left.pop for name, left in words.items()},
    }
    pieces = form.split("{")
    return pieces[0] + "".join(
        take[name]() + rest for name, _, rest in (each.partition("}") for each in pieces[1:])
    )

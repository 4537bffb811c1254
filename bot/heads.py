"""What a made-up page has close to its text: who wrote it and when, pictures, points, what interrupts it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.layouts import stories, teasers
from bot.phrases import SENTENCES, Phrases

Stating = list[tuple[str, datetime | None]]
"""Lines, each with the time that it states as the article's, if it does."""

_OF_YEARS = re.compile(r"\{date|\{year|\{later|\d{4}")


def head(say: Phrases, when: datetime | None) -> Stating:
    """The lines between headline and text, in some order; ``when`` where the date stands there."""
    blocks: list[tuple[float, Callable[[], list[str]]]] = [
        (0.55, lambda: say.some("sharing", 1, 8)),
        (0.45, lambda: captions(say)),
        (0.12, lambda: say.some("player_texts", 1, 5)),
        (0.1, lambda: say.some("advertisements", 1, 2)),
        (0.06, lambda: say.some("prompts", 1, 3)),
        (0.06, lambda: stories(say, 1, 5, 0.12, 0)),
        (0.05, lambda: say.some("ages", 1, 2)),
        (0.08, lambda: [say.piece.title]),
        (0.13, lambda: points(say)),
    ]
    made = [_plain(make()) for share, make in blocks if say.chance(share)]
    stated = facts(say, when)
    deck = _plain([_deck(say)]) if stated and say.chance(0.25) else []
    first = [[*deck, *stated]] if deck or say.chance(0.7) else []
    made += [] if first else [stated]
    say.dice.shuffle(made)
    lines = [line for block in first + made for line in block]
    if say.chance(0.03):  # a dateline that the page sets on lines of its own
        lines += _plain([say.pick("cities"), say.site, "—"])
    return lines


def above_headline(say: Phrases) -> list[str]:
    """What may stand over a headline and looks like one: picture, path cut short, strapline."""
    style, words = say.dice.random(), say.piece.title.split()
    if style < 0.4:
        return captions(say)
    if style < 0.7:
        cut = " ".join(words[: say.dice.randint(2, 6)]) + say.any(("…", "...", ""))
        return [say.any((f"Home > {say.pick('sections')} > {cut}", cut, f"{say.pick('sections')} / {cut}"))]
    return [" ".join(say.quote().split()[: say.dice.randint(3, 8)]).rstrip(".,;:")]


def _deck(say: Phrases) -> str:
    """The line under a headline that says more: one of the article's own, or a sentence of it in short."""
    if say.piece.deck and say.chance(0.7):
        return say.any(say.piece.deck)
    sentence = SENTENCES.split(say.any(say.piece.paragraphs[:4]))[0]
    return (
        sentence if say.chance(0.3) else " ".join(sentence.split()[: say.dice.randint(9, 22)]).rstrip(".,;:")
    )


def facts(say: Phrases, when: datetime | None) -> Stating:
    """Who wrote it, and the date where there is one."""
    blocks: list[Stating] = []
    wording = say.pick("bylines")
    while when is None and _OF_YEARS.search(wording):
        wording = say.pick("bylines")
    shown = say.chance(0.75)
    if shown:
        byline = wording if say.chance(0.93) else say.pick("bylines_with_no_name")
        blocks.append(_stating(say, byline, when))
    if say.chance(0.25):
        blocks.append(_plain(say.some("roles")))
    if when is None:
        blocks += [_plain(say.some("ages"))] if say.chance(0.6) else []
    elif not any(date for block in blocks for _, date in block):
        blocks.append(_date(say, when))
    if say.chance(0.25):
        say.dice.shuffle(blocks)
    return [line for block in blocks for line in block]


def _date(say: Phrases, when: datetime) -> Stating:
    """The lines with the date."""
    lines = _stating(say, say.pick("publication_dates"), when)
    if say.chance(0.1) and len(lines[0][0]) < 24:
        lines = _plain(say.some("words_before_a_date")) + lines
    if say.chance(0.15):
        later = when + timedelta(days=say.dice.randint(0, 3), minutes=say.dice.randint(0, 300))
        lines += _plain([say.fill(say.pick("later_updates"), later)])
    return lines


def _stating(say: Phrases, wording: str, when: datetime | None) -> Stating:
    """The lines of a wording; those that hold the date state it."""
    return [
        (line, when if when and say.date(when) in line else None)
        for line in say.fill(wording, when).split("\n")
    ]


def _plain(lines: list[str]) -> Stating:
    return [(line, None) for line in lines]


def points(say: Phrases) -> list[str]:
    """What teases above the text: its sentences, or what tells it in short, cut or said again."""
    mark = say.pick("marks_of_points")
    made = say.some("headings_of_points") if not mark or say.chance(0.5) else []
    for _ in range(say.dice.randint(1, 4)):
        point = SENTENCES.split(say.any(say.piece.paragraphs))[0]
        if say.piece.deck and say.chance(0.4):
            point = say.any(say.piece.deck)
        if say.chance(0.5):
            point = point.rstrip(".")
        if say.chance(0.4):
            point = " ".join(point.split()[: say.dice.randint(8, 16)])
        made.append(mark + point)
    return made


def captions(say: Phrases) -> list[str]:
    """What stands under a picture, and who took it."""
    said = say.fill(say.pick("captions")) if say.chance(0.8) else _scene(say)
    credit, style = say.some("credits"), say.dice.random()
    if style < 0.1:
        made = [f"{' '.join(credit)} {said}"]
    elif style < 0.3:
        made = [f"{said} {' '.join(credit)}"]
    elif style < 0.55:
        made = [said, *credit]
    elif style < 0.68:
        made = [*credit, said]
    else:
        made = [said] if style < 0.86 else credit
    return made + (say.some("player_texts", 1, 3) if say.chance(0.15) else [])


def _scene(say: Phrases) -> str:
    """A caption that speaks of what the text does: a sentence of it, whole or a few words."""
    quote = say.quote()[:140]
    return quote if say.chance(0.1) else " ".join(quote.split()[: say.dice.randint(4, 14)]).rstrip(",;:")


def subheading(say: Phrases, paragraph: str) -> list[str]:
    """A heading of the text: one that many texts have, or a few words of what follows."""
    words = paragraph.split()
    if len(words) < 8 or say.chance(0.6):
        return say.some("subheadings")
    start = say.dice.randrange(len(words) - 6)
    phrase = " ".join(words[start : start + say.dice.randint(2, 6)]).strip(".,;:'‘’“”\"!?()- ")
    return [phrase[:1].upper() + phrase[1:]] if phrase else []


def items(say: Phrases) -> list[str]:
    """A list that is of the text: a line with a colon, then items."""
    mark = say.pick("list_marks")
    made, told = [say.fill(say.pick("list_openings"))], say.related(say.piece).paragraphs
    for number in range(1, say.dice.randint(2, 5) + 1):
        item = SENTENCES.split(say.any(told))[0]
        item = " ".join(item.split()[: say.dice.randint(4, 14)]) + say.any((";", "", ".", ""))
        made.append((f"{number}. " if mark == "1. " else mark) + item)
    return made


def interruption(say: Phrases) -> list[str]:
    """What stands between two paragraphs and is not of the text."""
    blocks: list[tuple[int, Callable[[], list[str]]]] = [
        (26, lambda: say.some("advertisements", 1, 2)),
        (22, lambda: captions(say)),
        (14, lambda: say.some("links_in_text")),
        (3, lambda: say.some("links_in_text", 2, 3)),
        (9, lambda: say.some("headings_in_text") + teasers(say, 1, 2, 0.12, 0.1)),
        (10, lambda: say.some("prompts", 1, 2)),
        (3, lambda: say.some("quote_frames") + ([say.name()] if say.chance(0.3) else [])),
        (3, lambda: say.some("sharing", 1, 3)),
        (3, lambda: say.some("player_texts", 1, 3)),
        (2, lambda: say.some("embeds")),
    ]
    (make,) = say.dice.choices([make for _, make in blocks], weights=[weight for weight, _ in blocks])
    return make()

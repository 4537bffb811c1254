"""What a made-up page has above its headline and below its text: blocks of lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import chain

from bot.phrases import SENTENCES, Phrases
from bot.pieces import Piece

_TOLD = 0.4  # of the lists of other stories say a sentence of each


def above(say: Phrases) -> tuple[list[str], list[str]]:
    """The lines before the headline, and of these the menu, which may stand there again below."""
    bar = menu(say)
    blocks: list[tuple[float, Callable[[], list[str]]]] = [
        (0.25, lambda: say.some("consents", 1, 6)),
        (0.6, lambda: say.some("buttons", 1, 6)),
        (0.15, lambda: [say.site]),
        (0.75, lambda: bar),
        (0.25, lambda: say.some("buttons", 1, 6)),
        (0.35, lambda: menu(say)),
        (0.1, lambda: bar),  # once for the telephone
        (0.4, lambda: say.some("tickers", 1, 4)),
        (0.2, lambda: stories(say, 2, 8)),
        (0.15, lambda: say.some("prompts", 1, 4)),
        (0.15, lambda: say.some("advertisements", 1, 2)),
        (0.3, lambda: say.lines("paths")),
        (0.1, lambda: [say.piece.title + say.any((" - ", " | ", " – ")) + say.site]),
        (0.07, lambda: ["Home", say.pick("sections"), say.piece.title]),
        (0.1, lambda: say.some("sharing", 1, 5)),
        (0.25, lambda: say.lines("section_labels")),
    ]
    return list(chain.from_iterable(make() for share, make in blocks if say.chance(share))), bar


def below(say: Phrases, bar: list[str]) -> list[str]:
    """The lines after the text, with the page's own menu again."""
    blocks: list[tuple[float, Callable[[], list[str]]]] = [
        (0.45, lambda: say.lines("tags")),
        (0.4, lambda: say.some("sharing", 1, 8)),
        (0.6, lambda: stories(say)),
        (0.35, lambda: stories(say)),
        (0.2, lambda: stories(say)),
        (0.35, lambda: comments(say)),
        (0.25, lambda: say.some("prompts", 1, 5)),
        (0.15, lambda: say.some("notes_on_the_author", 1, 3)),
        (0.2, lambda: say.some("paths", 1, 2)),
        (0.15, lambda: say.some("advertisements", 1, 2)),
        (0.1, lambda: menu(say)),
        (0.15, lambda: _newest(say)),
    ]
    made = [make() for share, make in blocks if say.chance(share)]
    if say.chance(0.7):
        say.dice.shuffle(made)
    first = say.some("notes_on_the_author", 1, 3) if say.chance(0.4) else []
    last = footer(say, bar) if say.chance(0.8) else []
    return [*first, *chain.from_iterable(made), *last]


def _newest(say: Phrases) -> list[str]:
    """A list of the site's newest, with this article among them, and who last wrote something under which."""
    others = [line for line in stories(say, 2, 5, 0, 0) if line]
    others.insert(say.dice.randint(1, len(others)), say.piece.title)
    said = say.any((f"{say.piece.title} - {say.site}", f"{say.fill('{handle}')} on {say.piece.title}"))
    return [*others, *([said] if say.chance(0.5) else [])]


def menu(say: Phrases, least: int = 3, most: int = 60) -> list[str]:
    """A row or column of sections, with buttons between."""
    size = min(most, least + int(say.dice.expovariate(1 / 18)))
    items = [say.pick("sections") for _ in range(size)]
    style = say.dice.random()
    if style < 0.12:
        return [say.any((" | ", " ", "  ", " · ", " / ")).join(items[:14])]
    if style < 0.2:
        return [" ".join(items[at : at + 6]) for at in range(0, size, 6)]
    return [line for item in items for line in (item, *(say.some("buttons") if say.chance(0.06) else ()))]


def stories(
    say: Phrases, least: int = 2, most: int = 10, told: float = _TOLD, dated: float = 0.3
) -> list[str]:
    """A list of other stories, mostly under a heading; so many tell a sentence of each, or its date."""
    heading = say.some("headings_of_lists") if say.chance(0.9) else []
    return heading + teasers(say, least, most, told, dated)


def teasers(say: Phrases, least: int, most: int, told: float, dated: float) -> list[str]:
    """Headlines of other stories, all with the same about them: number, label, name, date, sentence."""
    made: list[str] = []
    numbers = say.any(("{}", "{}.", "0{}")) if say.chance(0.12) else ""
    labelled, named, clocked = say.chance(0.2), say.chance(0.12), say.chance(0.1)
    timed, told_of, ended = say.chance(dated), say.chance(told), say.chance(0.15)
    mark = say.any(("• ", "- ", "» ", "› ")) if say.chance(0.08) else ""
    age = say.any(("ages", "ages", "publication_dates"))
    others = {
        piece.title: piece for piece in (say.other_piece() for _ in range(say.dice.randint(least, most)))
    }
    for number, other in enumerate(others.values(), start=1):
        made += [numbers.format(number)] * bool(numbers)
        made += say.some("section_labels") * labelled
        made += [say.time(say.other())] * clocked
        made.append(mark + other.title)
        made += say.some("bylines") * named
        if timed:
            made += [say.date(say.other())] if say.chance(0.5) else say.some(age)
        made += [_told(say, other)] * told_of
        made += say.some("ends_of_teasers") * ended
    return made


def _told(say: Phrases, piece: Piece) -> str:
    """The opening of another story, often cut short."""
    paragraph = say.any(piece.paragraphs[:2])
    if say.chance(0.3):
        return " ".join(paragraph.split()[: say.dice.randint(12, 30)]) + say.pick("cuts_of_teasers")
    return SENTENCES.split(paragraph)[0]


def comments(say: Phrases) -> list[str]:
    """What readers wrote, each under a name."""
    made = say.some("headings_of_comments") if say.chance(0.9) else []
    made += say.some("comment_forms", 1, 3) if say.chance(0.4) else []
    who, buttons = say.pick("commenters"), say.chance(0.6)
    for _ in range(say.dice.randint(1, 14)):
        made.append(say.fill(who))
        made += say.some("commenters") if say.chance(0.3) else []
        said = [say.fill(say.pick("comments")) for _ in range(say.any((1, 1, 1, 2, 2, 3, 5)))]
        if say.chance(0.15):
            said.insert(0, _long_comment(say))
        made += [" ".join(said)] if say.chance(0.7) else said
        made += say.some("buttons_of_comments") * buttons
    return made + (say.some("comment_forms", 1, 6) if say.chance(0.4) else [])


def _long_comment(say: Phrases) -> str:
    """A reader speaks at length about what the article does, in its words."""
    words = say.any(say.piece.paragraphs).split()[: say.dice.randint(8, 25)]
    return say.pick("openings_of_long_comments") + " ".join(words) + say.pick("ends_of_long_comments")


def footer(say: Phrases, bar: list[str]) -> list[str]:
    """The last lines of a page."""
    made = (bar if say.chance(0.5) else menu(say, 2, 40)) if say.chance(0.6) else []
    links = say.some("footers", 2, 24)
    if say.chance(0.3):
        links = [" | ".join(links[:9]), *links[9:]]
    made = [*made, *links, *say.some("rights", 1, 3)]
    made += say.some("consents", 1, 5) if say.chance(0.2) else []
    return made + (say.some("buttons", 1, 4) if say.chance(0.2) else [])


def dated_below(say: Phrases, when: datetime) -> list[str]:
    """A line directly under the text that says when it was published."""
    return say.lines("dates_under_a_text", when)

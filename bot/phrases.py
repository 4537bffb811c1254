"""What a made-up site writes: the wordings of ``layouts.toml`` with names, dates and headlines filled in."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib import resources
from random import Random
from typing import TypeVar

from bot.pieces import Piece

T = TypeVar("T")

_WHOLE = frozenset({"names", "times"})
"""Tables whose lists are not divided."""
_BLANK = re.compile(r"\{(\w+)\}")
_TOPICAL = 30  # headlines that share words with one; more, and the words are too common to tell a subject
_ABBREVIATED = (
    "[A-Z]", "Mr", "Ms", "Dr", "Mrs", "Sen", "Rep", "Gov", "Gen", "St", "No", "Jr", "vs", "Lt", "Col", "Capt",
    "Sgt", "Maj", "Cpl", "Rev", "Hon", "Prof", "Adm", "Inc", "Co", "Corp", "Ltd", r"[ap]\.m", "Jan", "Feb",
    "Aug", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
_SHORT = "".join(rf"(?<!\b{word}\.)" for word in _ABBREVIATED)
SENTENCES = re.compile(rf"(?<=[.!?]){_SHORT}\s+(?=[A-Z“\"‘])")
"""Between two sentences."""


@cache
def wordings(half: int | None) -> dict[str, tuple[str, ...]]:
    """The lists of ``layouts.toml``: all of each, or every second from 0 or from 1 on."""
    held = tomllib.loads(resources.files(__package__).joinpath("layouts.toml").read_text(encoding="utf-8"))
    return {
        name: tuple(listed if half is None or table in _WHOLE else listed[half::2] or listed)
        for table, lists in held.items()
        for name, listed in lists.items()
    }


class Phrases:
    """The voice of one site at a time. ``about`` begins a page, ``fill`` and ``some`` give its lines.

    ``dice`` decides everything: the same seed makes the same pages. ``half`` is the half of the
    wordings, all where None. ``when`` is the time that the page states, naive, as the site prints it.
    """

    def __init__(self, dice: Random, pieces: Sequence[Piece], half: int | None) -> None:
        self.dice, self.pieces = dice, pieces
        self._lists = wordings(half)
        self._having: defaultdict[str, list[Piece]] = defaultdict(list)
        for piece in pieces:
            for word in _topics(piece):
                self._having[word].append(piece)
        self._blanks = self._filled_in()
        if len({piece.title for piece in pieces}) < 2:
            raise ValueError("pages link to other articles, of which there are none")
        self.about(dice.choice(pieces))

    def about(self, piece: Piece) -> None:
        """Begins a page of a new site about this article."""
        dice = self.dice
        self.piece = piece
        self.site = self.fill(self.pick("sites"))
        self.author = self.name()
        day = dice.randrange(18 * 365 * 1440)
        self.when = datetime(2008, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(minutes=day)
        self.days = self.pick("days")
        opening = " ".join(piece.paragraphs[:4])
        self.people = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+", opening)[:5] or [self.name()]
        words = piece.title.split()
        self.topics = [" ".join(words[at : at + dice.randint(1, 3)]) for at in range(max(1, len(words) - 2))]
        capitals = re.findall(r"\b[A-Z][A-Za-z]{3,}", piece.title)
        self.tags = capitals or re.findall(r"[A-Za-z]{4,}", piece.title) or ["News"]

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.dice.random() < share

    def any(self, options: Sequence[T]) -> T:
        """One of them."""
        return self.dice.choice(options)

    def pick(self, name: str) -> str:
        """One wording of a list, not filled in."""
        return self.dice.choice(self._lists[name])

    def fill(self, wording: str, when: datetime | None = None, **given: str) -> str:
        """A wording filled in. ``when`` is the time that it states, some other one where None."""
        moments = {
            "date": lambda: self.date(when or self.other()),
            "time": lambda: self.time(when or self.other()),
            "later": lambda: self.date((when or self.other()) + timedelta(days=self.dice.randint(0, 3))),
        }

        def filled(blank: re.Match[str]) -> str:
            name = blank[1]
            return given[name] if name in given else (moments.get(name) or self._blanks[name])()

        return _BLANK.sub(filled, wording)

    def some(self, name: str, least: int = 1, most: int = 1) -> list[str]:
        """Lines of so many filled wordings of a list."""
        return [line for _ in range(self.dice.randint(least, most)) for line in self.lines(name)]

    def lines(self, name: str, when: datetime | None = None) -> list[str]:
        """The lines of one wording of a list."""
        return self.fill(self.pick(name), when).split("\n")

    def name(self) -> str:
        """Somebody's."""
        return f"{self.pick('first_names')} {self.pick('last_names')}"

    def other(self) -> datetime:
        """A time that is not the page's own."""
        return self.when + timedelta(days=self.dice.randint(-400, 400), minutes=self.dice.randint(0, 1400))

    def date(self, day: datetime, way: str = "") -> str:
        """A day, as this site writes it."""
        th = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        month, mon = day.strftime("%B"), day.strftime("%b")
        return (way or self.days).format(
            day=day.day, dd=f"{day.day:02}", mm=f"{day.month:02}", month=month, mon=mon, year=day.year, th=th,
            weekday=day.strftime("%A"), wd=day.strftime("%a"), MONTH=month.upper(), MON=mon.upper(),
        )  # fmt: skip

    def time(self, at: datetime) -> str:
        """A time of day."""
        am = "am" if at.hour < 12 else "pm"
        return self.pick("hours").format(
            hh=f"{at.hour:02}", hour=at.hour % 12 or 12, minute=f"{at.minute:02}",
            second=f"{self.dice.randrange(60):02}", am=am, AM=am.upper(),
        )  # fmt: skip

    def related(self, to: Piece) -> Piece:
        """Another article, on the same thing where there is one."""
        near = [piece for word in _topics(to) for piece in self._having[word] if piece.title != to.title]
        return self.dice.choice(near) if 0 < len(near) <= _TOPICAL else self._other_than(to)

    def other_piece(self) -> Piece:
        """What a page links to: now and then of the same subject."""
        return self.related(self.piece) if self.chance(0.35) else self._other_than(self.piece)

    def _other_than(self, piece: Piece) -> Piece:
        while (other := self.dice.choice(self.pieces)).title == piece.title:
            pass
        return other

    def quote(self) -> str:
        """Something out of the article."""
        paragraph = self.dice.choice(self.piece.paragraphs)
        said = re.findall(r"[“\"]([^”\"]{30,160})[”\"]", paragraph)
        return said[0] if said else SENTENCES.split(paragraph)[0]

    def _filled_in(self) -> dict[str, Callable[[], str]]:
        """What stands for each name in braces."""
        dice = self.dice
        return {
            **{blank: partial(self.pick, name) for blank, name in _LISTED.items()},
            "label": lambda: self.fill(self.pick("section_labels")),
            "comment": lambda: self.fill(self.pick("comments")),
            "site": lambda: self.site,
            "name": lambda: self.author if self.chance(0.5) else self.name(),
            "name_in_capitals": lambda: str.upper(self.author),
            "headline": lambda: self.other_piece().title,
            "HEADLINE": lambda: str.upper(self.other_piece().title),
            "handle": lambda: re.sub(r"\W", "", self.name().lower()) + dice.choice(("", "1", "_news", "77")),
            "domain": lambda: re.sub("[^a-z]", "", self.site.lower()) + ".example",
            "initials": lambda: "".join(word[0] for word in self.name().lower().split()),
            "number": lambda: str(dice.randrange(10 ** dice.randint(1, 3))),
            "place": lambda: str(dice.randint(1, 9)),
            "seconds": lambda: f"{dice.randrange(60):02}",
            "year": lambda: str(dice.randint(2005, 2025)),
            "today": lambda: self.date(self.when + timedelta(days=dice.randrange(900)), self.pick("days")),
            "person": lambda: dice.choice(self.people),
            "topic": lambda: dice.choice(self.topics),
            "tag": lambda: dice.choice(self.tags) if self.chance(0.6) else self.pick("sections"),
            "hashtag": lambda: re.sub(r"\W", "", dice.choice(self.tags)),
            "quote": self.quote,
        }


_LISTED = {
    "first": "first_names",
    "last": "last_names",
    "city": "cities",
    "brand": "brands",
    "ending": "brand_endings",
    "section": "sections",
    "weekday": "weekdays",
}


def _topics(piece: Piece) -> Iterator[str]:
    return (word for word in re.findall(r"\b[A-Z][a-z]{4,}", piece.title))

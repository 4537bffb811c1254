"""The words of pages as regular expressions: those of English pages, and those of others.

The others are looked for in texts that hold no "the" or "and": they are many, and most texts English.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

ENGLISH = re.compile(r"\b(?:the|and)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern for English, and one for what is written in other languages, or None."""

    english: re.Pattern[str]
    others: re.Pattern[str] | None

    def match(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self.english.match(text) or (foreign.match(text) if (foreign := self._foreign(text)) else None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        found = self.english.fullmatch(text)
        return found or (foreign.fullmatch(text) if (foreign := self._foreign(text)) else None)

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        found = self.english.search(text)
        return found or (foreign.search(text) if (foreign := self._foreign(text)) else None)

    def _foreign(self, text: str) -> re.Pattern[str] | None:
        return None if self.others is None or ENGLISH.search(text) else self.others


class Vocabulary:
    """The lists of ``furniture.toml`` and ``foreign.toml``, compiled."""

    def __init__(self) -> None:
        self._english, self._others = _read("furniture.toml"), _read("foreign.toml")
        names = [*self._english["agencies"], *self._others["agencies"]]
        self.agency = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        self._photo = "|".join([self.agency, *self._english["pictures"]])
        self.anchors = frozenset(self._english["anchors"].split())
        self.controls = self.anchors | frozenset(self._english["controls"].split())
        self.whole = self._any("whole")
        self.genre = self._all(r"(?:{})\s?:\s", "genres")
        self.clock = self._all(r"(?:{})", "clock")
        self.section = self._all(r"(?:{})", "sections")
        self.outlet = self._all(r"(?:{})", "outlets")
        self.outlet_word = self._all(r"\b(?-i:(?![a-z]))(?:{})\b", "outlet_words")
        self.paid = self._any("paid")
        self.label = self._any("label", r"(?:{})\s*(?::|>>|»|\|)\s*\S.*")
        self.capitals = self._any("capitals", flags=re.NOFLAG)
        self.consent = self._all(r"\b(?:{})\b", "consent")
        self.address = self._all(r"\b(?:{})\b", "address")
        self.bids = self._any("bids", r"\W*(?:{})\b")
        self.author = self._any("author", flags=re.NOFLAG)
        self.prompt = self._any("prompt")
        self.foot = self._any("foot")
        self.last = self._any("last")
        self.passing = self._any("passing")
        self.caption = self._any("caption")
        self.caveat = self._any("caveat")
        self.telling = self._any("telling", r"\b(?:{})\b")
        self.telling_within = self._any("telling_within")
        self.labels = self._any("labels")
        self.notice = self._any("notice")
        self.of_parts = self._any("of_parts")
        self.scene = self._any("scene", r"\b(?:{})\b")
        self.working = self._source("reported"), self._source("desk")
        self.connecting = self._source("connecting")
        self.credit = self._any("credit", flags=re.NOFLAG)
        self.updated = self._all(r"\b(?:{})\b", "updated")
        self.published = self._all(r"\b(?:{})\b", "published")
        self.beside = self._all(r"\b(?:{})\b", "updated", "published", "beside_dates")
        self.date_word = self._all(r"\b(?:{})\b", "updated", "published")

    def _any(self, name: str, form: str = "{}", *, flags: re.RegexFlag = re.IGNORECASE) -> Words:
        english, others = self._filled(self._english.get(name, ())), self._filled(self._others.get(name, ()))
        return Words(
            re.compile(form.replace("{}", english) if english else r"(?!)", flags),
            re.compile(form.replace("{}", others), flags) if others else None,
        )

    def _all(self, form: str, *names: str) -> re.Pattern[str]:
        """One pattern for all languages, where a line is short or its words are taken out."""
        return re.compile(form.replace("{}", "|".join(map(self._source, names))), re.IGNORECASE)

    def _source(self, name: str) -> str:
        return self._filled([*self._english.get(name, ()), *self._others.get(name, ())])

    def _filled(self, patterns: list[str]) -> str:
        joined = "|".join(patterns)
        return joined.replace("${agency}", f"(?:{self.agency})").replace("${photo}", f"(?:{self._photo})")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))

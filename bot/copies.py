"""`sitrep stories --copies --jsonl`: which articles of a stream are copies of earlier ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.corpus import dumps
from newsroom.fields import Fields
from summarizer import copies, wording
from summarizer.wording import Wording

_POSTINGS = 50  # latest articles with a print that are looked at, however many have it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An earlier article: ``original`` is its place in the stream, or that of the one it copies."""

    wording: Wording
    published: datetime | None
    original: int


class Copies:
    """The articles of a stream so far, by their prints; memory grows by some 4 KB with each."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._ids: list[str | int] = []
        self._having: defaultdict[int, list[int]] = defaultdict(list)

    def line(self, line: bytes) -> str:
        """A line of results for a line with ``id``, ``text`` and maybe ``title``, ``published``, ``source``.

        Raises Refused for what is no such line.
        """
        fields = Fields.of(line)
        number, text = fields.identity(), fields.text("text")
        for name in ("title", "source"):
            fields.text_or_none(name)  # of the type it must have
        original = self.add(text, fields.moment("published"))
        self._ids.append(number)
        return dumps({"id": number, "copy_of": None if original is None else self._ids[original]})

    def add(self, text: str, published: datetime | None = None) -> int | None:
        """Takes the next article in: the place of the original that it copies, or None."""
        worded = wording.wording(text)
        prints = wording.prints(worded.runs)
        place = len(self._seen)
        original = self._original(worded, prints, published)
        kept = place if original is None else original
        self._seen.append(_Seen(wording=worded, published=published, original=kept))
        for each in prints:
            self._having[each].append(place)
        return original

    def find(self, text: str, published: datetime | None = None) -> int | None:
        """The place of the original that a text copies, or None; the text is not taken in."""
        worded = wording.wording(text)
        return self._original(worded, wording.prints(worded.runs), published)

    def _original(self, worded: Wording, prints: tuple[int, ...], published: datetime | None) -> int | None:
        best, place = 0.0, None
        for candidate in self._candidates(prints):
            seen = self._seen[candidate]
            apart = copies.apart(published, seen.published)
            if (score := copies.score(worded, seen.wording, apart)) > best:
                best, place = score, seen.original
        return place

    def _candidates(self, prints: tuple[int, ...]) -> list[int]:
        shared: Counter[int] = Counter()
        for each in prints:
            shared.update(islice(reversed(self._having.get(each, ())), _POSTINGS))
        least = copies.SHARED if len(prints) >= copies.FEW else 1
        return [place for place, count in shared.most_common(copies.COMPARED) if count >= least]

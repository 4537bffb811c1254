"""`sitrep stories --jsonl`: which articles of a stream tell of one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from itertools import count, islice

from bot.corpus import dumps
from newsroom.fields import Fields
from summarizer import grouping, languages
from summarizer.similarity import Rarity, Signature, Weighed, signature
from summarizer.terms import terms

_POSTINGS = 60  # latest articles with a term that are looked at, however many have it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    signature: Signature
    published: datetime | None


class Stories:
    """The articles of a stream so far, by what they open with; memory grows by some 10 KB with each."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._ids: list[str | int] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._holding: Counter[str] = Counter()
        self._numbers = count(1)
        self._members: defaultdict[int, set[int]] = defaultdict(set)
        self.stories: dict[int, int] = {}

    def take(self, line: bytes) -> None:
        """The next line, with ``id``, ``text`` and maybe ``title``, ``published``, ``source``.

        Raises Refused for what is no such line.
        """
        fields = Fields.of(line)
        number, text = fields.identity(), fields.text("text")
        fields.text_or_none("source")  # of the type it must have
        self.add(fields.text_or_none("title") or "", text, fields.moment("published"))
        self._ids.append(number)

    def lines(self) -> Iterator[str]:
        """A line of results for each line taken, in their order: stories are as they stand at the end."""
        for place, number in enumerate(self._ids):
            yield dumps({"id": number, "story": self.stories[place]})

    def add(self, title: str, text: str, published: datetime | None = None) -> None:
        """Takes the next article in."""
        new = len(self._seen)
        own = signature(title, text, languages.detect(f"{title}\n{text}"))
        self._seen.append(_Seen(signature=own, published=published))
        self._holding.update({*terms(text), *own.terms})
        rarity = Rarity({term: self._holding[term] for term in own.terms}, len(self._seen))
        seen = {each: self._weighed(each, rarity) for each in self._candidates(new)}
        weighed = self._weighed(new, rarity)
        near = grouping.around(weighed, seen, self.stories)
        around = {each for each in seen if self.stories[each] in near}
        around.update(each for story in near for each in nlargest(grouping.MEMBERS, self._members[story]))
        articles = {new: weighed} | {each: self._weighed(each, rarity) for each in around}
        for story, group in grouping.place(new, articles, {each: self.stories[each] for each in around}):
            self._gather(next(self._numbers) if story is None else story, group)
        for term in own.terms:
            self._having[term].append(new)

    def _gather(self, story: int, group: Sequence[int]) -> None:
        for each in group:
            self._members[self.stories.get(each, story)].discard(each)
            self._members[story].add(each)
            self.stories[each] = story

    def _weighed(self, place: int, rarity: Rarity) -> Weighed:
        return Weighed(self._seen[place].signature, rarity)

    def _candidates(self, new: int) -> list[int]:
        known = [term for term in self._seen[new].signature.terms if term in self._having]
        rarest = sorted(known, key=lambda term: (self._holding[term], term))[: grouping.RAREST]
        shared: Counter[int] = Counter()
        for term in rarest:
            shared.update(islice(reversed(self._having[term]), _POSTINGS))
        near = (each for each, _ in shared.most_common() if self._near(new, each))
        return list(islice(near, grouping.COMPARED))

    def _near(self, new: int, other: int) -> bool:
        one, two = self._seen[new].published, self._seen[other].published
        return one is None or two is None or abs(one - two) <= grouping.APART

"""From an analysed text to the rows of an article: its sentences, terms, people and topics.

Of a copy only what its original does not say is found, so that nothing is shown twice.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsroom import defining, people
from storage import values
from storage.database import Work
from storage.values import Article, Happening, KnownPerson, Saying, Span
from summarizer.model import Analysis, Mention, Role, Sentence, Statement, TimeExpression
from summarizer.terms import terms

_WORDS = re.compile(r"\w+")
_SAME = 12  # words from which on what somebody says is the same, however it ends
_FEW = 4  # words of a quotation; fewer are the same only in the same sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where an article mentions people, as what, and topics, and what it gives as whose words.

    And what it tells of which days, with the people and topics that it names there; ``located`` are the
    places that it names, by their numbers.
    """

    mentions: list[tuple[int, Span]]
    roles: list[tuple[int, Span]]
    topics: list[tuple[str, int, float]]
    sayings: list[tuple[int, Saying]]
    happenings: list[tuple[Happening, list[int], list[str]]]
    located: list[tuple[int, Span]]

    @property
    def people(self) -> dict[int, None]:
        """The ids of who is mentioned, in order."""
        return dict.fromkeys(who for who, _ in self.mentions)


def heir(who: int, last: Sequence[tuple[int, Span]], now: Sequence[tuple[int, Span]]) -> int | None:
    """Who is named most often where a text named somebody when it was read before; None where nobody is."""
    was = [at for person, at in last if person == who]
    instead = Counter(
        person for person, at in now if any(at.start < old.end and old.start < at.end for old in was)
    )
    return next((person for person, _ in instead.most_common(1)), None)


def content_hash(body: str) -> str:
    """Identifies a body by its words alone: spacing, punctuation and case do not count (SHA-256)."""
    return hashlib.sha256(" ".join(_WORDS.findall(body.casefold())).encode()).hexdigest()


def every(analysis: Analysis) -> frozenset[int]:
    """All sentences: what an original says of its own."""
    return frozenset(range(len(analysis.sentences)))


def texts(body: str, analysis: Analysis) -> list[str]:
    """The sentences of a body."""
    return [body[each.start : each.end] for each in analysis.sentences]


def sentences(analysis: Analysis, own: Collection[int]) -> tuple[values.NewSentence, ...]:
    """The rows of the sentences; none where the article says nothing of its own."""
    if not own:
        return ()
    return tuple(
        values.NewSentence(
            start=s.start,
            end=s.end,
            salience=s.salience,
            anaphoric=s.anaphoric,
            caveat=s.caveat,
            repeated=at not in own,
        )
        for at, s in enumerate(analysis.sentences)
    )


def own_terms(body: str, analysis: Analysis, own: Collection[int]) -> str:
    """The search terms of a copy: those of what only it says."""
    said = texts(body, analysis)
    return " ".join(terms("\n".join(said[at] for at in sorted(own)), analysis.language))


def summaries(analysis: Analysis) -> Mapping[values.Length, tuple[int, ...]]:
    """The positions of each summary's sentences."""
    return {
        values.Length.LINE: analysis.line,
        values.Length.SHORT: analysis.short,
        values.Length.NORMAL: analysis.summary,
        values.Length.LONG: analysis.long,
    }


async def places(
    work: Work,
    article: Article,
    analysis: Analysis,
    own: Collection[int],
    last: Sequence[tuple[int, Span]] = (),
) -> Places:
    """Whom and what the article's own sentences mention; people whom nobody knew are added.

    ``last`` are the mentions that were found when the same text was read before.
    """
    mentions = [each for each in analysis.mentions if each.sentence in own]
    roles = [each for each in analysis.roles if each.sentence in own]
    named = {each.person for each in mentions} | {each.person for each in roles}
    order = sorted(named)
    before = await _before(work, mentions, last)
    meant = {at: before[person] for at, person in enumerate(order) if person in before}
    placed = await people.place(work, [analysis.people[at] for at in order], meant)
    ids = dict(zip(order, placed, strict=True))
    named_at = _placed(ids, mentions)
    topics = [(t.slug, t.sentence, t.weight) for t in analysis.topics if t.sentence in own]
    topics += await defining.mentions(
        work, article.title, texts(article.body, analysis), own, analysis.language
    )
    return Places(
        mentions=named_at,
        roles=_placed(ids, roles),
        topics=topics,
        sayings=[
            (who, _saying(article.body, analysis, each))
            for each in analysis.statements
            if each.first in own and each.person is not None and (who := ids.get(each.person)) is not None
        ],
        happenings=[
            (
                _happening(article.body, at, analysis.sentences[at], event),
                sorted({who for who, place in named_at if place.position == at}),
                sorted({slug for slug, position, _ in topics if position == at}),
            )
            for at in sorted(own)
            if (event := analysis.sentences[at].event) is not None
        ],
        located=[
            (place.id, Span(position=at.sentence, start=at.start, end=at.end))
            for place in analysis.places
            for at in place.mentions
            if at.sentence in own
        ],
    )


async def _before(
    work: Work, mentions: Sequence[Mention], last: Sequence[tuple[int, Span]]
) -> dict[int, KnownPerson]:
    """Of people in the analysis those whom most of their names meant when the text was read before."""
    there = {at.start: who for who, at in last}
    meant: dict[int, Counter[int]] = {}
    for each in mentions:
        if (who := there.get(each.start)) is not None:
            meant.setdefault(each.person, Counter())[who] += 1
    if not meant:
        return {}
    most = {person: who.most_common(1)[0][0] for person, who in meant.items()}
    known = await work.people.known(set(most.values()))
    return {person: known[who] for person, who in most.items()}


def _happening(body: str, position: int, sentence: Sentence, event: TimeExpression) -> Happening:
    words = " ".join(_WORDS.findall(body[sentence.start : sentence.end].casefold()))
    return Happening(
        position=position, start=event.start, end=event.end, day=event.first, words=_number(words)
    )


def _number(words: str) -> int:
    """The same 64 bits for the same words."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], signed=True)


def _saying(body: str, analysis: Analysis, said: Statement) -> Saying:
    words = _WORDS.findall(body[said.start : said.end].casefold())
    if len(words) < _FEW:
        whole = body[analysis.sentences[said.first].start : analysis.sentences[said.last].end]
        words = _WORDS.findall(whole.casefold())
    return Saying(
        first=said.first,
        last=said.last,
        start=said.start,
        end=said.end,
        direct=said.direct,
        speaker=said.speaker,
        words=_number(" ".join(words[:_SAME])),
    )


def _placed(ids: Mapping[int, int | None], found: Sequence[Mention | Role]) -> list[tuple[int, Span]]:
    """Mentions or roles with the archive's ids; without those of names that are nobody's."""
    return [
        (person_id, Span(position=each.sentence, start=each.start, end=each.end))
        for each in found
        if (person_id := ids[each.person]) is not None
    ]

"""Briefs on one article or several: reading, turning, choosing and ordering their sentences.

Imported by summarizer.pipeline when a brief is asked for: NumPy and sumy stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate, chain, pairwise

from summarizer import focus, languages, lines, same, segment, select, terms
from summarizer.eligible import Fitness
from summarizer.material import Candidate, Material, candidates
from summarizer.model import Brief, Budget, Document, Pick
from summarizer.rank import RANKERS, rank, sitrep
from summarizer.several import SeveralWorth
from summarizer.words import words

MOST_SENTENCES = 400
"""Sentences of one article that take part; the work grows with their square."""
MOST_TOGETHER = 1_000
"""Sentences of several articles that take part, shared out evenly; the first of each."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A document as read: its sentences, as far as they take part."""

    number: int
    document: Document
    language: str
    spans: tuple[tuple[int, int], ...]
    paragraphs: tuple[int, ...]

    @property
    def sentences(self) -> list[str]:
        return [self.document.text[start:end] for start, end in self.spans]


def brief(
    documents: Sequence[Document], *, budget: Budget, about: str, known: Sequence[str], method: str
) -> Brief:
    """See summarizer.pipeline.brief."""
    if method not in RANKERS:
        raise KeyError(method)
    texts = _read(documents)
    code = next((text.language for text in texts if text.number == 0), languages.UNKNOWN)
    material = _material(texts) if method == "sitrep" or about.strip() or known else Material(candidates=())
    allowed = _about(about, texts, material) if about.strip() else None
    if known:
        material, allowed = _news(known, texts, material, allowed)
    if not any(text.spans for text in texts) or (allowed is not None and not allowed):
        chosen: tuple[int, ...] = ()
    elif method == "sitrep":
        chosen = _own(texts, material, budget, allowed)
    else:
        chosen = _foreign(texts, budget, allowed, method)
    places = _places(texts)
    return Brief(
        language=code,
        fallback=code not in languages.STOP_WORDS and not terms.stop_words(code),
        picks=tuple(_pick(*places[at]) for at in chosen),
    )


def _pick(text: _Text, position: int) -> Pick:
    start, end = text.spans[position]
    return Pick(document=text.number, position=position, start=start, end=end)


def _read(documents: Sequence[Document]) -> list[_Text]:
    """The documents in the order of reading: the oldest first, undated ones before them, as given.

    An event is told as it went, so that what a later report takes for granted has been said before it.
    """
    most = min(MOST_SENTENCES, max(1, MOST_TOGETHER // max(1, len(documents))))
    texts = []
    for number, document in enumerate(documents):
        code = document.language or languages.detect(f"{document.title}\n{document.text}")
        every = segment.spans(document.text, code)
        flat, spans = segment.flat(document.text, every), every[:most]
        texts.append(
            _Text(
                number=number,
                document=replace(document, text=flat),
                language=code,
                spans=tuple(spans),
                paragraphs=tuple(lines.numbers(document.text, spans)),
            )
        )
    return sorted(texts, key=lambda text: (_when(text) is not None, _when(text) or _EPOCH))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _when(text: _Text) -> datetime | None:
    """When a document was published; a time without a zone is taken for UTC."""
    published = text.document.published
    return published.replace(tzinfo=UTC) if published and published.tzinfo is None else published


def _places(texts: Sequence[_Text]) -> list[tuple[_Text, int]]:
    """Where each candidate stands: its text and its position there, in the order of reading."""
    return [(text, position) for text in texts for position in range(len(text.spans))]


def _material(texts: Sequence[_Text]) -> Material:
    found: list[Candidate] = []
    titles: list[str] = []
    seen: set[str] = set()
    for text in texts:
        stems = sitrep(text.language).stems
        titles += stems(words(text.document.title))
        found += candidates(
            text.sentences,
            text.paragraphs,
            language=text.language,
            stems=stems,
            titles=frozenset({text.document.title.strip()}),
            seen=seen,
        )
    return Material(candidates=found, title=tuple(titles))


def _about(wanted: str, texts: Sequence[_Text], material: Material) -> set[int]:
    """The sentences that speak of it, and those right after that go on about their subject by a pronoun."""
    spoken = [
        one
        for text in texts
        for one in focus.about(
            focus.read(wanted, text.language),
            text.document.text,
            text.spans,
            title=text.document.title,
            language=text.language,
        )
    ]
    allowed: set[int] = set()
    subject = False
    for at, (one, candidate) in enumerate(zip(spoken, material.candidates, strict=True)):
        follows = subject and candidate.leans and candidate.index > 0
        subject = one.subject or follows
        if one.share > 0 or follows:
            allowed.add(at)
    return allowed


def _news(
    known: Sequence[str], texts: Sequence[_Text], material: Material, allowed: Collection[int] | None
) -> tuple[Material, set[int]]:
    """Of the allowed sentences those that say more than the known ones; the others are not shown at all."""
    stems = {code: sitrep(code).stems for code in {text.language for text in texts}}
    seen = {
        code: [frozenset(reduce(words(sentence))) for sentence in known] for code, reduce in stems.items()
    }
    rare = same.rarity(candidate.stems for candidate in material.candidates)
    old = {
        at
        for at, (candidate, (text, _)) in enumerate(zip(material.candidates, _places(texts), strict=True))
        if same.told(candidate.stems, seen[text.language], rare)
    }
    kept = [
        replace(candidate, fitness=Fitness.NEVER) if at in old else candidate
        for at, candidate in enumerate(material.candidates)
    ]
    among = range(len(kept)) if allowed is None else allowed
    return replace(material, candidates=kept), {at for at in among if at not in old}


def _own(
    texts: Sequence[_Text], material: Material, budget: Budget, allowed: Collection[int] | None
) -> tuple[int, ...]:
    if len(texts) == 1:
        return sitrep(texts[0].language).chosen(material, budget, allowed)
    ages, behind = _ages(texts)
    sizes = [len(text.spans) for text in texts]
    worth = SeveralWorth(material, ages=_spread(ages, sizes), behind=_spread(behind, sizes))
    return select.choose(material, budget, worth, prior=worth.own, allowed=allowed)


def _spread(values: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """The value of each text for each of its sentences."""
    return [value for value, size in zip(values, sizes, strict=True) for _ in range(size)]


def _ages(texts: Sequence[_Text]) -> tuple[list[float], list[float]]:
    """Of each text the days before the newest one, and the number of later days with a text.

    One without a date is as old as the oldest that has one.
    """
    dated = [when for text in texts if (when := _when(text)) is not None]
    if not dated:
        return [0.0] * len(texts), [0.0] * len(texts)
    times = [_when(text) or min(dated) for text in texts]
    days = sorted({when.astimezone(UTC).date() for when in times}, reverse=True)
    ages = [(max(times) - when).total_seconds() / _DAY for when in times]
    return ages, [float(days.index(when.astimezone(UTC).date())) for when in times]


def _foreign(
    texts: Sequence[_Text], budget: Budget, allowed: Collection[int] | None, method: str
) -> tuple[int, ...]:
    """The choice of one of sumy's rankers, or the lead: both see the newest text first."""
    if not texts:
        return ()
    begins = list(accumulate((len(text.spans) for text in texts), initial=0))
    order = [at for begin, end in reversed(list(pairwise(begins))) for at in range(begin, end)]
    sentences = [sentence for text in texts for sentence in text.sentences]
    numbers = accumulate(chain.from_iterable(_steps(text.paragraphs) for text in reversed(texts)))
    ranking = rank(
        [sentences[at] for at in order],
        count=len(order),
        ranker=method,
        language=texts[-1].language,
        title=texts[-1].document.title,
        paragraphs=list(numbers),
    )
    told = frozenset({sentences[at]: at for at in reversed(order)}.values())
    preferred = [
        order[at]
        for at in sorted(range(len(order)), key=lambda at: (-ranking.ratings[at], at))
        if order[at] in told and (allowed is None or order[at] in allowed)
    ]
    return select.fill([len(sentence) for sentence in sentences], budget, preferred, stop=method == "lead")


def _steps(paragraphs: Sequence[int]) -> list[int]:
    """By how much each paragraph number exceeds the one before; a text begins with a step."""
    return [1, *(after - before for before, after in pairwise(paragraphs))] if paragraphs else []

"""From stored sentences to quotes: the only place where a sentence of an article enters an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsroom import whose
from newsroom.answer import Quote, QuoteKind, Source
from storage.database import Work
from storage.values import Article, Phrase, Report, Sentence
from summarizer import retrieve

_AROUND = 2  # sentences shown before and after one in its context
_LEAD_IN = 2  # sentences put before one that points back; further back it is another matter


def headline(article: Report, others: Sequence[Report] = ()) -> Quote:
    """An article's own headline."""
    return Quote(
        kind=QuoteKind.HEADLINE,
        text=article.title,
        source=Source.of(article),
        others=tuple(Source.of(o) for o in others),
    )


def phrase(found: Phrase) -> Quote:
    """A verbatim part of a sentence."""
    return Quote(kind=QuoteKind.PHRASE, text=found.text, source=Source.of(found.article))


def stretch(article: Article, start: int, end: int, *, others: Iterable[Article] = ()) -> Quote:
    """A verbatim stretch of an article's body, from the beginning of a sentence to the end of one."""
    return Quote(
        kind=QuoteKind.SENTENCE,
        text=article.body[start:end],
        source=Source.of(article),
        others=sources(others),
    )


async def quotes(work: Work, sentences: Iterable[Sentence]) -> list[Quote]:
    """The sentences as quotes, in their order.

    The same words from several articles are one quote that names the others. A sentence that opens
    with a loose "He" or "But" brings the one before it. What stands together in a body is one
    verbatim stretch of it, so that nothing is shown twice.
    """
    folded: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        folded.setdefault(" ".join(sentence.text.split()), []).append(sentence)
    shown: list[Stretch] = []
    for first, *rest in folded.values():
        lead_in = await _with_lead_in(work, first)
        others = {s.article.id: s.article for s in rest if s.article.id != first.article.id}
        made = Stretch(first=lead_in[0], last=first, others=others)
        touched = next((each for each in shown if each.touches(made)), None)
        if touched is None:
            shown.append(made)
        else:
            touched.take_in(made)
    return [s.quote() for s in shown]


async def spoken(work: Work, sentence: Sentence) -> Quote:
    """A sentence as a quote; where it names nobody and "he said" stands in it, after the one that names him.

    Where that one is far, it comes after the one before it.
    """
    (quote,) = await quotes(work, [sentence])
    if sentence.position == 0 or not retrieve.pronoun_speaks(sentence.text):
        return quote
    named = (await work.people.named_at([sentence.article.id])).get(sentence.article.id, {})
    if named.get(sentence.position):
        return quote
    back = whose.nearest(sentence, named)
    back = sentence.position - 1 if back is None else back
    before = await work.articles.sentences(sentence.article.id)
    start = min(before[back].start, sentence.end - len(quote.text))
    return stretch(sentence.article, start, sentence.end)


async def alone(work: Work, sentence: Sentence) -> Quote:
    """One sentence as a quote; one that opens with a loose "He" or "But" is marked behind that before it."""
    lead_in = await _with_lead_in(work, sentence)
    whole = Stretch(first=lead_in[0], last=sentence, others={}).quote()
    base = lead_in[0].start
    marks = ((sentence.start - base, sentence.end - base),) if base < sentence.start else ()
    return replace(whole, marks=marks)


@dataclass(slots=True, kw_only=True)
class Stretch:
    """Sentences that follow one another in one article, and the articles that carry one of them too."""

    first: Sentence
    last: Sentence
    others: dict[int, Article]

    def touches(self, other: Stretch) -> bool:
        """Whether they stand together or overlap in one article."""
        return (
            self.first.article.id == other.first.article.id
            and self.first.position <= other.last.position + 1
            and other.first.position <= self.last.position + 1
        )

    def take_in(self, other: Stretch) -> None:
        """From here on this one is both, where they touch."""
        self.first = min(self.first, other.first, key=lambda s: s.position)
        self.last = max(self.last, other.last, key=lambda s: s.position)
        self.others |= other.others

    def quote(self) -> Quote:
        """The sentences, verbatim, with what stands between them."""
        return stretch(self.first.article, self.first.start, self.last.end, others=self.others.values())


def sources(articles: Iterable[Report]) -> tuple[Source, ...]:
    """The articles as sources."""
    return tuple(map(Source.of, articles))


async def in_context(work: Work, article_id: int, position: int) -> list[Quote]:
    """A sentence with those around it: one verbatim stretch, the sentence itself marked."""
    around = await work.articles.around(article_id, position, _AROUND)
    middle = next((s for s in around if s.position == position), None)
    if middle is None:
        return []
    whole = stretch(middle.article, around[0].start, around[-1].end)
    base = around[0].start
    return [replace(whole, marks=((middle.start - base, middle.end - base),))]


async def _with_lead_in(work: Work, sentence: Sentence) -> list[Sentence]:
    """The sentence, and those before it as long as the first of them points back."""
    if not sentence.anaphoric or sentence.position == 0:
        return [sentence]
    before = await work.articles.sentences(sentence.article.id)
    start = sentence.position
    while start > 0 and before[start].anaphoric and sentence.position - start < _LEAD_IN:
        start -= 1
    return before[start : sentence.position + 1]

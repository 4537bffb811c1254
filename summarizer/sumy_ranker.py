"""Sitrep's own ranker as sumy's users know rankers: a subclass of its ``AbstractSummarizer``.

Imported by summarizer.rank alone, when a ranking is asked for: sumy pulls in NLTK and NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sumy.summarizers._summarizer import AbstractSummarizer

from summarizer import centrality, quotations, select
from summarizer.eligible import eligible
from summarizer.reference import anaphoric, caveat

MOST_SENTENCES = 400
"""Sentences of a document that take part; the work grows with their square."""


class SitrepSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy publishes no types
    """Chooses a set of sentences that stand alone and read like a brief.

    Use it as any summarizer of sumy's: ``SitrepSummarizer(stemmer)(document, 3)``, with
    ``stop_words`` set. ``language`` (ISO 639-1) says
    by whose pronouns and connectives a sentence is known to lean on the one before.
    """

    _stop_words: frozenset[str] = frozenset()
    language: str = "en"

    @property
    def stop_words(self) -> frozenset[str]:
        """Words that do not count, lower case."""
        return self._stop_words

    @stop_words.setter
    def stop_words(self, words: Iterable[str]) -> None:
        self._stop_words = frozenset(map(self.normalize_word, words))

    def __call__(self, document: Any, sentences_count: int | Callable[..., Any] | str) -> tuple[Any, ...]:  # noqa: ANN401  # sumy's own signature
        """The chosen sentences of a document in order, as many as asked for or fewer."""
        sentences = document.sentences
        if not sentences:
            return ()
        graph = self.graph(document)
        if not isinstance(sentences_count, int):  # "20%" or a function of the rated sentences
            ratings = iter([*graph.prior(), *[0.0] * (len(sentences) - len(graph.candidates))])
            return tuple(self._get_best_sentences(sentences, sentences_count, lambda _: next(ratings)))
        return tuple(sentences[at] for at in select.choose(graph, sentences_count))

    def graph(self, document: Any) -> select.Graph:  # noqa: ANN401  # a sumy document
        """What the choice is made from, for the first ``MOST_SENTENCES`` sentences."""
        numbered = [(number, s) for number, p in enumerate(document.paragraphs) for s in p.sentences][
            :MOST_SENTENCES
        ]
        texts = [str(sentence) for _, sentence in numbered]
        bags = [self._stems(sentence.words) for _, sentence in numbered]
        titles = {str(heading) for heading in document.headings}
        cosines = centrality.likeness(bags)
        return select.Graph(
            candidates=self._candidates(texts, [number for number, _ in numbered], titles),
            likeness=cosines,
            centrality=centrality.lexrank(cosines),
        )

    def _stems(self, words: Sequence[str]) -> list[str]:
        lowered = map(self.normalize_word, words)
        return [self.stem_word(word) for word in lowered if word not in self._stop_words]

    def _candidates(
        self, texts: Sequence[str], paragraphs: Sequence[int], titles: set[str]
    ) -> list[select.Candidate]:
        seen: set[str] = set()
        found = []
        for at, (text, standing) in enumerate(
            zip(texts, quotations.standings(texts, paragraphs), strict=True)
        ):
            last = at + 1 == len(texts) or paragraphs[at + 1] != paragraphs[at]
            found.append(
                select.Candidate(
                    words=len(text.split()),
                    eligible=text not in titles and eligible(text, last_of_line=last),
                    repeat=text in seen,
                    leans=standing.inside or standing.bare or anaphoric(text, self.language),
                    left_open=standing.left_open,
                    caveat=caveat(text),
                )
            )
            seen.add(text)
        return found

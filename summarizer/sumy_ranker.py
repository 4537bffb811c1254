"""Sitrep's own ranker as sumy's users know rankers: a subclass of its ``AbstractSummarizer``.

Imported by summarizer.rank alone, when a ranking is asked for: sumy pulls in NLTK and NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sumy.summarizers._summarizer import AbstractSummarizer

from summarizer import select
from summarizer.material import Material, candidates
from summarizer.model import Budget
from summarizer.worth import Worth, expected_words

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
        material = self.material(document)
        if not isinstance(sentences_count, int):  # "20%" or a function of the rated sentences
            ratings = iter([*material.prior(), *[0.0] * (len(sentences) - len(material.candidates))])
            return tuple(self._get_best_sentences(sentences, sentences_count, lambda _: next(ratings)))
        return tuple(sentences[at] for at in self.chosen(material, Budget(sentences=sentences_count)))

    def material(self, document: Any) -> Material:  # noqa: ANN401  # a sumy document
        """What the choice is made from: the first ``MOST_SENTENCES`` sentences."""
        numbered = [(number, s) for number, p in enumerate(document.paragraphs) for s in p.sentences][
            :MOST_SENTENCES
        ]
        return Material(
            candidates=candidates(
                [str(sentence) for _, sentence in numbered],
                [number for number, _ in numbered],
                tokens=[sentence.words for _, sentence in numbered],
                titles=frozenset(map(str, document.headings)),
                language=self.language,
                stems=self.stems,
            ),
            title=tuple(self.stems([word for heading in document.headings for word in heading.words])),
        )

    @staticmethod
    def weighing(material: Material) -> Worth:
        """By what the sets of one article's sentences are weighed, for budgets of any size."""
        return Worth(material, words=0)

    @staticmethod
    def chosen(
        material: Material,
        budget: Budget,
        allowed: Collection[int] | None = None,
        *,
        worth: Worth | None = None,
    ) -> tuple[int, ...]:
        """Positions of the best set of one article's sentences within a budget, ascending.

        ``worth`` is what other budgets were weighed by, so that nothing is worked out again.
        """
        if not material.candidates:
            return ()
        words = expected_words(budget, len(material.fit))
        worth = worth.expecting(words) if worth else Worth(material, words=words)
        return select.choose(material, budget, worth, prior=material.prior(), allowed=allowed)

    def stems(self, words: Sequence[str]) -> list[str]:
        """The stems of the words that count."""
        lowered = [word.lower() for word in words]
        return [self._stemmer(word) for word in lowered if word not in self._stop_words]

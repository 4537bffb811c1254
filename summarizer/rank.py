"""Ranking sentences: Sitrep's own ranker beside all of sumy's, by name.

The only door to sumy, which is loaded when a ranking is asked for. sumy ranks, it does not
tokenize: it is handed our sentences and our words, so nothing of NLTK's is ever downloaded.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer import languages, terms
from summarizer.model import Budget
from summarizer.words import words

if TYPE_CHECKING:
    from summarizer.sumy_ranker import SitrepSummarizer

_SUMY = {
    "lex-rank": ("lex_rank", "LexRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "text-rank": ("text_rank", "TextRankSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sum-basic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}
RANKERS: tuple[str, ...] = ("sitrep", "lead", *_SUMY)
"""Every ranker's name; "lead" takes the first sentences."""

_BONUS = ("important", "significant", "announced", "confirmed", "reported", "agreed", "killed", "signed")
_STIGMA = ("hardly", "impossible")
"""Edmundson's cue words beside those of the title: sumy ships none and refuses to work without."""
_MOST_SENTENCES = 200
_MOST_FOR_SLOW = {"kl": 80}
"""Sentences that sumy's own rankers see; the slowest takes time with the cube of their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A choice among n sentences: the positions chosen, ascending, and n ratings in [0, 1]."""

    chosen: tuple[int, ...]
    ratings: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Choices of several lengths among n sentences: ``of`` holds the positions of each, ascending."""

    of: tuple[tuple[int, ...], ...]
    ratings: tuple[float, ...]


def rank(
    sentences: Sequence[str],
    *,
    count: int,
    ranker: str = "sitrep",
    language: str = "en",
    title: str = "",
    paragraphs: Sequence[int] | None = None,
) -> Ranking:
    """Choose at most ``count`` of the sentences; for the rest see ``choices``."""
    made = choices(
        sentences,
        [Budget(sentences=max(0, count))],
        ranker=ranker,
        language=language,
        title=title,
        paragraphs=paragraphs,
    )
    return Ranking(chosen=made.of[0], ratings=made.ratings)


def choices(
    sentences: Sequence[str],
    budgets: Sequence[Budget],
    *,
    ranker: str = "sitrep",
    language: str = "en",
    title: str = "",
    paragraphs: Sequence[int] | None = None,
) -> Choices:
    """Choose among the sentences once for each budget, with the ranker of that name.

    ``paragraphs`` is the paragraph number of each sentence, ascending; without it each stands in its
    own. Of equal sentences only the first is ever chosen. Raises KeyError for an unknown ranker.
    """
    if ranker not in RANKERS:
        raise KeyError(ranker)
    if not sentences or all(budget.sentences == 0 for budget in budgets):
        return Choices(of=((),) * len(budgets), ratings=(0.0,) * len(sentences))
    numbers = tuple(range(len(sentences)) if paragraphs is None else paragraphs)
    task = _Text(sentences=tuple(sentences), paragraphs=numbers, title=title, language=language)
    if ranker == "lead":
        return _lead(task, budgets)
    return _sitrep(task, budgets) if ranker == "sitrep" else _foreign(task, budgets, ranker)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    title: str
    language: str

    def without_repeats(self, most: int) -> tuple[_Text, tuple[int, ...]]:
        """The first ``most`` different sentences, and where they stood."""
        firsts = _firsts(self.sentences)[:most]
        sentences = tuple(self.sentences[at] for at in firsts)
        return replace(
            self, sentences=sentences, paragraphs=tuple(self.paragraphs[at] for at in firsts)
        ), firsts


@cache
def sitrep(language: str = "en") -> SitrepSummarizer:
    """Sitrep's summarizer for documents of sumy's in that language; one a language, not to be changed."""
    from summarizer.sumy_ranker import SitrepSummarizer  # noqa: PLC0415  # pulls in sumy, NLTK and NumPy

    summarizer = SitrepSummarizer(stemmer(language))
    summarizer.stop_words = stop_words(language)
    summarizer.language = language
    return summarizer


@cache
def stop_words(language: str) -> frozenset[str]:
    """sumy's stop words for an ISO 639-1 code, else the search's; English ones where neither has any."""
    from sumy.utils import get_stop_words  # noqa: PLC0415  # pulls in requests and pycountry

    if language not in languages.STOP_WORDS and (own := terms.stop_words(language)):
        return own
    code = language if language in languages.STOP_WORDS else "en"
    return frozenset(get_stop_words(languages.NAMES[code]))


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """sumy's stemmer for an ISO 639-1 code, remembering words; lower case for other languages."""
    from sumy.nlp.stemmers import Stemmer, null_stemmer  # noqa: PLC0415  # pulls in NLTK

    stem = Stemmer(languages.NAMES[language]) if language in languages.STEMMERS else null_stemmer

    @lru_cache(maxsize=50_000)
    def stemmed(word: str) -> str:
        return str(stem(word)) if word[:1].isalpha() else word  # the Czech one warns of figures

    return stemmed


class _Words:
    """What sumy calls a tokenizer, around our words."""

    @staticmethod
    def to_sentences(paragraph: str) -> tuple[str, ...]:
        return (paragraph,)

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(words(sentence))


def _document(text: _Text) -> Any:  # noqa: ANN401  # sumy is untyped
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415  # sumy loads here

    lines: dict[int, list[Any]] = {}
    for sentence, number in zip(text.sentences, text.paragraphs, strict=True):
        lines.setdefault(number, []).append(Sentence(sentence, _Words))
    heading = [Paragraph([Sentence(text.title, _Words, is_heading=True)])] if text.title.strip() else []
    return ObjectDocumentModel([*heading, *map(Paragraph, lines.values())])


def _firsts(sentences: Sequence[str]) -> tuple[int, ...]:
    """Positions of the sentences without repeats."""
    return tuple(sorted({sentence: at for at, sentence in reversed(list(enumerate(sentences)))}.values()))


def _filled(
    text: _Text, budgets: Sequence[Budget], preferred: Sequence[int], *, stop: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Each budget spent on the sentences in the order of preference."""
    from summarizer import select  # noqa: PLC0415  # NumPy

    lengths = [len(sentence) for sentence in text.sentences]
    return tuple(select.fill(lengths, budget, preferred, stop=stop) for budget in budgets)


def _lead(text: _Text, budgets: Sequence[Budget]) -> Choices:
    ratings = tuple(1.0 / (1.0 + at) for at in range(len(text.sentences)))
    return Choices(of=_filled(text, budgets, _firsts(text.sentences), stop=True), ratings=ratings)


def _sitrep(text: _Text, budgets: Sequence[Budget]) -> Choices:
    summarizer = sitrep(text.language)
    material = summarizer.material(_document(text))
    prior = material.prior()
    ratings = [float(value) for value in prior / prior.max()]
    ratings += [0.0] * (len(text.sentences) - len(ratings))
    worth = summarizer.weighing(material)
    return Choices(
        of=tuple(summarizer.chosen(material, budget, worth=worth) for budget in budgets),
        ratings=tuple(ratings),
    )


def _foreign(text: _Text, budgets: Sequence[Budget], ranker: str) -> Choices:
    """One of sumy's own rankers on the sentences without repeats: it keys its ratings by text."""
    seen, places = text.without_repeats(_MOST_FOR_SLOW.get(ranker, _MOST_SENTENCES))
    rated = _ratings(ranker, seen)
    if len(rated) < len(places):
        return _lead(text, budgets)
    best = [places[at] for at in sorted(range(len(places)), key=lambda at: (-rated[at], at))]
    low = min(rated)
    span = (max(rated) - low) or 1.0
    known = {sentence: (rating - low) / span for sentence, rating in zip(seen.sentences, rated, strict=True)}
    return Choices(
        of=_filled(text, budgets, best),
        ratings=tuple(known.get(sentence, 0.0) for sentence in text.sentences),
    )


def _ratings(ranker: str, text: _Text) -> list[float]:
    """What sumy's ranker gives each sentence, in order; nothing where it cannot rank the text.

    Its count argument may be a function of the rated sentences, which is how the ratings are had.
    """
    import numpy as np  # noqa: PLC0415  # heavy

    rated: list[Any] = []

    def keep(infos: Sequence[Any]) -> Sequence[Any]:
        rated.extend(infos)
        return infos

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # LSA warns of texts with fewer words than sentences; it still ranks them.
        warnings.filterwarnings("ignore", message="Number of words", category=UserWarning)
        try:
            _summarizer(ranker, text)(_document(text), keep)
        except (AssertionError, ArithmeticError, ValueError, np.linalg.LinAlgError):
            return []  # texts without content words and the like; sumy states no errors of its own
    values = [float(info.rating) for info in sorted(rated, key=lambda info: int(info.order))]
    return [value if np.isfinite(value) else 0.0 for value in values]


def _summarizer(ranker: str, text: _Text) -> Any:  # noqa: ANN401  # sumy is untyped
    module, name = _SUMY[ranker]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(stemmer(text.language))
    if ranker == "edmundson":
        summarizer.bonus_words = [*words(text.title), *_BONUS]
        summarizer.stigma_words = _STIGMA
        summarizer.null_words = stop_words(text.language)
    else:
        summarizer.stop_words = stop_words(text.language)
    return summarizer

"""What one text says that others do not: new sentences, and sentences with other figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer import same
from summarizer.forms import Figure, figures
from summarizer.terms import terms
from summarizer.wording import Wording, wording

_SAID = 0.5
"""The share of a sentence's runs from which on it is one of the other text's, gone over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """``added`` and ``changed`` are places of new sentences: said anew, or with other ``figures``."""

    added: tuple[int, ...]
    changed: tuple[int, ...]
    figures: tuple[Figure, ...]

    @property
    def own(self) -> frozenset[int]:
        """The sentences that say what the others do not."""
        return frozenset((*self.added, *self.changed))


def changes(new: Sequence[str], old: Sequence[str]) -> Changes:
    """What the sentences of ``new`` say that those of ``old`` do not."""
    known = wording("\n".join(old))
    told = _Told(old)
    added: list[int] = []
    changed: list[int] = []
    differing: dict[Figure, None] = {}
    for at, sentence in enumerate(new):
        worded = wording(sentence)
        if not told.runs(worded) and not told.says(sentence):
            added.append(at)
        elif other := figures(worded, known):
            changed.append(at)
            differing.update(dict.fromkeys(other))
    return Changes(added=tuple(added), changed=tuple(changed), figures=tuple(differing))


class _Told:
    """What some sentences say."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._runs = {run for sentence in sentences for run in wording(sentence).runs}
        self._stems = [terms(sentence) for sentence in sentences]
        self._rare = same.rarity(self._stems)

    def runs(self, worded: Wording) -> bool:
        """Whether most of the wording stands in them."""
        held = sum(run in self._runs for run in worded.runs)
        return held >= _SAID * len(worded.runs)

    def says(self, sentence: str) -> bool:
        """Whether they say the same in other words."""
        return same.told(terms(sentence), self._stems, self._rare)

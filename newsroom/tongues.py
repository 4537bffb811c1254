"""Whether a question is in another language than English, in which questions are read."""

from __future__ import annotations

import re

_LISTED = """
wer wem wen wann wo warum wieso weshalb wieviel wieviele welche welcher welches qui quoi où quand
pourquoi combien quel quelle quels quelles est-ce qu'est-ce quién quien quiénes qué cuándo cuando
dónde donde cuántos cuantos cuántas cómo cuál cosa dove quando perché perche quanti quante quale
qual quem onde quantos quantas kto gdzie kiedy dlaczego ile jak kdo kde kdy proč kolik wat waar
wanneer waarom hoeveel hvem hvad hvor hvornår vem vad när varför nerede neden kaç unde când hol
mikor miért
"""
"""Words that open a question elsewhere and none in English."""
_ASKING = frozenset(_LISTED.split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN = re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)


def foreign(question: str) -> bool:
    """Whether a question is surely not English: most words are in another script, or so it opens."""
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(question)]
    if sum(_LATIN.match(word) is None for word in words) * 2 > len(words):
        return True
    return len(words) > 1 and words[0] in _ASKING

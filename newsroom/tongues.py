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
_COMMON = (
    """
und ist nicht wie viele mit für auf ein eine einen haben hat sind wurde wurden über gibt nach bei zum zur
les est dans pour avec une sont été cette ses leur combien pas ont sur aux était
que por para con una está cómo cuántos cuantos hay fue sobre según han más
che nel della sono degli alla quanti gli più dei
não uma são foi quantos mais pelo pela como estão
jest nie czy ilu się były został
het een niet zijn hoeveel voor hebben werd naar
och är inte många från har på blev
"""
    + _LISTED
)
"""Words that are frequent elsewhere, none in English, and part of no name."""
_FREQUENT = frozenset(_COMMON.split())
_PLAIN = """
the of and are were did does have had who what when where why how which that this about with from many much
said say says not would could there his her their any
"""
"""Words of English alone, without which hardly anything is asked in it."""
_ENGLISH = frozenset(_PLAIN.split())
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LATIN = re.compile(r"[a-z\u00c0-\u024f]", re.IGNORECASE)


def foreign(question: str) -> bool:
    """Whether a question is surely not English.

    Most words are in another script, it opens with a word of another language's, or it has two such words
    and none of English alone.
    """
    words = [word.replace("’", "'").casefold() for word in _WORD.findall(question)]
    if sum(_LATIN.match(word) is None for word in words) * 2 > len(words):
        return True
    if len(words) > 1 and words[0] in _ASKING:
        return True
    return _ENGLISH.isdisjoint(words) and len(_FREQUENT.intersection(words)) > 1

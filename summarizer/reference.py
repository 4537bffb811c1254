"""Sentences that lean on others: openings that point back, and caveats that limit a claim.

The patterns stand in data/references.toml.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.languages import UNKNOWN
from summarizer.patterns import alternatives, data

_PATTERNS = data("references")
_OPENS = {
    code: re.compile(rf"{alternatives(lines)}(?!\w)", re.IGNORECASE)
    for code, lines in _PATTERNS["openings"].items()
}
_DEFINITE = re.compile(
    rf"the (?:{'|'.join(_PATTERNS['definite']['nouns'].split())}) "
    rf"(?:{'|'.join(_PATTERNS['definite']['verbs'].split())})(?!\w)",
    re.IGNORECASE,
)
_CAVEAT = {
    code: re.compile(rf"\b{alternatives(lines)}", re.IGNORECASE)
    for code, lines in _PATTERNS["caveats"].items()
}
_HINTS = {code: tuple(hints.split()) for code, hints in _PATTERNS["hints"].items()}
_LEAD_IN = re.compile(r"[\s\"'“”‘’«»„‚(\[—–•*\-]*")
_QUOTED_BY_PRONOUN = re.compile(r"[\"'“‘][^“‘\n]{0,400}?[,.?!…][\"'”’] (?:he|she|they)\b")
_QUOTED = {
    "en": _QUOTED_BY_PRONOUN,
    **{code: re.compile(f"{alternatives(lines)}(?!\\w)") for code, lines in _PATTERNS["quoted"].items()},
}
_CLAUSE_WITH_PRONOUN = re.compile(
    r"(?:in|on|at|after|before|during|since|last|earlier|later|speaking|asked|when|while|as|by|with|despite|although|"
    r"though|if|until|once|following|now|today|yesterday)\b([^,“”\"\n]{0,90}), (?:he|she|they)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July)[A-Z]\w+"
)
_LOOKED_AT = 600
"""Characters of a sentence that are looked at: openings stand at the beginning."""
_REMEMBERED = 2_048
"""Sentences whose answer is kept: the ranker and the analysis ask the same."""


@lru_cache(maxsize=_REMEMBERED)
def anaphoric(sentence: str, language: str) -> bool:
    """Whether the sentence opens with words that point at something before it.

    These are pronouns and connectives, and in English also "The attack killed ...": an event or a
    person known only from before. Marks and brackets at the opening are passed over. A subject "he"
    after a quotation counts too, and in English after an opening clause that names nobody.
    Languages without a list, and "und", are read as English.
    """
    sentence = sentence[:_LOOKED_AT]
    opening = _LEAD_IN.sub("", sentence, count=1)
    code = language if language in _OPENS else "en"
    if _OPENS[code].match(opening):
        return True
    if code in _QUOTED and _QUOTED[code].match(sentence):
        return True
    return code == "en" and (bool(_DEFINITE.match(opening)) or _names_nobody(opening))


def _names_nobody(opening: str) -> bool:
    clause = _CLAUSE_WITH_PRONOUN.match(opening)
    return clause is not None and not _NAME.search(clause.group(1))


@lru_cache(maxsize=_REMEMBERED)
def caveat(sentence: str, language: str = UNKNOWN) -> bool:
    """Whether the sentence limits a claim: unverified, unconfirmed, denied, no comment, unclear.

    Without a language all are tried that are written in the sentence's letters.
    """
    lowered = sentence.lower()
    return any(
        any(hint in lowered for hint in _HINTS[code]) and _CAVEAT[code].search(sentence)
        for code in ((language,) if language in _CAVEAT else _written(sentence))
    )


def _written(sentence: str) -> tuple[str, ...]:
    """The languages with a list in the alphabet of the first letter beyond Latin, or in Latin letters."""
    letter = next((c for c in sentence if c.isalpha() and c > "\u036f"), "a")
    if "\u0400" <= letter <= "\u052f":
        return ("uk", "ru")
    return ("ar",) if "\u0600" <= letter <= "\u06ff" else ("en", "fr", "de", "es")

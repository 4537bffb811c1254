"""Sentences that lean on others: openings that point back, and caveats that limit a claim.

The patterns stand in data/references.toml.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_PATTERNS = tomllib.loads((files("summarizer") / "data" / "references.toml").read_text(encoding="utf-8"))


def _alternatives(lines: str) -> str:
    return f"(?:{'|'.join(lines.strip().splitlines())})"


_OPENS = {
    code: re.compile(rf"{_alternatives(lines)}\b", re.IGNORECASE)
    for code, lines in _PATTERNS["openings"].items()
}
_CAVEAT = re.compile(_alternatives(_PATTERNS["caveats"]["any"]), re.IGNORECASE)
_LEAD_IN = re.compile(r"[\s\"'“”‘’«»„‚(\[—–•*\-]*")
_QUOTED_BY_PRONOUN = re.compile(r"[\"'“‘][^“‘\n]{0,400}?[,.?!…][\"'”’] (?:he|she|they)\b")
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


def anaphoric(sentence: str, language: str) -> bool:
    """Whether the sentence opens with a pronoun or connective that points at something before it.

    Marks and brackets at the opening are passed over. In English a subject "he" after a quotation,
    or after an opening clause that names nobody, counts too. Languages without a list, and "und",
    are read as English.
    """
    sentence = sentence[:_LOOKED_AT]
    opening = _LEAD_IN.sub("", sentence, count=1)
    code = language if language in _OPENS else "en"
    if _OPENS[code].match(opening):
        return True
    return code == "en" and (bool(_QUOTED_BY_PRONOUN.match(sentence)) or _clause_names_nobody(opening))


def _clause_names_nobody(opening: str) -> bool:
    clause = _CLAUSE_WITH_PRONOUN.match(opening)
    return clause is not None and not _NAME.search(clause.group(1))


def caveat(sentence: str) -> bool:
    """Whether the sentence limits a claim: unverified, unconfirmed, denied, no comment, unclear."""
    return bool(_CAVEAT.search(sentence))

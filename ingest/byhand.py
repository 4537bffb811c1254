"""What is set by hand about the lines of a paste, whatever was learned: what must not be lost, what is sure.

Numbers are natural logarithms, as those of ``reading.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from ingest import furniture, signatures, signs
from ingest.lines import Kind, Line
from ingest.overview import HEADING, is_name, taken_up
from ingest.parts import Part
from ingest.signs import NEAR

NEVER = -1e6
LEAST_WORDS = 35  # of text in one of several articles
FAR = 200  # lines over which the end of an article is looked for
FEW_WORDS = 20  # of text under a headline with both a date and a byline
AMONG = 4  # lines before a day or a name, of which one must be text for it to be of the text, an entry's
KEPT = 0.7
"""What sentences have for being text beyond what was learned: one lost is worse than one too many."""
SENTENCE = 8  # words of such a sentence
ATTRIBUTED = 2.0
CAVEAT = 4.0
"""The same for sentences that quote somebody, and that limit what is said: they must not be lost."""
OPENING = 2.0
"""What the first line of a paste has for being the headline where a sentence is on the next."""
RULED = 6.0
"""What speaks against a sentence above an article: right under a line of dashes, or in an ongoing one."""
ONGOING = 6.0
"""What speaks there against a sentence's being below the text: it goes on for long, broken up by buttons."""
ENTRIES = 10.0
"""What the headline above the times of a live page's entries has for it, against those of its entries."""
SIGNED = 3.0
"""What a sentence has for being text that an agency or a desk signs: there a report ends."""
OF_THE_PAGE = 4.0
"""What speaks against a headline in the wording of pages."""
HEADS_ENTRY = 3.0
"""What the headline of such an entry has for being text."""
WORDS_OF_A_PICTURE = 6.0
"""What speaks against a headline that is the beginning of a caption close below it."""
BESIDE = 3  # lines in which that caption stands
KNOWN = 1.0
"""What speaks against a sentence in the wording of pages; a line in it that is no sentence is never text."""
AUTHOR = 2.0
"""The same where it introduces somebody who is named above."""
_OF_THE_PAGE = {Kind.FURNITURE, Kind.FOOT, Kind.SEPARATOR}


def of(lines: list[Line], at: int, seen: Collection[str]) -> Iterator[tuple[Part, float]]:
    """What a line has for being a part beyond what was learned."""
    line = lines[at]
    yield Part.BODY, CAVEAT if _attribution(lines, at) else _beyond(line, seen)
    if line.kind is Kind.META and all(one.kind is not Kind.TEXT for one in lines[max(0, at - AMONG) : at]):
        yield Part.BODY, NEVER
    if signs.BIOGRAPHY.issubset(seen):  # under the text, or beside the byline
        yield Part.GAP, -AUTHOR
    if signs.ENTRY in seen:
        yield Part.BODY, HEADS_ENTRY
    yield Part.TITLE, sum(_as_headline(lines, at, seen))
    if line.kind is not Kind.TEXT:
        return
    if signatures.behind(line.text):
        yield Part.BODY, SIGNED
    ongoing = signs.OF_PARTS in seen
    if ongoing and signs.VOICES.isdisjoint(seen):
        yield Part.BELOW, -ONGOING
    if ongoing or (at and lines[at - 1].kind is Kind.SEPARATOR):
        yield Part.ABOVE, -RULED


def _as_headline(lines: list[Line], at: int, seen: Collection[str]) -> Iterator[float]:
    """The same for being the headline."""
    line = lines[at]
    if not at and line.headline_like and len(lines) > 1 and lines[1].kind is Kind.TEXT:
        yield OPENING
    if line.kind in _OF_THE_PAGE:
        yield -OF_THE_PAGE
    if signs.LIVE in seen:
        yield ENTRIES
    if line.headline_like and any(_says_more(line, other) for other in lines[at + 1 : at + 1 + BESIDE]):
        yield -WORDS_OF_A_PICTURE


def headed(lines: list[Line], at: int) -> bool:
    """Whether a headline, facts of its own, and a text that takes the headline up stand below each other."""
    line = lines[at]
    if not line.headline_like or line.words < HEADING:
        return False
    facts = list(takewhile(lambda one: one.kind is Kind.META or is_name(one), lines[at + 1 : at + 1 + NEAR]))
    texts = list(takewhile(lambda one: one.kind is Kind.TEXT, lines[at + 1 + len(facts) : at + 1 + 2 * NEAR]))
    dated, signed = (any(one.stamp for one in facts), any(one.byline or is_name(one) for one in facts))
    if not (dated or signed) or not texts or texts[0].text.startswith(tuple('"“«„')):
        return False  # without facts, or a document that the report gives
    size, foot = sum(one.words for one in texts), _below_foot(lines, at)
    if dated and signed:
        return size >= (2 * LEAST_WORDS if foot else FEW_WORDS)
    return not foot and size >= LEAST_WORDS and taken_up(line, texts)


def _below_foot(lines: list[Line], at: int) -> bool:
    """Whether an article has ended above and no other text begun since: where stories are listed."""
    for place in range(at - 1, max(0, at - FAR), -1):
        if lines[place].kind is Kind.FOOT:
            return True
        if lines[place].kind is lines[place - 1].kind is Kind.TEXT:
            return False
    return False


def _attribution(lines: list[Line], at: int) -> bool:
    """Whether a line among sentences opens with a label: "Source: the general staff", "Quote: …"."""
    around = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    labelled = [one.kind is Kind.TEXT or furniture.labelled(one.text) for one in around]
    return furniture.labelled(lines[at].text) and len(around) == 2 and all(labelled)


def _says_more(line: Line, other: Line) -> bool:
    """Whether the other is a caption that says the same and more: then the line stands for the picture."""
    return other.kind is Kind.CAPTION and other.text.startswith(line.text)


def _beyond(line: Line, seen: Collection[str]) -> float:
    """The same for being text."""
    if furniture.caveat(line.text):
        return CAVEAT
    if line.kind in _OF_THE_PAGE:
        return -KNOWN if line.words >= SENTENCE and "stop" in seen else NEVER
    if signs.BIOGRAPHY.issubset(seen):
        return -AUTHOR
    if line.kind is not Kind.TEXT:
        return 0.0
    return ATTRIBUTED if "attributed" in seen else KEPT if line.words >= SENTENCE or "stop" in seen else 0.0

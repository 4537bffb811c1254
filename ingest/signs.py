"""What a reader sees of each line of a paste by which it tells headline, text and page furniture apart.

A sign is a word such as ``kind:SHORT6`` or ``date:META``; a line has some fifty. ``reading.toml`` says how
much each speaks for what a line may be. Signs look at the line, at its neighbours, at how much text
stands around it, and at whether what it speaks of comes up before and after.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ingest import dates, facts, furniture
from ingest.lines import Kind, Line, firsts, told

NEAR = 3  # lines before and behind that count as neighbours
REACH = 14  # lines behind a headline in which what stands around a text may be
BIOGRAPHY = frozenset({"author", "named_before"})
"""Both say: a paragraph introduces somebody who is named above it as one who writes."""
VOICES = frozenset(
    {
        "I:TEXT",
        "you:TEXT",
        "we:TEXT",
        "cut:TEXT",
        "address",
        "author",
        "comments",
        "consent",
        "named_before",
        "scene",
    }
)
"""Any says of a sentence that somebody else than the report may speak."""
TEXTS = 6  # paragraphs that tell what a text is about
PULLED = 400  # lines over which pull quotes are not looked for

_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|lol)\b")
_YOU = re.compile(r"\b(?:your?|you['’]re)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.\.\.)[\])]?\s*(?:read more|more|»|→|continue reading.*)?$", re.IGNORECASE)
_AGO = re.compile(r"\b(?:ago|min(?:ute)?s? read|hours?|hrs?|yesterday)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"\b(?:says|said|wrote|replied)\W*$|\bReply\b|@\w", re.IGNORECASE)
_REPORTS = re.compile(
    r"\b(?:sa(?:id|ys)|told|according|reported|announced|added|denied|confirmed|verified|claim(?:s|ed)?|comment)\b"
)
_ADDRESS = re.compile(r"https?://|www\.|@\w|#\w")
_MARKS = re.compile(r"[|›»·•]| / ")
_STOP = re.compile(r"[.!?…]['\"’”)]*$")
_CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")

_Edges = tuple[float, ...]
_SHARE: _Edges = (0.0, 0.1, 0.25, 0.4, 0.6, 0.8)
_LENGTHS: dict[Kind, _Edges] = {Kind.SHORT: (1, 3, 6, 20), Kind.TEXT: (8, 15, 25)}


def of(lines: list[Line]) -> Iterator[list[str]]:
    """The signs of each line, in order."""
    page = _Page(lines)
    for at, line in enumerate(lines):
        found = [*_own(line), *_neighbours(page, at), *_known(page, at), *_place(page, at)]
        if line.headline_like or (line.kind is Kind.TEXT and line.words < 30):
            found += [*_as_headline(page, at), *_new_subject(page, at)]
        yield found


def _step(value: float, edges: _Edges) -> int:
    """How many of the edges lie below a value."""
    return bisect_left(edges, value)


class _Page:
    """What is counted once for all lines."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.texts = [at for at, line in enumerate(lines) if line.kind is Kind.TEXT]
        self.count = [0, *accumulate(line.kind is Kind.TEXT for line in lines)]
        self.words = [0, *accumulate(line.words * (line.kind is Kind.TEXT) for line in lines)]
        self.kinds = [_kind(line) for line in lines]
        self.keys = Counter(line.key for line in lines)
        self.seen: dict[str, int] = {}
        for at, line in enumerate(lines):
            self.seen.setdefault(line.key, at)
        self.stems = Counter(stem for at in self.texts for stem in lines[at].stems)
        self.firsts = firsts(lines)
        self.names = {(line.byline or line.text).casefold() for line in lines if line.byline or _name(line)}
        self.names |= {line.byline.casefold().split()[-1] for line in lines if line.byline}
        self.gap = sorted(line.gap for line in lines)[len(lines) // 2]

    def kind(self, at: int) -> str:
        return self.kinds[at] if 0 <= at < len(self.lines) else "none"

    def behind(self, at: int) -> list[Line]:
        """The next paragraphs."""
        place = bisect_right(self.texts, at)
        return [self.lines[text] for text in self.texts[place : place + TEXTS]]

    def before(self, at: int) -> list[Line]:
        """The paragraphs just before."""
        place = bisect_left(self.texts, at)
        return [self.lines[text] for text in self.texts[max(0, place - TEXTS) : place]]

    def echoed(self, at: int) -> bool:
        """Whether other lines of the page have a line in them: a path, a list's entry, comments on it."""
        line = self.lines[at]
        if len(self.lines) > PULLED or line.words < 4:
            return False
        others = (one.key for one in self.lines if one.kind is not Kind.TEXT and len(one.key) > len(line.key))
        return any(line.key in other for other in others)

    def pulled(self, at: int) -> bool:
        """Whether a line is printed large out of a paragraph that holds it too."""
        if len(self.lines) > PULLED or not 5 <= self.lines[at].words < 40:
            return False
        said = self.lines[at].text.strip("“”\"‘’' ")
        others = (self.lines[text].text for text in self.texts if text != at)
        return any(said in other and len(other) > len(said) for other in others)


def _kind(line: Line) -> str:
    """The kind of a line, with its length or what it states."""
    name = line.kind.name
    if line.kind in _LENGTHS:
        return f"{name}{_step(line.words, _LENGTHS[line.kind])}"
    if line.kind is Kind.META:
        return name + "d" * bool(line.stamp) + "b" * bool(line.byline)
    return name + "!" * (line.kind is Kind.FOOT and furniture.last(line.text))


def _name(line: Line) -> bool:
    words = line.text.split()
    return line.kind is Kind.SHORT and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)


def _own(line: Line) -> Iterator[str]:
    """What the line is, and how it is written."""
    text, kind = line.text, line.kind.name
    yield "any"
    yield f"kind:{_kind(line)}"
    yield f"words:{_step(line.words, (1, 2, 3, 5, 8, 12, 16, 25, 40))}"
    if line.dated:
        yield f"dated:{line.dated.name}"
    elif line.words < 16 and re.search(r"\d", text) and dates.find(text):
        yield f"date:{kind}"
    said = furniture.quoted(text)
    yield from (name for name, holds in _looks(line, said=said) if holds)
    yield from (f"{name}:{kind}" for name, holds in _voices(text, said=said) if holds)
    if line.kind in {Kind.SHORT, Kind.META} and (words := _CAPITALISED.findall(text)):
        share = sum(word[0].isupper() for word in words) / len(words)
        yield f"capitals:{_step(share, (0.2, 0.5, 0.8, 0.99))}:{min(line.words, 4)}"


def _looks(line: Line, *, said: bool) -> Iterable[tuple[str, bool]]:
    text, paragraph = line.text, line.kind is Kind.TEXT
    return (
        ("byline", line.byline is not None),
        ("colon", text.endswith(":")),
        ("lower", text[:1].islower()),
        ("digit", text[:1].isdigit()),
        ("upper", text.isupper()),
        ("asks", text.endswith("?")),
        ("marks", bool(_MARKS.search(text))),
        ("address", bool(_ADDRESS.search(text))),
        ("stop", bool(_STOP.search(told(text)))),
        ("quoted", said),
        ("attributed", said and _attributed(text)),
        ("paid", furniture.paid(text)),
        ("ago", line.words < 8 and bool(_AGO.search(text))),
        ("comments", line.words < 9 and bool(_COMMENTS.search(text))),
        ("reports", paragraph and bool(_REPORTS.search(text))),
        ("dateline", paragraph and facts.dateline(text) is not None),
        ("author", paragraph and furniture.about_author(text)),
        ("consent", paragraph and furniture.consent(text)),
        ("scene", paragraph and furniture.scene(text)),
    )


def _attributed(text: str) -> bool:
    """Whether the line says something outside of its quotations, such as who said it."""
    outside = " ".join(re.split('[“”«»„"]', text)[::2])
    return len(re.findall(r"\w+", outside)) > 1


def _voices(text: str, *, said: bool) -> Iterable[tuple[str, bool]]:
    """Who speaks to whom: a page to its reader, or a reader; and sentences that break off."""
    return (
        ("I", not said and bool(_I.search(text))),
        ("you", not said and bool(_YOU.search(text))),
        ("we", not said and bool(_WE.search(text))),
        ("cut", bool(_CUT.search(text))),
    )


def _neighbours(page: _Page, at: int) -> Iterator[str]:
    kind = page.kinds[at]
    for away in (*range(-NEAR, 0), *range(1, NEAR + 1)):
        yield f"{away:+d}:{page.kind(at + away)}"
    yield f"from:{page.kind(at - 1)}:{kind}"
    yield f"to:{kind}:{page.kind(at + 1)}"


def _known(page: _Page, at: int) -> Iterator[str]:
    """Whether the line stands there twice, and whether other lines speak of what it does."""
    line, kind = page.lines[at], page.lines[at].kind.name
    if line.key and page.keys[line.key] > 1:
        which = "again" if page.seen[line.key] < at else "first"
        yield f"{which}:{_step(line.words, (2, 4))}"
    words = line.text.casefold().split()
    if line.kind is Kind.TEXT and (words[0] in page.names or " ".join(words[:2]) in page.names):
        yield "named_before"
    if line.headline_like and page.echoed(at):
        yield "echoed"
    if page.pulled(at):
        yield f"pulled:{kind}"
    if not line.stems:
        yield f"nothing:{kind}"
        return
    itself = line.kind is Kind.TEXT
    size = _step(len(line.stems), (1, 3, 6))
    known = sum(page.stems[stem] > itself for stem in line.stems) / len(line.stems)
    before = sum(page.firsts.get(stem, at) < at for stem in line.stems) / len(line.stems)
    yield f"known:{kind}:{size}:{_step(known, _SHARE)}"
    yield f"before:{kind}:{size}:{_step(before, _SHARE)}"


def _place(page: _Page, at: int) -> Iterator[str]:
    """Where the line stands: how far down, and between how much text."""
    line, kind, end = page.lines[at], page.lines[at].kind.name, len(page.lines)
    yield f"line:{at}" if at < 3 else "line:later"
    yield f"passed:{_step(page.words[at] / (page.words[-1] or 1), (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.99))}"
    for reach in (4, 10):
        before = page.count[at] - page.count[max(0, at - reach)]
        after = page.count[min(end, at + 1 + reach)] - page.count[at + 1]
        yield f"up{reach}:{_step(before / reach, (0, 0.1, 0.3, 0.5, 0.8))}:{kind}"
        yield f"down{reach}:{_step(after / reach, (0, 0.1, 0.3, 0.5, 0.8))}:{kind}"
    up = page.words[at] - page.words[max(0, at - 6)]
    down = page.words[min(end, at + 7)] - page.words[at + 1]
    yield f"up:{_step(up, (0, 15, 40, 90, 160))}"
    yield f"down:{_step(down, (0, 15, 40, 90, 160))}"
    yield f"turn:{_step(up, (0, 40, 120))}:{_step(down, (0, 40, 120))}:{kind}"
    if line.gap:
        yield f"gap:{min(line.gap, 3)}:{kind}"
    if line.gap > page.gap:
        yield f"wide:{kind}"


def _heads(line: Line) -> set[str]:
    """The beginnings of the longer words, by which a headline and its text are compared."""
    return {word[:5] for word in line.key.split() if len(word) >= 4}


def _shared(heads: set[str], others: set[str]) -> int:
    return _step(len(heads & others) / max(len(heads), 3), _SHARE)


def _as_headline(page: _Page, at: int) -> Iterator[str]:
    """How the line would do as the headline of what follows."""
    line = page.lines[at]
    place = bisect_right(page.texts, at)
    text = page.texts[place] if place < len(page.texts) else None
    distance = text - at - 1 if text is not None else REACH
    between = page.lines[at + 1 : at + 1 + min(distance, REACH)]
    states = "".join(
        str(int(any(holds))) for holds in (
            (one.kind is Kind.META for one in between[:5]),
            (one.stamp is not None for one in between[:8]),
            (one.byline is not None for one in between[:6]),
        )
    )  # fmt: skip
    behind = [_heads(one) for one in page.behind(at)]
    said, heads = set().union(*behind), _heads(line)
    yield f"text:{_step(distance, (0, 1, 3, 6, 10, 13))}" if text is not None else "text:none"
    yield f"taken_up:{_shared(heads, said)}"
    yield f"taken_up_soon:{_shared(heads, set().union(*behind[:2]))}"
    yield f"facts:{states}"
    rivals = (one for one in between if one.headline_like and one.key != line.key)
    yield f"rival:{max((_shared(_heads(one), said) for one in rivals), default=0)}"
    yield f"fits:{_shared(heads, said)}:{_step(distance, (0, 3, 10))}:{states[0]}"
    feet = [one for one in page.lines[max(0, at - 12) : at] if one.kind is Kind.FOOT]
    near = any(one.kind is Kind.FOOT for one in page.lines[max(0, at - 4) : at])
    yield f"foot:{near:d}{any(furniture.last(one.text) for one in feet):d}"


def _new_subject(page: _Page, at: int) -> Iterator[str]:
    """Whether what follows speaks of something else than what went before.

    Between two parts of one news article, 95% share more than a tenth of their longer words; parts of
    different articles share less in 90% of cases (508 public news texts).
    """
    if not page.words[at]:
        yield "subject:first"
        return
    line, behind = page.lines[at], page.behind(at)
    new = {stem for one in behind for stem in one.stems}
    known = sum(page.firsts[stem] < at for stem in new) / len(new) if new else 0.0
    shift = _step(known, (0.06, 0.12, 0.18, 0.25, 0.35, 0.5))
    heads = _heads(line)
    taken_up = _shared(heads, set().union(*(_heads(one) for one in behind)))
    facts_near = any(one.kind is Kind.META for one in page.lines[at + 1 : at + 6])
    yield f"subject:{shift}:{_step(page.words[at], (40, 200))}"
    yield f"subject_headed:{shift}:{facts_near:d}:{taken_up}"
    yield f"subject_apart:{shift}:{page.lines[at - 1].kind.name}:{line.gap > page.gap:d}"
    yield f"of_before:{_shared(heads, set().union(*(_heads(one) for one in page.before(at))))}:{taken_up}"

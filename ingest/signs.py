"""What a reader sees of each line of a paste by which it tells headline, text and page furniture apart.

A sign is a word such as ``kind:SHORT6`` or ``date:META``; a line has some fifty. ``reading.toml`` says how
much each speaks for what a line may be. Signs look at the line, at its neighbours, at how much text
stands around it, and at whether what it speaks of comes up before and after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ingest import furniture, looks
from ingest.lines import Kind, Line
from ingest.overview import Edges, Page, beginnings, step

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
OF_PARTS = "of_parts"
"""Says that the first headline is that of a live blog, a list, an interview or the like."""
LIVE = "live"
"""Says that a line is the headline of a live page, whose entries stand under their times."""
ENTRY = "entry"
"""Says that a line stands there under the time of an entry, and heads it."""
_SET_OFF = {Kind.SHORT, Kind.BULLET, Kind.TEXT}
_SHARE: Edges = (0.0, 0.1, 0.25, 0.4, 0.6, 0.8)


def of(lines: list[Line]) -> Iterator[list[str]]:
    """The signs of each line, in order."""
    page = Page(lines)
    for at, line in enumerate(lines):
        found = [*looks.of(line), *_neighbours(page, at), *_known(page, at), *_place(page, at)]
        if line.headline_like or (line.kind is Kind.TEXT and line.words < 30):
            found += [*_as_headline(page, at), *_new_subject(page, at)]
        yield found


def _neighbours(page: Page, at: int) -> Iterator[str]:
    kind = page.kinds[at]
    for away in (*range(-NEAR, 0), *range(1, NEAR + 1)):
        yield f"{away:+d}:{page.kind(at + away)}"
    yield f"from:{page.kind(at - 1)}:{kind}"
    yield f"to:{kind}:{page.kind(at + 1)}"
    headed, sizes = page.regular
    if page.uniform:
        yield "uniform"
    if page.of_parts:
        yield OF_PARTS
    if at == page.live:
        yield LIVE
    if page.live is not None and at - 1 in page.times and page.lines[at].headline_like:
        yield ENTRY
    yield f"sizes:{page.lines[at].kind.name}:{sizes}"
    if page.lines[at].kind in _SET_OFF:
        shape, *_ = setting = page.setting(at)
        yield f"shape:{shape}:{kind}"
        yield f"blocks:{kind}:{headed}"
        yield f"set_alike:{step(page.set[setting], (1, 2, 4))}:{shape}:{setting == page.setting(0):d}"


def _known(page: Page, at: int) -> Iterator[str]:
    """Whether the line stands there twice, and whether other lines speak of what it does."""
    line, kind = page.lines[at], page.lines[at].kind.name
    if line.key and page.keys[line.key] > 1:
        which = "again" if page.seen[line.key] < at else "first"
        yield f"{which}:{step(line.words, (2, 4))}"
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
    size = step(len(line.stems), (1, 3, 6))
    known = sum(page.stems[stem] > itself for stem in line.stems) / len(line.stems)
    before = sum(page.firsts.get(stem, at) < at for stem in line.stems) / len(line.stems)
    yield f"known:{kind}:{size}:{step(known, _SHARE)}"
    yield f"before:{kind}:{size}:{step(before, _SHARE)}"


def _place(page: Page, at: int) -> Iterator[str]:
    """Where the line stands: how far down, and between how much text."""
    line, kind, end = page.lines[at], page.lines[at].kind.name, len(page.lines)
    yield f"line:{at}" if at < 3 else "line:later"
    yield f"passed:{step(page.words[at] / (page.words[-1] or 1), (0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.99))}"
    for reach in (4, 10):
        before = page.count[at] - page.count[max(0, at - reach)]
        after = page.count[min(end, at + 1 + reach)] - page.count[at + 1]
        yield f"up{reach}:{step(before / reach, (0, 0.1, 0.3, 0.5, 0.8))}:{kind}"
        yield f"down{reach}:{step(after / reach, (0, 0.1, 0.3, 0.5, 0.8))}:{kind}"
    up = page.words[at] - page.words[max(0, at - 6)]
    down = page.words[min(end, at + 7)] - page.words[at + 1]
    yield f"up:{step(up, (0, 15, 40, 90, 160))}"
    yield f"down:{step(down, (0, 15, 40, 90, 160))}"
    yield f"turn:{step(up, (0, 40, 120))}:{step(down, (0, 40, 120))}:{kind}"
    if line.gap:
        yield f"gap:{min(line.gap, 3)}:{kind}"
    if line.gap > page.gap:
        yield f"wide:{kind}"


def _shared(heads: AbstractSet[str], others: AbstractSet[str]) -> int:
    return step(len(heads & others) / max(len(heads), 3), _SHARE)


def _as_headline(page: Page, at: int) -> Iterator[str]:
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
    behind = [beginnings(one) for one in page.behind(at)]
    said, heads = set().union(*behind), beginnings(line)
    yield f"text:{step(distance, (0, 1, 3, 6, 10, 13))}" if text is not None else "text:none"
    yield f"taken_up:{_shared(heads, said)}"
    yield f"taken_up_soon:{_shared(heads, set().union(*behind[:2]))}"
    yield f"facts:{states}"
    rivals = (one for one in between if one.headline_like and one.key != line.key)
    yield f"rival:{max((_shared(beginnings(one), said) for one in rivals), default=0)}"
    yield f"fits:{_shared(heads, said)}:{step(distance, (0, 3, 10))}:{states[0]}"
    feet = [one for one in page.lines[max(0, at - 12) : at] if one.kind is Kind.FOOT]
    near = any(one.kind is Kind.FOOT for one in page.lines[max(0, at - 4) : at])
    yield f"foot:{near:d}{any(furniture.last(one.text) for one in feet):d}"


def _new_subject(page: Page, at: int) -> Iterator[str]:
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
    shift = step(known, (0.06, 0.12, 0.18, 0.25, 0.35, 0.5))
    heads = beginnings(line)
    taken_up = _shared(heads, set().union(*(beginnings(one) for one in behind)))
    facts_near = any(one.kind is Kind.META for one in page.lines[at + 1 : at + 6])
    yield f"subject:{shift}:{step(page.words[at], (40, 200))}"
    yield f"subject_headed:{shift}:{facts_near:d}:{taken_up}"
    yield f"subject_apart:{shift}:{page.lines[at - 1].kind.name}:{line.gap > page.gap:d}"
    yield f"of_before:{_shared(heads, set().union(*(beginnings(one) for one in page.before(at))))}:{taken_up}"

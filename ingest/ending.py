"""Where an article ends: footers, related stories, and what stands behind its last paragraph."""

from __future__ import annotations

from itertools import accumulate, pairwise

from ingest import furniture
from ingest.lines import Kind, Line, firsts

STRANGE = 0.1  # share of longer words known from the text, up to which a last paragraph is not of it
BLOCK = 60  # words over which a last paragraph is kept
MOST = 12  # last paragraphs that are looked at
APART = 2  # lines of the page before a last paragraph that is not of the text


def find(lines: list[Line]) -> int:
    """Where the article ends: at the first footer after half of its text that it does not go on behind.

    Nothing goes on behind comments or a copyright. From there back go the author's introduction and
    paragraphs that stand apart and speak of nothing that the article speaks of.
    """
    before = list(accumulate((line.words * (line.kind is Kind.TEXT) for line in lines), initial=0))
    feet = [at for at, line in enumerate(lines) if line.kind is Kind.FOOT and 2 * before[at] >= before[-1]]
    end = next((at for at in feet if furniture.last(lines[at].text)), len(lines))
    first = firsts(lines)
    for foot in reversed([at for at in feet if at < end]):
        following = next(at for at in range(foot + 1, end + 1) if at == end or lines[at].kind is Kind.FOOT)
        if _goes_on(lines, foot, following, first):
            break
        end = foot
    return _without_strangers(lines, end, first)


def _goes_on(lines: list[Line], foot: int, end: int, first: dict[str, int]) -> bool:
    """Whether the article goes on behind a list of related stories in its middle, before ``end``.

    It does when paragraphs follow one another there, or one speaks of what the text before it did;
    the teasers of such a list stand one by one, each under its headline.
    """
    between = lines[foot + 1 : end]
    new = {stem for line in between if line.kind is Kind.TEXT for stem in line.stems}
    known = sum(first[stem] < foot for stem in new)
    together = any(one.kind is two.kind is Kind.TEXT for one, two in pairwise(between))
    teasers = sum(one.kind is Kind.SHORT and two.kind is Kind.TEXT for one, two in pairwise(between)) >= 2
    return together or bool(new and known >= (0.5 if teasers else 0.2) * len(new))


def _without_strangers(lines: list[Line], end: int, first: dict[str, int]) -> int:
    """The end without the last paragraphs that are not of the article."""
    for _ in range(MOST):
        last = next((at for at in range(end - 1, 0, -1) if lines[at].kind is Kind.TEXT), 0)
        if not any(line.kind is Kind.TEXT for line in lines[:last]):
            return end
        if not (_introduces(lines, last) or _strange(lines, last, first)):
            return end
        end = last
    return end


def _introduces(lines: list[Line], last: int) -> bool:
    """Whether a last paragraph introduces the author, who is named alone on a line above."""
    text = lines[last].text
    if furniture.about_author(text):
        return True
    names = [line.byline or line.text for line in lines[:last] if line.byline or _name(line)]
    near = [line.text.split()[0] for line in lines[max(0, last - 2) : last] if _name(line)]
    return any(text.startswith(f"{name} ") for name in names + near)


def _name(line: Line) -> bool:
    words = line.text.split()
    return line.kind is Kind.SHORT and 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)


def _strange(lines: list[Line], at: int, first: dict[str, int]) -> bool:
    """Whether a paragraph stands apart, among lines of the page, and speaks of nothing that the text does."""
    line = lines[at]
    apart = all(one.kind is not Kind.TEXT for one in lines[max(0, at - APART) : at])
    known = sum(first[stem] < at for stem in line.stems)
    chance = len(line.stems) >= 5  # one word in common says nothing
    return (
        apart
        and line.words <= BLOCK
        and known <= max(chance, STRANGE * len(line.stems))
        and not furniture.quoted(line.text)
    )

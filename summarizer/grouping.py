"""Stories as articles come in: each new one has the few stories around it divided anew.

To put a new article with the nearest one, or into the nearest story, builds on every earlier mistake.
Average linkage over all articles does best and costs the square of the archive; over the new article and
those of the nearest stories it does as well, at a cost that stays the same as the archive grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.similarity import SAME_STORY, Weighed, similar

STORIES = 4
"""Stories around a new article that are divided anew, those with the articles most like it."""
MEMBERS = 12
"""Articles of each of them that are looked at, those most like the new one."""

_NEAR = SAME_STORY / 2  # a story without an article so much like the new one is not around it


def place(
    new: int, articles: Mapping[int, Weighed], stories: Mapping[int, int]
) -> list[tuple[int | None, list[int]]]:
    """Divides the stories around a new article anew: each with its articles, in any order.

    ``articles`` holds the new one and those it may belong with, by their ids, ``stories`` the
    story of each that has one. A group keeps the story that most of its articles were in, the largest
    group first; None stands for a story that begins. What is not given stays where it is.
    """
    likeness = {
        each: similar(articles[new], weighed) for each, weighed in articles.items() if each in stories
    }
    pool = [new, *_around(likeness, stories)]
    groups = [[pool[at] for at in group] for group in linked([articles[each] for each in pool])]
    taken: set[int] = set()
    placed: list[tuple[int | None, list[int]]] = []
    for group in sorted(groups, key=lambda group: (-len(group), min(group))):
        before = Counter(stories[each] for each in sorted(group) if each in stories and each != new)
        story = next((story for story, _ in before.most_common() if story not in taken), None)
        if story is not None:
            taken.add(story)
        placed.append((story, group))
    return placed


def _around(likeness: Mapping[int, float], stories: Mapping[int, int]) -> list[int]:
    """The articles most like the new one in each of the nearest stories."""
    nearest = sorted(likeness, key=lambda each: (-likeness[each], each))
    near: dict[int, list[int]] = {}
    for each in nearest:
        story = stories[each]
        if story in near or (len(near) < STORIES and likeness[each] >= _NEAR):
            near.setdefault(story, []).append(each)
    return [each for members in near.values() for each in members[:MEMBERS]]


def linked(articles: Sequence[Weighed]) -> list[list[int]]:
    """Groups by average linkage (UPGMA, Sokal and Michener 1958), each the numbers of its articles.

    The two groups that are most alike on average are joined as long as that is SAME_STORY at least.
    The work grows with the cube of the number of articles.
    """
    groups = {at: [at] for at in range(len(articles))}
    alike = {
        (one, other): similar(articles[one], articles[other])
        for other in range(len(articles))
        for one in range(other)
    }
    while alike:
        best = max(alike, key=lambda pair: (alike[pair], -pair[0], -pair[1]))
        if alike[best] < SAME_STORY:
            break
        one, other = best
        sizes = len(groups[one]), len(groups[other])
        del alike[best]
        groups[one] += groups.pop(other)
        for third in groups.keys() - {one}:
            ours, theirs = _pair(one, third), _pair(other, third)
            alike[ours] = (alike[ours] * sizes[0] + alike.pop(theirs) * sizes[1]) / sum(sizes)
    return list(groups.values())


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)

"""Grouping articles on one event, online: each new article has the few stories around it divided anew."""

from __future__ import annotations

from collections.abc import Collection

from storage.database import Work
from storage.search import MANY
from storage.values import Article, Within
from summarizer import grouping
from summarizer.similarity import Rarity, Signature, Weighed


async def assign(work: Work, article: Article, signature: str) -> int:
    """Puts a stored original into the story it belongs to, or starts one; which.

    What it tells may show that articles around it belong together, or apart: they are moved.
    """
    own = Signature.load(signature)
    counts = await work.search.frequency(own.terms)
    rarity = Rarity(counts, min(await work.articles.originals(), MANY))
    weighed = {article.id: Weighed(own, rarity)}

    async def read(ids: Collection[int]) -> dict[int, int]:
        """The stories of articles, which are weighed as well."""
        told = await work.stories.tellings([each for each in ids if each != article.id])
        weighed.update((each.article_id, Weighed(Signature.load(each.signature), rarity)) for each in told)
        return {each.article_id: each.story_id for each in told}

    stories = await read(await _candidates(work, article, counts))
    near = grouping.around(weighed[article.id], {each: weighed[each] for each in stories}, stories)
    stories = {each: story for each, story in stories.items() if story in near}
    for story in near:
        stories |= await read(await work.stories.newest(story, grouping.MEMBERS))
    placed: dict[int, int] = {}
    for story_id, group in grouping.place(article.id, weighed, stories):
        placed |= dict.fromkeys(group, await _gather(work, story_id, group, stories))
    return placed[article.id]


async def _gather(work: Work, story_id: int | None, group: list[int], stories: dict[int, int]) -> int:
    """Moves articles into a story, None being one that begins; a story that is emptied leads there."""
    moved = [each for each in sorted(group) if story_id is None or stories.get(each) != story_id]
    for each in moved:
        if story_id is None:
            story_id = await work.stories.start(each)
        else:
            await work.stories.attach(each, story_id)
        before = stories.get(each)
        if before is not None and await work.stories.get(before) is None:
            await work.stories.merge(before, story_id)
    assert story_id is not None  # noqa: S101  # no group is empty
    return story_id


async def _candidates(work: Work, article: Article, counts: dict[str, int]) -> list[int]:
    """Articles of about the same days that share one of the rarest terms, newest arrivals first."""
    shared = sorted((t for t, count in counts.items() if count > 1), key=lambda t: (counts[t], t))
    days = Within(after=article.dated - grouping.APART, before=article.dated + grouping.APART)
    ids = await work.search.newest(
        shared[: grouping.RAREST], every=False, limit=grouping.COMPARED + 1, within=days
    )
    return [each for each in ids if each != article.id][: grouping.COMPARED] if shared else []

"""`/merge 412 398`: two articles that are one report; the later is filed as a copy of the earlier."""

from __future__ import annotations

import re

from newsroom import copying, correcting, numbered, quoting
from newsroom.answer import Action, Answer, Notice, Text
from newsroom.correcting import Plan, Step
from newsroom.errands import Merge
from newsroom.errors import Refused
from newsroom.intents import ShowArticle
from storage.database import Work
from storage.inbox_values import CorrectionKind
from storage.values import Article
from summarizer.wording import wording

_TWO = re.compile(
    r"#?([0-9]{1,18})(?:\s*[,+&]\s*|\s+(?:(?:and|with|into)\s+)?)#?([0-9]{1,18})", re.IGNORECASE
)


_LITTLE = 20  # percent: below it a wrong number is likelier than a report told in other words


async def ask(work: Work, intent: Merge) -> Answer | None:
    """Both headlines, to be confirmed, where the texts share little; None where they share enough.

    Raises Refused as ``plan`` does.
    """
    later, original = await _pair(work, intent)
    words, others = wording(later.body), wording(original.body)
    share = max(copying.percent(words, others), copying.percent(others, words))
    if intent.confirmed or share >= _LITTLE:
        return None
    asked = Notice(text=Text.of("merge.ask", number=later.id, original=original.id, share=share))
    sure = Action.of(Text.of("button.merge_sure"), Merge(words=f"{later.id} {original.id}", confirmed=1))
    keep = Action.of(Text.of("button.keep_both"), ShowArticle(article_id=later.id))
    return Answer(blocks=(asked, quoting.headline(later), quoting.headline(original)), actions=(sure, keep))


async def plan(work: Work, intent: Merge) -> Plan:
    """The later article goes under the earlier one, or under that one's original, with its own copies.

    Raises Refused for anything but the numbers of two articles that are not filed together yet.
    """
    later, original = await _pair(work, intent)
    if later.original_id is None:
        then = tuple(Step(article=copy, under=original.id) for copy in await work.articles.copies(later.id))
    else:
        _, then = await correcting.left(work, later)
    same = copying.percent(wording(later.body), wording(original.body))
    return Plan(
        kind=CorrectionKind.MERGE,
        said=Text.of("merge.done", number=later.id, original=original.id, same=same),
        shown=(later.id, original.id),
        first=(Step(article=later, under=original.id),),
        then=then,
    )


async def _pair(work: Work, intent: Merge) -> tuple[Article, Article]:
    """The later article, and the original under which it goes."""
    found = _TWO.fullmatch(intent.words.strip())
    if found is None:
        raise Refused("merge.numbers", words=intent.words[:40])
    first, second = sorted(map(int, found.groups()))
    if first == second:
        raise Refused("merge.itself", number=first)
    earlier, later = await numbered.article(work, first), await numbered.article(work, second)
    original = await work.articles.get(earlier.original_id) if earlier.original_id else earlier
    if original is None or original.id in {later.id, later.original_id}:
        raise Refused("merge.already", first=first, second=second)
    return later, original

"""What could not be read and was set aside: shown with why, to be tried again or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newsroom import parcels, receipts
from newsroom.answer import Answer, Heading, Item, Moment, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errands import Drop, Inbox, Retry
from storage.database import Work
from storage.inbox_values import Submission
from storage.values import Precision

_PAGE = 4
_SHOWN = 80  # characters of a text


async def inbox(work: Work, intent: Inbox, *above: Notice) -> Answer:
    """What was set aside, newest first, and how much waits to be read; ``above`` is what was just done."""
    found = Page.of(await work.inbox.parked(_PAGE + 1, intent.page * _PAGE), _PAGE)
    count = await work.inbox.waiting()
    waiting = (Notice(text=Text.of("inbox.waiting", count=count)),) if count else ()
    if not found.items:
        end = Notice(text=Text.of("page.end" if intent.page and not above else "inbox.none"))
        return Answer(blocks=(*above, end, *waiting))
    items = (Item(text=_line(each)) for each in found.items)
    buttons = (button for each in found.items for button in receipts.choices(each.id, intent.page + 1))
    actions = (*buttons, *turn(found, intent.page, lambda n: Inbox(page=n)))
    heading = Heading(text=Text.of("inbox.heading"))
    return Answer(blocks=(*above, heading, *items, *waiting), actions=actions)


async def retry(work: Work, intent: Retry) -> Answer:
    """Reads it from the start again; the receipt tells what came of it."""
    retried = await work.inbox.retry(intent.submission_id)
    return await _settled(work, intent, "inbox.retried" if retried else "inbox.gone")


async def drop(work: Work, intent: Drop, now: datetime) -> Answer:
    """Lets it go; its receipt says so."""
    dropped = await work.inbox.drop(intent.submission_id)
    if dropped is not None:
        told = Notice(text=Text.of("inbox.dropped", number=dropped.id))
        await receipts.send(work, dropped, Answer(blocks=(told,)), now)
    return await _settled(work, intent, "inbox.gone" if dropped is None else "inbox.dropped")


async def _settled(work: Work, intent: Retry | Drop, key: str) -> Answer:
    """What was done, for the place of the message that had the button: over the list, as it is now.

    Of something that is settled already the receipt says what came of it, so that stays.
    """
    told, gone = Notice(text=Text.of(key, number=intent.submission_id)), key == "inbox.gone"
    if not intent.listed:
        return Answer(blocks=(told,), refused=gone, silent=gone)
    page = intent.listed - 1
    if page and not await work.inbox.parked(1, page * _PAGE):
        page -= 1  # the last of its page was settled
    return replace(await inbox(work, Inbox(page=page), told), refused=gone)


def _line(submission: Submission) -> Text:
    said = submission.file_name or " ".join(submission.text.split())
    return Text.of(
        "inbox.item",
        number=submission.id,
        at=Moment(at=submission.received, precision=Precision.MINUTE),
        what=said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…",
        why=parcels.reason(submission.reason) or Text.of("inbox.unknown"),
    )

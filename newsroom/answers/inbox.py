"""What could not be read and was set aside: shown with why, to be tried again or dropped."""

from __future__ import annotations

from datetime import datetime

from newsroom import parcels, receipts
from newsroom.answer import Answer, Heading, Item, Moment, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errands import Drop, Inbox, Retry
from newsroom.errors import Refused
from storage.database import Work
from storage.inbox_values import Submission
from storage.values import Precision

_PAGE = 4
_SHOWN = 80  # characters of a text


async def inbox(work: Work, intent: Inbox) -> Answer:
    """What was set aside, newest first, and how much waits to be read."""
    found = Page.of(await work.inbox.parked(_PAGE + 1, intent.page * _PAGE), _PAGE)
    count = await work.inbox.waiting()
    waiting = (Notice(text=Text.of("inbox.waiting", count=count)),) if count else ()
    if not found.items:
        return Answer(blocks=(Notice(text=Text.of("page.end" if intent.page else "inbox.none")), *waiting))
    items = (Item(text=_line(each)) for each in found.items)
    buttons = (button for each in found.items for button in receipts.choices(each.id))
    actions = (*buttons, *turn(found, intent.page, lambda n: Inbox(page=n)))
    return Answer(blocks=(Heading(text=Text.of("inbox.heading")), *items, *waiting), actions=actions)


async def retry(work: Work, intent: Retry) -> Answer:
    """Reads it from the start again; the receipt tells what came of it."""
    if not await work.inbox.retry(intent.submission_id):
        raise Refused("inbox.gone", number=intent.submission_id)
    return Answer(blocks=(Notice(text=Text.of("inbox.retried", number=intent.submission_id)),))


async def drop(work: Work, intent: Drop, now: datetime) -> Answer:
    """Lets it go; its receipt says so."""
    dropped = await work.inbox.drop(intent.submission_id)
    if dropped is None:
        raise Refused("inbox.gone", number=intent.submission_id)
    answer = Answer(blocks=(Notice(text=Text.of("inbox.dropped", number=dropped.id)),))
    await receipts.send(work, dropped, answer, now)
    return answer


def _line(submission: Submission) -> Text:
    said = submission.file_name or " ".join(submission.text.split())
    return Text.of(
        "inbox.item",
        number=submission.id,
        at=Moment(at=submission.received, precision=Precision.MINUTE),
        what=said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…",
        why=parcels.reason(submission.reason) or Text.of("inbox.unknown"),
    )

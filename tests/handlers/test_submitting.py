"""Receipts: one message a submission, whoever comes first."""

from __future__ import annotations

import asyncio

from storage.chat_values import ChatKind
from storage.inbox_values import NewSubmission
from tests.handlers.answers import answer, notice
from tests.handlers.stage import ADMIN, Stage, now

RECEIPT = answer(notice("Stored."))


async def handed_over(stage: Stage, *, key: str = "7:1") -> int:
    """A stored submission that nobody has acknowledged; returns its id."""
    stage.person(ADMIN)
    new = NewSubmission(key=key, text="Words.", received=now(), chat_id=ADMIN, message_id=1, user_id=ADMIN)
    async with stage.storage.write() as work:
        await work.chats.touch(ADMIN, ChatKind.PRIVATE)
        submission_id, _ = await work.inbox.put(new)
    return submission_id


async def test_ready_receipt_is_not_followed_by_an_acknowledgement(quiet_stage: Stage) -> None:
    """When the receipt was sent first, there is only the receipt."""
    submission_id = await handed_over(quiet_stage)
    await quiet_stage.post(ADMIN, RECEIPT, receipt_of=submission_id)
    await quiet_stage.delivery().deliver_due()
    await quiet_stage.receipts.acknowledge(submission_id, quiet_stage.speaker)
    assert [m.text for m in quiet_stage.admin.sees] == ["Stored."]


async def test_receipt_and_acknowledgement_at_once_are_one_message(quiet_stage: Stage) -> None:
    """When both are sent at the same time, one message shows the receipt in the end."""
    submission_id = await handed_over(quiet_stage)
    await quiet_stage.post(ADMIN, RECEIPT, receipt_of=submission_id)
    await asyncio.gather(
        quiet_stage.receipts.acknowledge(submission_id, quiet_stage.speaker),
        quiet_stage.delivery().deliver_due(),
    )
    assert [m.text for m in quiet_stage.admin.sees] == ["Stored."]


async def test_acknowledged_once(quiet_stage: Stage) -> None:
    """However often an update is delivered, its submission is acknowledged once."""
    submission_id = await handed_over(quiet_stage)
    for _ in range(2):
        await quiet_stage.receipts.acknowledge(submission_id, quiet_stage.speaker)
    assert len(quiet_stage.admin.sees) == 1


async def test_crash_before_the_acknowledgement_is_made_good(quiet_stage: Stage) -> None:
    """What was stored and never acknowledged is acknowledged at the next start, the rest is not again."""
    first = await handed_over(quiet_stage, key="7:1")
    await quiet_stage.receipts.acknowledge(first, quiet_stage.speaker)
    await handed_over(quiet_stage, key="7:2")
    await quiet_stage.receipts.catch_up(quiet_stage.speaker)
    assert [m.text for m in quiet_stage.admin.sees] == ["Got it, reading…"] * 2


async def test_receipt_told_twice_is_no_error(quiet_stage: Stage) -> None:
    """A receipt that a crash made the sender repeat changes nothing."""
    submission_id = await handed_over(quiet_stage)
    for _ in range(2):
        await quiet_stage.post(ADMIN, RECEIPT, receipt_of=submission_id)
        await quiet_stage.delivery().deliver_due()
    assert [m.text for m in quiet_stage.admin.sees] == ["Stored."]
    assert await quiet_stage.states() == {"done": 2}

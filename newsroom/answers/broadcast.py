"""`/broadcast`: what an admin is shown of one, before, while and after it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from newsroom import undelivered
from newsroom.answer import Action, Announcement, Answer, Block, Heading, Item, Notice, Text
from newsroom.errands import CancelBroadcast, SendBroadcast, StopBroadcast
from storage.broadcast_values import RUNNING, Broadcast, BroadcastState, Tally
from storage.database import Work

_REASONS = 200  # characters of what Telegram says


def preview(
    number: int, announcement: Announcement, *, chats: int, stopped: Mapping[str, int], valid: timedelta
) -> Answer:
    """The message as readers get it, how many do, and the buttons that decide."""
    blocks: list[Block] = [announcement, Notice(text=Text.of("broadcast.preview", count=chats))]
    if stopped:
        blocks += [Notice(text=Text.of("broadcast.uncounted")), *undelivered.items(stopped)]
    minutes = int(valid.total_seconds()) // 60
    blocks.append(Notice(text=Text.of("broadcast.confirm", minutes=minutes)))
    send = Action.of(Text.of("button.broadcast_send"), SendBroadcast(number=number))
    cancel = Action.of(Text.of("button.broadcast_cancel"), CancelBroadcast(number=number))
    return Answer(blocks=tuple(blocks), actions=(send, cancel))


async def told(work: Work, broadcast: Broadcast) -> Answer:
    """How it stands once it is no preview, and while it is being sent the button that stops it."""
    if broadcast.state not in RUNNING:
        return Answer(blocks=(_course(broadcast, broadcast.sent),))
    tally = await work.outbox.tally(broadcast.id)
    blocks = [_course(broadcast, tally.sent)]
    if failed := sum(tally.failed.values()):
        blocks.append(Notice(text=Text.of("broadcast.failed", count=failed)))
    if broadcast.written and 0 < tally.waiting == sum(tally.tried.values()):
        why = ", ".join(sorted(tally.tried))[:_REASONS]
        blocks.append(Notice(text=Text.of("broadcast.waiting", count=tally.waiting, words=why)))
    stop = Action.of(Text.of("button.broadcast_stop"), StopBroadcast(number=broadcast.id))
    sending = broadcast.state is BroadcastState.SENDING
    return Answer(blocks=tuple(blocks), actions=(stop,) if sending else ())


async def busy(work: Work, other: Broadcast) -> Answer:
    """Why another one cannot begin; the preview keeps its buttons."""
    tally = await work.outbox.tally(other.id)
    text = Text.of("broadcast.busy", sent=tally.sent, chats=other.chats)
    return Answer(blocks=(Notice(text=text),), refused=True, silent=True)


def summary(broadcast: Broadcast, tally: Tally) -> Answer:
    """What came of one that is over: how many have it, and why others do not."""
    stopped = broadcast.state is BroadcastState.STOPPED
    blocks: list[Block] = [
        Heading(text=Text.of("broadcast.over_stopped" if stopped else "broadcast.over")),
        _course(broadcast, tally.sent),
        *undelivered.items(tally.failed),
    ]
    forgotten = broadcast.chats - tally.sent - sum(tally.failed.values())
    if forgotten > 0 and not stopped:
        blocks.append(Item(text=Text.of("broadcast.forgotten", count=forgotten)))
    return Answer(blocks=tuple(blocks))


def _course(broadcast: Broadcast, sent: int) -> Notice:
    return Notice(text=Text.of(f"broadcast.{broadcast.state}", sent=sent, chats=broadcast.chats))

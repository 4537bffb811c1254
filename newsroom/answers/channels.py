"""Channels as sources: which there are, and whose posts are taken."""

from __future__ import annotations

from newsroom.answer import Action, Answer, Heading, Item, Moment, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errands import ApproveSource, RemoveSource, Sources
from newsroom.errors import Refused
from storage.database import Work
from storage.inbox_values import Channel
from storage.values import Precision

_PAGE = 5


async def sources(work: Work, intent: Sources) -> Answer:
    """The channels in which the bot is an admin; those that wait for a word come first."""
    found = Page.of(await work.channels.page(_PAGE + 1, intent.page * _PAGE), _PAGE)
    if not found.items:
        key = "page.end" if intent.page else "sources.none"
        return Answer(blocks=(Notice(text=Text.of(key)),))
    actions = [
        *(choice(channel) for channel in found.items),
        *turn(found, intent.page, lambda n: Sources(page=n)),
    ]
    items = (Item(text=_line(channel)) for channel in found.items)
    return Answer(blocks=(Heading(text=Text.of("sources.heading")), *items), actions=tuple(actions))


async def approve(work: Work, intent: ApproveSource) -> Answer:
    """Posts of the channel are taken from now on."""
    channel = await _known(work, intent.number)
    await work.channels.approve(channel.id, approved=True)
    said = Notice(text=Text.of("sources.approved", title=channel.title))
    return Answer(blocks=(said,), actions=(Action.of(Text.of("button.sources_list"), Sources()),))


async def remove(work: Work, intent: RemoveSource) -> Answer:
    """Posts of the channel are passed over from now on; what is stored stays."""
    channel = await _known(work, intent.number)
    await work.channels.approve(channel.id, approved=False)
    said = Notice(text=Text.of("sources.removed", title=channel.title))
    return Answer(blocks=(said,), actions=(Action.of(Text.of("button.sources_list"), Sources()),))


def added(channel: Channel, who: str) -> Answer:
    """What admins are told when somebody made the bot an admin of a channel."""
    text = Text.of("sources.added", title=channel.title, who=who)
    return Answer(blocks=(Notice(text=text),), actions=(choice(channel),))


def choice(channel: Channel) -> Action:
    """The button that changes what is done with a channel's posts. Ids of channels are below zero."""
    if channel.approved:
        return Action.of(Text.of("button.remove", title=channel.title), RemoveSource(number=-channel.id))
    return Action.of(Text.of("button.approve", title=channel.title), ApproveSource(number=-channel.id))


async def _known(work: Work, number: int) -> Channel:
    channel = await work.channels.get(-number)
    if channel is None:
        raise Refused("sources.gone")
    return channel


def _line(channel: Channel) -> Text:
    if not channel.approved:
        return Text.of("sources.waits", title=channel.title, name=_name(channel), who=_who(channel))
    if channel.last_post is None:
        return Text.of("sources.quiet", title=channel.title, name=_name(channel), who=_who(channel))
    return Text.of(
        "sources.line",
        title=channel.title,
        name=_name(channel),
        count=channel.posts,
        last=Moment(at=channel.last_post, precision=Precision.MINUTE),
        who=_who(channel),
    )


def _name(channel: Channel) -> str:
    return f" (@{channel.username})" if channel.username else ""


def _who(channel: Channel) -> Text | str:
    return Text.of("sources.by", who=channel.added_by) if channel.added_by is not None else ""

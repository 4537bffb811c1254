"""`/follow`, `/mute`, `/unfollow` and `/following`: what comes first for a chat, and what is kept from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsroom import alert_plans, following, plans, story, things
from newsroom.answer import Action, Answer, Block, Heading, Item, Notice, Text
from newsroom.answers.paging import Page, turn
from newsroom.errors import Refused
from newsroom.preferences import Follow, Following, FollowNamed, Mute, MuteNamed, Unfollow, UnfollowNamed
from newsroom.question import Asker
from newsroom.things import Thing
from storage.chat_values import ChatKind, Followed, FollowKind, Stance
from storage.database import Work

_AT_ONCE = 10  # things that are typed together
_LISTED = 7  # things on a page: each has a button, and a row of buttons is left for turning
_SAID = 8  # that the settings name
_FOLLOWED = {"follow.done", "follow.nowhere", "follow.already"}
_EVERYTHING = {"all", "everything"}


async def named(work: Work, intent: FollowNamed | MuteNamed, asker: Asker, *, most: int) -> Answer:
    """Follows or mutes what was typed, with commas or "and" between them; asks where one could be several."""
    stance = Stance.FOLLOW if isinstance(intent, FollowNamed) else Stance.MUTE
    typed = await following.named_apart(work, intent.words)
    if len(typed) > _AT_ONCE:
        raise Refused("follow.many_at_once", count=_AT_ONCE)
    blocks: list[Notice] = []
    actions: list[Action] = []
    for each in typed:
        try:
            said, offered = await _named(work, each, stance, asker, most=most)
        except Refused as error:
            if len(typed) == 1:
                raise
            said, offered = [error.text], []
        blocks += [Notice(text=text) for text in said]
        actions += offered
    listed = Action.of(Text.of("button.following"), Following())
    alert = await _alert(work, asker) if any(block.text.key in _FOLLOWED for block in blocks) else []
    return Answer(blocks=tuple(blocks), actions=(*actions, *alert, listed))


async def _alert(work: Work, asker: Asker) -> list[Action]:
    """The button to be told at once of what is followed, where alerts are off and there are some."""
    if asker.kind is ChatKind.TERMINAL:
        return []
    return alert_plans.offered(await work.alerts.plan(asker.chat_id))


async def _named(
    work: Work, typed: str, stance: Stance, asker: Asker, *, most: int
) -> tuple[list[Text], list[Action]]:
    """What becomes of one thing that was typed, and the buttons that go on from there."""
    found = await following.find(work, typed)
    if (thing := following.meant(found)) is None:
        key = "follow.which" if found.sure else "follow.meant"
        offered = [*(found.sure or found.close), *([found.words] if found.words else [])]
        return [Text.of(key, name=typed)], _choices(offered, stance)
    said = [await _put(work, thing, stance, asker, most=most)]
    undo = _undo(thing, stance)
    if found.words is None or not following.is_alias(thing, typed):
        return said, undo
    said.append(Text.of("follow.filed", name=typed))
    return said, [*undo, *_choices([found.words], stance)]


async def pressed(work: Work, intent: Follow | Mute, asker: Asker, *, most: int) -> Answer:
    """Follows or mutes the thing of a button."""
    stance = Stance.FOLLOW if isinstance(intent, Follow) else Stance.MUTE
    thing = await things.known(work, intent.kind, intent.key)
    said = await _put(work, thing, stance, asker, most=most)
    return Answer(blocks=(Notice(text=said),), silent=True)


async def _put(work: Work, thing: Thing, stance: Stance, asker: Asker, *, most: int) -> Text:
    """Notes it, and what to say of it. Raises Refused where the chat has as much as it may."""
    before = await work.follows.get(asker.chat_id, thing.what)
    if before is not None and before.stance is stance:
        return Text.of(f"{stance}.already", thing=thing.text)
    if before is None and await work.follows.count(asker.chat_id) >= most:
        raise Refused("follow.most", count=most)
    await work.chats.touch(asker.chat_id, asker.kind)
    await work.follows.put(asker.chat_id, thing.what, stance)
    if thing.what.kind is FollowKind.WORD and thing.articles == 0:
        return Text.of(f"{stance}.nowhere", thing=thing.text)
    return Text.of(f"{stance}.done", thing=thing.text)


def _choices(offered: Sequence[Thing], stance: Stance) -> list[Action]:
    """A button for each thing, where one can carry it."""
    to = Follow if stance is Stance.FOLLOW else Mute
    return [
        Action.of(Text.of("button.thing", thing=_told(thing)), to(kind=thing.what.kind, key=key))
        for thing in offered
        if (key := things.carried(thing)) is not None
    ]


def _undo(thing: Thing, stance: Stance) -> list[Action]:
    button = Text.of(f"button.un{stance}", name=thing.text)
    undone = Unfollow(kind=thing.what.kind, key=things.short(thing.what.key))
    return [Action.of(button, undone)]


async def unfollow(work: Work, intent: Unfollow, asker: Asker) -> Answer:
    """The chat neither follows nor mutes the thing of a button any more."""
    for each in await work.follows.of_chat(asker.chat_id):
        if (each.what.kind, things.short(each.what.key)) == (intent.kind, intent.key):
            return Answer(blocks=(Notice(text=await _end(work, each, asker)),), silent=True)
    return Answer(blocks=(Notice(text=Text.of("follow.over")),), silent=True)


async def unfollow_named(work: Work, intent: UnfollowNamed, asker: Asker) -> Answer:
    """The chat neither follows nor mutes what was typed any more. Raises Refused where it did not."""
    mine = await work.follows.of_chat(asker.chat_id)
    if intent.words.casefold() in _EVERYTHING and mine:
        stance = Stance.MUTE if intent.muted else Stance.FOLLOW
        for each in mine:
            if each.stance is stance:
                await work.follows.drop(asker.chat_id, each.what)
        return Answer(blocks=(Notice(text=Text.of(f"{stance}.ended_all")),))
    said: list[Block] = []
    for typed in await following.named_apart(work, intent.words):
        ended = [each for each in mine if await _is(work, each, typed)]
        if not ended:
            raise Refused("follow.not_followed", name=typed[: things.LONGEST])
        said += [Notice(text=await _end(work, each, asker)) for each in ended]
    return Answer(blocks=tuple(said), actions=(Action.of(Text.of("button.following"), Following()),))


async def _is(work: Work, followed: Followed, typed: str) -> bool:
    """Whether a thing that a chat follows is what somebody calls it."""
    if (await things.named(work, followed.what)).name.casefold() == typed.casefold():
        return True
    try:
        found = await following.find(work, typed)
    except Refused:
        return False
    fitting = [*found.sure, *([found.words] if found.words else [])]
    return any(thing.what == followed.what for thing in fitting)


async def _end(work: Work, followed: Followed, asker: Asker) -> Text:
    thing = await things.named(work, followed.what)
    await work.follows.drop(asker.chat_id, followed.what)
    return Text.of(f"{followed.stance}.ended", thing=thing.text)


async def listed(work: Work, intent: Following, asker: Asker) -> Answer:
    """What a chat follows, then what it mutes, each with a button to end that."""
    mine = _ordered(await work.follows.of_chat(asker.chat_id))
    if not mine:
        return Answer(blocks=(Notice(text=Text.of("follow.none")), Notice(text=Text.of("follow.how"))))
    start = intent.page * _LISTED
    page = Page.of(mine[start : start + _LISTED + 1], _LISTED)
    blocks: list[Block] = []
    actions: list[Action] = []
    shown: Stance | None = None
    for each in page.items:
        if each.stance is not shown:
            shown = each.stance
            blocks.append(Heading(text=Text.of(f"{shown}.heading")))
        thing = await things.named(work, each.what)
        blocks.append(Item(text=_told(thing)))
        if each.what.kind is FollowKind.STORY:
            blocks += [story.headline(facts) for facts in await story.read(work, [int(each.what.key)])]
        actions += _undo(thing, each.stance)
    if not page.items:
        blocks.append(Notice(text=Text.of("page.end")))
    return Answer(
        blocks=tuple(blocks),
        actions=(
            *actions,
            *turn(page, intent.page, lambda n: Following(page=n)),
            *(await _alert(work, asker) if not intent.page and not page.more else []),
        ),
    )


async def in_short(work: Work, asker: Asker, stances: Iterable[Stance] = Stance) -> list[Block]:
    """What a chat follows and mutes, in a line each."""
    mine = await work.follows.of_chat(asker.chat_id)
    lines: list[Block] = []
    for stance in stances:
        these = [each for each in mine if each.stance is stance]
        names = [(await things.named(work, each.what)).text for each in these[:_SAID]]
        if not names:
            continue
        said = plans.listed(names)
        if (left := len(these) - len(names)) > 0:
            said = Text.of("thing.and_more", names=said, count=left)
        lines.append(Item(text=Text.of(f"{stance}.in_short", names=said)))
    return lines


def _ordered(mine: Sequence[Followed]) -> list[Followed]:
    return [each for stance in Stance for each in mine if each.stance is stance]


def _told(thing: Thing) -> Text:
    """A thing with what it is, for a list in which kinds stand beside each other."""
    if thing.topic is not None:
        return Text.of(f"thing.a_{thing.topic}", name=thing.name)
    return Text.of(f"thing.a_{thing.what.kind}", name=thing.name)

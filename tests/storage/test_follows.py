"""What chats follow and mute, on both databases."""

from __future__ import annotations

from storage.chat_values import ChatKind, Follow, Followed, FollowKind, Stance, Tastes
from storage.database import Storage

PERSON = Follow(kind=FollowKind.PERSON, key="3")
TOPIC = Follow(kind=FollowKind.TOPIC, key="nato")
WORDS = Follow(kind=FollowKind.WORD, key="drone strike", name="drone strikes")


async def test_a_thing_is_followed_or_muted(storage: Storage) -> None:
    """A chat stands to a thing in one way at a time, the last that it chose, and in none after it ended."""
    async with storage.write() as work:
        await work.chats.touch(1, ChatKind.PRIVATE)
        await work.follows.put(1, TOPIC, Stance.FOLLOW)
        await work.follows.put(1, WORDS, Stance.FOLLOW)
        await work.follows.put(1, TOPIC, Stance.MUTE)
        assert await work.follows.of_chat(1) == [
            Followed(what=TOPIC, stance=Stance.MUTE),
            Followed(what=WORDS, stance=Stance.FOLLOW),
        ]
        assert await work.follows.get(1, TOPIC) == Followed(what=TOPIC, stance=Stance.MUTE)
        assert await work.follows.count(1) == 2
        assert await work.follows.drop(1, TOPIC)
        assert not await work.follows.drop(1, TOPIC)
        assert await work.follows.get(1, TOPIC) is None


async def test_tastes_of_those_alike_are_equal(storage: Storage) -> None:
    """Whoever follows and mutes the same has equal tastes, in whatever order that was chosen."""
    async with storage.write() as work:
        for chat_id, order in ((1, (PERSON, WORDS)), (2, (WORDS, PERSON))):
            await work.chats.touch(chat_id, ChatKind.PRIVATE)
            for each in order:
                await work.follows.put(chat_id, each, Stance.FOLLOW)
            await work.follows.put(chat_id, TOPIC, Stance.MUTE)
        tastes = await work.follows.tastes([1, 2, 3])
    assert tastes[1] == tastes[2] == Tastes(follows=(PERSON, WORDS), mutes=(TOPIC,))
    assert tastes[3] == Tastes()


async def test_what_the_new_chat_chose_holds(storage: Storage) -> None:
    """Where two chats become one, what the new one mutes is not followed again by the old one's wish."""
    async with storage.write() as work:
        for chat_id, stance in ((-1, Stance.FOLLOW), (-2, Stance.MUTE)):
            await work.chats.touch(chat_id, ChatKind.GROUP)
            await work.follows.put(chat_id, TOPIC, stance)
        await work.follows.put(-1, WORDS, Stance.MUTE)
        await work.chats.migrate(-1, -2)
        assert await work.follows.of_chat(-2) == [
            Followed(what=TOPIC, stance=Stance.MUTE),
            Followed(what=WORDS, stance=Stance.MUTE),
        ]

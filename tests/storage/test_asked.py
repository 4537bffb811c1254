"""Questions behind buttons."""

from __future__ import annotations

from datetime import timedelta

from storage.chat_values import Replied
from storage.database import Storage
from tests.storage.making import NOON


async def test_only_who_asked_can_recall(storage: Storage) -> None:
    """A question is given back to the chat that asked it, to nobody else, and not after it expired."""
    async with storage.write() as work:
        old = await work.asked.remember(1, 'Who is O\'Neil; -- "x"?', NOON)
        new = await work.asked.remember(1, "Newer?", NOON + timedelta(minutes=1))
        assert await work.asked.recall(old, 1) == 'Who is O\'Neil; -- "x"?'
        assert await work.asked.recall(old, 2) is None
        assert await work.asked.recall(10**17, 1) is None
        assert await work.asked.expire(NOON + timedelta(minutes=1)) == 1
        assert await work.asked.recall(old, 1) is None
        assert await work.asked.recall(new, 1) == "Newer?"


async def test_last_question_is_its_askers(storage: Storage) -> None:
    """In a group each member goes on from their own last question, and not from one long past."""
    async with storage.write() as work:
        await work.asked.remember(1, "Mine?", NOON, user_id=5)
        await work.asked.remember(1, "Mine again?", NOON + timedelta(minutes=1), user_id=5)
        await work.asked.remember(1, "Theirs?", NOON + timedelta(minutes=2), user_id=6)
        await work.asked.remember(2, "Elsewhere?", NOON + timedelta(minutes=3), user_id=5)
        await work.asked.remember(0, "In the terminal?", NOON)
        for chat_id, user_id, text in (
            (1, 5, "Mine again?"),
            (1, 6, "Theirs?"),
            (0, None, "In the terminal?"),
        ):
            last = await work.asked.last(chat_id, user_id, NOON)
            assert last is not None
            assert (last.text, last.page, last.person) == (text, 0, None)
        assert await work.asked.last(1, 5, NOON + timedelta(minutes=2)) is None
        assert await work.asked.last(1, 7, NOON) is None


async def test_topics_have_conversations_of_their_own(storage: Storage) -> None:
    """What somebody asked last in a forum is what they asked in that topic, or outside of any."""
    async with storage.write() as work:
        await work.asked.remember(1, "Here?", NOON, user_id=5, thread_id=7)
        await work.asked.remember(1, "There?", NOON, user_id=5, thread_id=8)
        await work.asked.remember(1, "In none?", NOON, user_id=5)
        for thread_id, text in ((7, "Here?"), (8, "There?"), (None, "In none?")):
            last = await work.asked.last(1, 5, NOON, thread_id=thread_id)
            assert last is not None
            assert last.text == text
        assert await work.asked.last(1, 5, NOON, thread_id=9) is None


async def test_answer_of_an_edited_question_is_found(storage: Storage) -> None:
    """A message's answer is found again by the message, the newest one where it was asked anew."""
    async with storage.write() as work:
        await work.asked.remember(1, "Who?", NOON, user_id=5, message_id=10)
        assert await work.asked.answer_to(1, 10) is None
        await work.asked.answered(1, 10, [11])
        assert await work.asked.answer_to(1, 10) == Replied(text="Who?", answer_ids=(11,))
        await work.asked.remember(1, "Who else?", NOON, message_id=10)
        assert await work.asked.answer_to(1, 10) == Replied(text="Who?", answer_ids=(11,))
        await work.asked.answered(1, 10, [12, 13, 15])
        assert await work.asked.answer_to(1, 10) == Replied(text="Who else?", answer_ids=(12, 13, 15))
        assert await work.asked.answer_to(2, 10) is None
        await work.asked.swap_chat(1, 2)
        assert await work.asked.answer_to(2, 10) is None  # messages are numbered anew there
        assert await work.asked.answer_to(1, 11) is None


async def test_a_person_is_forgotten_in_groups_too(storage: Storage) -> None:
    """Who has everything deleted leaves no question behind in a group; what others asked there stays."""
    async with storage.write() as work:
        await work.asked.remember(5, "In private?", NOON, user_id=5)
        await work.asked.remember(-100, "In the group?", NOON, user_id=5)
        theirs = await work.asked.remember(-100, "Theirs?", NOON, user_id=6)
        await work.chats.forget(5)
        assert await work.asked.last(5, 5, NOON) is None
        assert await work.asked.last(-100, 5, NOON) is None
        assert await work.asked.recall(theirs, -100) == "Theirs?"


async def test_a_question_of_the_bot_is_open_until_it_is_dropped(storage: Storage) -> None:
    """Whatever is asked after it; the newest of several is, and one that a message said is none."""
    async with storage.write() as work:
        await work.asked.remember(1, "/a", NOON, user_id=1)
        await work.asked.remember(1, "/b", NOON + timedelta(minutes=1), user_id=1)
        await work.asked.remember(1, "Who?", NOON + timedelta(minutes=2), user_id=1)
        await work.asked.remember(1, "/a", NOON + timedelta(minutes=3), user_id=1, message_id=9)
        found = await work.asked.open(1, 1, ["/a", "/b"])
        assert found is not None
        assert (found[0].text, found[1]) == ("/b", NOON + timedelta(minutes=1))
        assert await work.asked.open(1, 2, ["/a"]) is None
        await work.asked.drop(1, "/b")
        found = await work.asked.open(1, 1, ["/b", "/a"])
        assert found is not None
        assert found[0].text == "/a"
        await work.asked.drop(1, "/a")
        assert await work.asked.open(1, 1, ["/a", "/b"]) is None

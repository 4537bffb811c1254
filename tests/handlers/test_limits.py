"""Token buckets: what one person and one group may ask, and that nobody can use that up for others."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update, User

from handlers import limits
from handlers.limits import Limits, Verdict
from handlers.order import InTurn
from newsroom import intents as i
from tests.botapi.people import CHANNEL
from tests.handlers.stage import PER_GROUP, PER_USER, Stage, now, settled
from tests.handlers.test_dialogs import under

GROUP = -1005
ARTICLE = "The minister left the capital on Monday. He returned two days later, officials said. " * 5


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now


def test_bucket_empties_and_refills() -> None:
    """A full bucket at once, then one question every three seconds, at twenty a minute."""
    clock = Clock()
    count = Limits(per_user=20, per_group=0, clock=clock)
    assert [count.ask(1) for _ in range(20)] == [Verdict.ANSWER] * 20
    assert count.ask(1) is not Verdict.ANSWER
    clock.now += 3.1
    assert count.ask(1) is Verdict.ANSWER
    assert count.ask(1) is not Verdict.ANSWER
    assert count.ask(2) is Verdict.ANSWER
    clock.now += 3600
    assert [count.ask(1) for _ in range(21)].count(Verdict.ANSWER) == 20


def test_one_notice_however_long_the_flood() -> None:
    """A flood gets one notice; after a quiet minute a new one may get another."""
    clock = Clock()
    count = Limits(per_user=5, per_group=0, clock=clock)
    verdicts = []
    for _ in range(600):
        verdicts.append(count.ask(1))
        clock.now += 1
    assert verdicts.count(Verdict.NOTICE) == 1
    assert verdicts.count(Verdict.ANSWER) == pytest.approx(5 + 600 / 12, abs=1)
    clock.now += 120
    assert [count.ask(1) for _ in range(7)][-2:] == [Verdict.NOTICE, Verdict.SILENCE]


def test_no_limit_is_none() -> None:
    """Zero switches a limit off."""
    count = Limits(per_user=0, per_group=0, clock=Clock())
    assert {count.ask(1, GROUP) for _ in range(1000)} == {Verdict.ANSWER}


@given(flooders=st.integers(1, 8), per_group=st.integers(10, 30))
def test_flooders_share_and_others_are_answered(flooders: int, per_group: int) -> None:
    """However members flood a group, one who asks now and then is always answered, and the sum is kept."""
    clock = Clock()
    count = Limits(per_user=per_group, per_group=per_group, clock=clock)
    answers: Counter[int] = Counter()
    quiet = []
    for second in range(600):
        for user in range(1, flooders + 1):
            answers[user] += count.ask(user, GROUP) is Verdict.ANSWER
        if second % 120 == 45:
            quiet.append(count.ask(99, GROUP))
        clock.now += 1
    assert set(quiet) == {Verdict.ANSWER}
    assert sum(answers.values()) + len(quiet) <= 2 * per_group + 10 * per_group
    assert max(answers.values()) <= 3 * min(answers.values())


def test_flooders_are_equal() -> None:
    """Of two members who flood a group, the one who comes first does not get everything."""
    clock = Clock()
    count = Limits(per_user=60, per_group=20, clock=clock)
    answers: Counter[int] = Counter()
    for _ in range(1200):
        for user in (1, 1, 1, 2):
            answers[user] += count.ask(user, GROUP) is Verdict.ANSWER
        clock.now += 0.5
    assert answers[2] > 0.25 * answers[1]


def test_groups_do_not_share() -> None:
    """A flooded group takes nothing from another, nor from a member's private chat, beyond their own."""
    count = Limits(per_user=100, per_group=10, clock=Clock())
    for _ in range(50):
        count.ask(1, GROUP)
    assert count.ask(1, GROUP - 1) is Verdict.ANSWER
    assert count.ask(1) is Verdict.ANSWER
    assert count.ask(2, GROUP) is Verdict.ANSWER


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of any number of users, groups and members, a fixed number is kept."""
    for name, most in (("_USERS", 50), ("_GROUPS", 20), ("_MEMBERS", 10)):
        monkeypatch.setattr(limits, name, most)
    clock = Clock()
    count = Limits(per_user=5, per_group=5, clock=clock)
    for n in range(1000):
        clock.now += 30
        count.ask(n, -1 - n % 100)
        count.ask(n, -1)
    assert len(count._users) == 50
    assert len(count._groups) == 20
    assert max(len(group.answered) for group in count._groups.values()) <= 10


# Through the real application, where no time passes


async def test_flood_gets_one_notice(stage: Stage) -> None:
    """Past the limit a person gets one polite notice, then silence; others are answered."""
    reader, other = stage.person(100), stage.person(101)
    for n in range(PER_USER + 5):
        await reader.says(f"question {n}")
    await other.says("/latest")
    await other.hears()
    await settled(stage)
    assert [m.text for m in reader.sees[:PER_USER]] == ["Heard."] * PER_USER
    assert [m.text for m in reader.sees[PER_USER:]] == [
        "That is more than I can answer at once. Please give me a minute."
    ]


async def test_buttons_and_edits_count(stage: Stage) -> None:
    """Buttons and edits count like questions; the notice for a button is over the chat, no button waits."""
    stage.desk.script[i.Latest()] = under("Latest", Rutte=i.ShowPerson(person_id=1))
    reader = stage.person(100)
    asked = await reader.says("/latest")
    (shown,) = await reader.hears()
    await settled(stage)
    for n in range(PER_USER - 2):
        await reader.edits(asked, f"/who {n}")
    await settled(stage)
    await stage.api.until(lambda: not stage.api.waiting)
    again = stage.person(100)
    await again.says("/latest")
    await again.hears(2)
    for _ in range(3):
        await again.presses(again.sees[1], "Rutte")
    await settled(stage)
    assert len(stage.desk.asked) == PER_USER
    assert shown.text == "Heard."
    assert [t[:12] for t in stage.api.methods.toasts] == ["That is more", "", ""]
    assert stage.api.methods.queries == {}


async def test_flooder_does_not_silence_a_group(stage: Stage) -> None:
    """When one member has used up what a group may ask, the others are answered all the same."""
    for flooder in (100, 101):
        for n in range(PER_USER + 5):
            await stage.person(flooder, group=GROUP).says(f"/who {n}")
    await settled(stage)
    member = stage.person(102, group=GROUP)
    asked = await member.says("/latest")
    await settled(stage)
    heard = [m for m in member.sees if m.text == "Heard."]
    assert [m.reply_to for m in heard][-1] == asked
    assert len(heard) <= PER_GROUP + 3
    assert len(member.sees) - len(heard) == 2


async def test_talk_of_a_group_does_not_count(stage: Stage) -> None:
    """What is not meant for the bot costs nobody anything."""
    member = stage.person(100, group=GROUP)
    for n in range(PER_USER + 5):
        await member.says(f"talk {n}")
    await member.says("/latest")
    assert [m.text for m in await member.hears()] == ["Heard."]


async def test_handing_over_does_not_count(stage: Stage) -> None:
    """An admin forwards as many articles as there are, and can still ask; a stranger's forwards count."""
    for n in range(PER_USER + 5):
        await stage.admin.forwards(f"{n} {ARTICLE}", CHANNEL)
        await stage.person(100).forwards(ARTICLE, CHANNEL)
    await stage.admin.says("/latest")
    seen = await stage.admin.hears(PER_USER + 6)
    await settled(stage)
    assert [m.text for m in seen] == ["Got it, reading…"] * (PER_USER + 5) + ["Heard."]
    assert len(stage.person(100).sees) == PER_USER + 1


async def test_flood_in_one_chat_delays_no_other(stage: Stage) -> None:
    """While a person's flood waits for its turn, other people are answered."""
    stuck = asyncio.Event()

    stage.desk.held[100] = stuck
    for n in range(200):
        await stage.person(100).says(f"{n}")
    try:
        for user in range(101, 121):
            await stage.person(user).says("/latest")
        for user in range(101, 121):
            await stage.person(user).hears()
        assert stage.person(100).sees == []
    finally:
        stuck.set()
    await settled(stage)
    assert len(stage.person(100).sees) == PER_USER + 1


async def test_one_person_in_one_chat_is_in_order() -> None:
    """What one person does in one chat is handled in its order; nobody else waits, and few are at once."""
    done: list[tuple[int, int]] = []
    together = most = 0

    async def handle(user: int, n: int) -> None:
        nonlocal together, most
        together += 1
        most = max(most, together)
        await asyncio.sleep(0.01 if n == 0 else 0)
        done.append((user, n))
        together -= 1

    processor = InTurn(3)
    async with asyncio.TaskGroup() as group:
        for n in range(5):
            for user in range(4):
                update = _update(user, n)
                group.create_task(processor.process_update(update, handle(user, n)))
    for user in range(4):
        assert [n for who, n in done if who == user] == list(range(5))
    assert most == 3


def _update(user_id: int, update_id: int) -> Update:
    user = User(user_id, "U", is_bot=False)
    chat = Chat(GROUP, Chat.SUPERGROUP)
    return Update(update_id, message=Message(update_id, now(), chat, from_user=user))

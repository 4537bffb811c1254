"""What cannot be read is set aside and shown, and holds up nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from ingest.fetch import Page
from newsroom.answer import Answer
from newsroom.errors import Refused
from newsroom.intake import Intake
from newsroom.offload import Offload
from storage.chat_values import ChatKind
from storage.inbox_values import NewSubmission
from tests.newsroom.house import ADMIN, READER, House, in_place, key
from tests.newsroom.test_intake import ONE, PAGES, TALKS, TWO, _articles, _letters, _receipts

OTHER = "The ferry sails again\n\nThe ferry to the northern island sailed again on Monday. It rained all day."


async def handed_over(house: House, text: str, number: int, **more: object) -> int:
    """Something from the admin's chat, acknowledged there; its id."""
    values: dict[str, object] = {"chat_id": 7, "message_id": number, "user_id": 7, **more}
    new = NewSubmission(key=f"7:{number}", text=text, received=house.at, **values)  # type: ignore[arg-type]  # named as the fields are
    async with house.storage.write() as work:
        await work.chats.touch(7, ChatKind.PRIVATE)
        submission_id, _ = await work.inbox.put(new)
        await work.inbox.receipt(submission_id, 1000 + number)
    return submission_id


async def set_aside(house: House, number: int = 1) -> tuple[int, Answer]:
    """A link that nobody could fetch so far; its id and receipt."""
    house.away = {ONE}
    submission_id = await handed_over(house, ONE, number)
    while not (found := await _receipts(house)):
        await house.intake.work_off()
        house.later(minutes=5)
    [(_, receipt)] = found
    return submission_id, receipt


async def test_what_cannot_be_read_is_set_aside(empty_house: House) -> None:
    """After its tries it is in /inbox with the reason, and is read when somebody presses Retry."""
    house = empty_house
    submission_id, receipt = await set_aside(house)
    assert house.labels(receipt) == [f"Retry {submission_id}", f"Drop {submission_id}"]
    assert "kept and set aside" in house.words(receipt)
    house.later(days=1)
    assert not await house.intake.work_off()
    shown = await house.ask("/inbox", ADMIN)
    assert ONE in house.words(shown)
    assert "did not answer in time" in house.words(shown)
    house.away.clear()
    house.pages = PAGES
    await house.press(shown, f"Retry {submission_id}", ADMIN)
    assert key(await house.ask("/inbox", ADMIN)) == {"inbox.none", "inbox.waiting"}
    assert await house.intake.work_off()
    [*_, (receipt_of, told)] = await _receipts(house)
    assert receipt_of == submission_id
    assert "Stored #1" in house.words(told)
    assert (await house.press(shown, f"Retry {submission_id}", ADMIN)).refused


async def test_a_wait_is_told(empty_house: House) -> None:
    """After the first try in vain the receipt says, once, that others follow."""
    house = empty_house
    house.away = {ONE, TWO}
    first = await handed_over(house, ONE, 1)
    told = []
    for _ in range(3):
        await house.intake.work_off()
        told.append([(of, key(answer)) for of, answer in await _letters(house)])
        house.later(minutes=5)
    assert told == [[(first, {"intake.again"})], [], [(first, {"unfetchable.timeout", "intake.parked"})]]


async def test_retried_in_vain_it_is_set_aside_again(empty_house: House) -> None:
    """Each Retry gives as many tries as the first time."""
    house = empty_house
    _, receipt = await set_aside(house)
    await house.press(receipt, house.labels(receipt)[0], ADMIN)
    tries = 0
    while not (found := await _receipts(house)):
        tries += await house.intake.work_off()
        house.later(minutes=5)
    assert tries == 3
    assert "intake.parked" in key(found[0][1])


async def test_what_is_dropped_is_gone(empty_house: House) -> None:
    """Drop lets it go, its receipt says so, and Retry does not bring it back."""
    house = empty_house
    submission_id, receipt = await set_aside(house)
    await house.press(receipt, f"Drop {submission_id}", ADMIN)
    [(receipt_of, told)] = await _receipts(house)
    assert receipt_of == submission_id
    assert "dropped" in house.words(told)
    assert (await house.press(receipt, f"Retry {submission_id}", ADMIN)).refused
    assert not await house.intake.work_off()


@pytest.mark.parametrize("verb", ["Retry", "Drop"])
async def test_the_list_is_shown_as_it_is_after_a_press(empty_house: House, verb: str) -> None:
    """What was done stands over the rest of the list; a button of an older list says that it is over."""
    house = empty_house
    first, second = [(await set_aside(house, number))[0] for number in (1, 2)]
    shown = await house.ask("/inbox", ADMIN)
    after = await house.press(shown, f"{verb} {first}", ADMIN)
    assert house.words(after).startswith(f"{first} ")
    assert house.labels(after) == [f"Retry {second}", f"Drop {second}"]
    stale = await house.press(shown, f"{verb} {first}", ADMIN)
    assert house.words(stale).startswith(f"{first} is not set aside any more.\n")
    assert house.labels(stale) == house.labels(after)
    last = await house.press(stale, f"{verb} {second}", ADMIN)
    assert (house.labels(last), "inbox.none" in key(last)) == ([], True)


async def test_a_settled_page_gives_way_to_the_one_before(empty_house: House) -> None:
    """After the only item of the second page, the first is shown."""
    house = empty_house
    ids = [(await set_aside(house, number))[0] for number in range(1, 6)]
    second = await house.ask("/inbox 2", ADMIN)
    after = await house.press(second, f"Drop {ids[0]}", ADMIN)
    assert f"Retry {ids[1]}" in house.labels(after)
    assert "More" not in house.labels(after)


async def test_a_receipts_old_button_leaves_what_came_of_it(empty_house: House) -> None:
    """It answers by a toast, so that a receipt which came meanwhile stays."""
    house = empty_house
    submission_id, receipt = await set_aside(house)
    await house.press(receipt, f"Drop {submission_id}", ADMIN)
    stale = await house.press(receipt, f"Retry {submission_id}", ADMIN)
    assert (stale.silent, stale.refused) == (True, True)
    assert house.words(stale) == f"{submission_id} is not set aside any more."


async def test_undo_takes_back_what_is_set_aside(empty_house: House) -> None:
    """/undo means what was handed over last, set aside or not."""
    house = empty_house
    await set_aside(house)
    assert "Taken back before it was read" in house.words(await house.ask("/undo", ADMIN))
    assert "inbox.none" in key(await house.ask("/inbox", ADMIN))


async def test_the_inbox_is_the_admins(empty_house: House) -> None:
    """Nobody else sees or settles what is set aside."""
    house = empty_house
    submission_id, receipt = await set_aside(house)
    assert key(await house.ask("/inbox", READER)) == {"admin.only"}
    for label in (f"Retry {submission_id}", f"Drop {submission_id}"):
        assert key(await house.press(receipt, label, READER)) == {"admin.only"}


async def test_the_inbox_has_pages(empty_house: House) -> None:
    """Newest first, four a page."""
    house = empty_house
    ids = [(await set_aside(house, number))[0] for number in range(1, 6)]
    first = await house.ask("/inbox", ADMIN)
    assert [label for label in house.labels(first) if "Retry" in label] == [f"Retry {n}" for n in ids[:0:-1]]
    second = await house.press(first, "More", ADMIN)
    assert house.labels(second) == [f"Retry {ids[0]}", f"Drop {ids[0]}", "Back"]


@dataclass(kw_only=True)
class Hindered(House):
    """A newsroom whose servers answer when they are let, and whose work can go wrong."""

    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    job: Callable[[], Awaitable[None]] | None = None
    admins: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        super().__post_init__()
        self.intake = self.with_offload(in_place)

    def with_offload(self, offload: Offload) -> Intake:
        """An intake of this newsroom that works with something else."""
        return Intake(
            storage=self.storage,
            offload=offload,
            parse=offload,
            fetch=self._slowly,
            clock=self.now,
            ranker="sitrep",
            admins=self.admins,
        )

    async def _slowly(self, url: str) -> Page:
        self.asked.append(url)
        if url in self.gates:
            await self.gates[url].wait()
        return await self._fetch(url)


async def boom(*_: object, **__: object) -> object:
    """Work that meets a bug."""
    raise ZeroDivisionError


async def too_long(*_: object, **__: object) -> object:
    """Work that is cut off."""
    raise Refused("error.too_long")


async def test_a_bug_holds_up_nothing(empty_house: House, caplog: pytest.LogCaptureFixture) -> None:
    """What meets a bug is tried again and set aside with a number that is in the log; the next is read."""
    house = Hindered(storage=empty_house.storage)
    good = house.intake
    await handed_over(house, TALKS, 1)
    bad = house.with_offload(boom)  # type: ignore[arg-type]  # it never gives anything
    assert await bad.work_off()
    await handed_over(house, OTHER, 2)
    assert await good.work_off()
    assert [a.title for a in await _articles(house)] == ["The ferry sails again"]
    for _ in range(2):
        house.later(minutes=5)
        assert await bad.work_off()
    [_, (_, receipt)] = await _receipts(house)
    number = house.words(receipt).partition("number: ")[2].splitlines()[0]
    assert f"bug {number}" in caplog.text
    assert "inbox.heading" in key(await house.ask("/inbox", ADMIN))


async def test_what_takes_too_long_is_set_aside_at_once(empty_house: House) -> None:
    """Its worker was killed; a second try is somebody's to decide."""
    house = Hindered(storage=empty_house.storage)
    await handed_over(house, TALKS, 1)
    assert await house.with_offload(too_long).work_off()  # type: ignore[arg-type]  # it never gives anything
    [(_, receipt)] = await _receipts(house)
    assert {"error.too_long", "intake.parked"} <= key(receipt)


async def test_what_crashes_the_bot_is_set_aside(empty_house: House) -> None:
    """Something during which the process died ten times is not tried once more."""
    house = empty_house
    await handed_over(house, TALKS, 1)
    for _ in range(10):
        async with house.storage.write() as work:
            assert await work.inbox.claim(house.at, lease=(house.at - house.at))
        house.later(minutes=1)
    assert await house.intake.work_off()
    [(_, receipt)] = await _receipts(house)
    assert "intake.gave_up" in key(receipt)
    assert "This could not be read" in house.words(await house.ask("/inbox", ADMIN))


async def test_a_slow_server_holds_up_nobody_else(empty_house: House) -> None:
    """Texts and other servers' links are read meanwhile; the slow one is asked for one page at a time."""
    slow = [f"https://slow.example/{n}" for n in range(20)]
    house = Hindered(storage=empty_house.storage, gates={url: asyncio.Event() for url in slow})
    house.pages = {**PAGES, **dict.fromkeys(slow, PAGES[ONE])}
    for number, url in enumerate(slow):
        await handed_over(house, url, number, host="slow.example")
    await handed_over(house, TWO, 50, host="news.example")
    await handed_over(house, TALKS, 51)
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(house.intake.fetch_links(stop, pause=0.01))
        assert await house.intake.work_off()
        while len(await _articles(house)) < 2:  # noqa: ASYNC110  # another task does it
            await asyncio.sleep(0.01)
        titles = {a.title for a in await _articles(house)}
        assert titles == {"Talks open in Exampleton", "Sampleville buys a second ferry"}
        assert house.asked == [slow[0], TWO]
        house.gates[slow[0]].set()
        while len(house.asked) < 3:  # noqa: ASYNC110  # as above
            await asyncio.sleep(0.01)
        assert house.asked[2] == slow[1]
        for gate in house.gates.values():
            gate.set()
        stop.set()


async def test_admins_are_told_of_what_nobody_handed_over(empty_house: House) -> None:
    """A channel's post that is set aside has no chat to be told in; every admin is told in private."""
    house = Hindered(storage=empty_house.storage, admins=frozenset({7, 8}))
    house.away = {ONE}
    await handed_over(house, ONE, 1, chat_id=None, user_id=None)
    for _ in range(3):
        assert await house.intake.work_off()
        house.later(minutes=5)
    told = await _receipts(house)
    assert [key(answer) for _, answer in told] == [{"unfetchable.timeout", "intake.parked"}] * 2

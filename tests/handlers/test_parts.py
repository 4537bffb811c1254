"""What comes in several messages is one submission: a long paste that an app cut up, an album."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers import parts
from newsroom import intents as i
from storage.database import Storage
from storage.inbox_values import NewSubmission, Part, Submission
from tests.botapi.people import CHANNEL, Person
from tests.handlers.cutting import APPS, LIMIT
from tests.handlers.stage import ADMIN, Stage, opened, playing, settled

NOW = datetime(2026, 5, 4, 6, tzinfo=UTC)
SENT = 1729684800
PHOTO = [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]


def prose(length: int, *, seed: int, between: str = "\n\n") -> str:
    """A made-up article: a headline, and paragraphs of a few sentences."""
    chance = random.Random(seed)  # noqa: S311  # made-up prose
    words = [
        "harbour",
        "council",
        "ferry",
        "on",
        "the",
        "of",
        "island",
        "sailed",
        "mayor",
        "and",
        "engineers",
    ]
    paragraphs = ["The ferry of Exampleton sails again"]
    while sum(map(len, paragraphs)) < length:
        sentences = [
            " ".join(chance.choices(words, k=chance.randint(6, 24))).capitalize() + "."
            for _ in range(chance.randint(1, 5))
        ]
        paragraphs.append(" ".join(sentences))
    return between.join(paragraphs)


def put_together(cut: list[str]) -> str:
    """What the parts of a cut text are joined to; fails where one is not seen to go on from the last."""
    text, before = cut[0], cut[0]
    for rest in cut[1:]:
        part = Part(submission_id=1, message_id=1, text=before, written=NOW)
        new = NewSubmission(key="7:2", text=rest, received=NOW, written=NOW)
        assert parts.goes_on(part, new), (len(before), len(rest))
        text += parts.glue(before, rest) + rest
        before = rest
    return text


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_cut_text_is_put_together(app: str, between: str) -> None:
    """Whatever app cut a text, and wherever, it is the same text again."""
    same = 0
    for seed in range(60):
        text = prose(4200 + 250 * seed, seed=seed, between=between)
        cut = APPS[app](text)
        assert len(cut) > 1
        joined = put_together(cut)
        assert joined.split() == text.split()
        same += joined == text
    assert same >= 38  # at a sentence's end a lost paragraph is not always seen


@pytest.mark.parametrize("app", APPS)
def test_a_cut_line_loses_no_word(app: str) -> None:
    """Of a text without any line break every word stays whole."""
    for seed in range(40):
        text = prose(9000, seed=seed, between=" ")
        assert put_together(APPS[app](text)).split() == text.split()


@pytest.mark.parametrize(
    ("head", "rest", "seconds"),
    [
        ("x" * 2000, "y" * 4000, 0),  # an app fills more than half of the first message
        (prose(2600, seed=1), prose(900, seed=2), 0),  # the rest would have fitted in
        (prose(2600, seed=1), prose(4000, seed=2), 0),  # its first paragraph would have
        ("x" * 4096, "y" * 10, 9),  # too long after
        ("x" * 4096, "y" * 10, -1),  # written before
    ],
)
def test_other_texts_are_their_own(head: str, rest: str, seconds: int) -> None:
    """Two texts that no app would have made of one are two."""
    part = Part(submission_id=1, message_id=1, text=head, written=NOW)
    new = NewSubmission(key="7:2", text=rest, received=NOW, written=NOW + timedelta(seconds=seconds))
    assert not parts.goes_on(part, new)


async def handed_over(storage: Storage) -> list[Submission]:
    """All submissions but those that are parts of others, oldest first."""
    found = []
    async with storage.read() as work:
        for number in range(1, 40):
            each = await work.inbox.get(number)
            if each is not None and await work.inbox.known(each.key) == number:
                found.append(each)
    return found


async def paste(admin: Person, text: str, *, app: str = "android", **fields: Any) -> list[int]:  # noqa: ANN401  # any field
    """Sends a text as an app does; the ids of its messages."""
    return [await admin.says(part, **fields) for part in APPS[app](text)]


async def test_a_paste_is_one_submission(stage: Stage) -> None:
    """A paste of several messages is one submission with one acknowledgement; a short rest is no question."""
    text = prose(9000, seed=3) + "\n\nWho knows?"
    messages = await paste(stage.admin, text)
    assert len(messages) == 3
    await settled(stage)
    [one] = await handed_over(stage.storage)
    assert one.text == text
    assert [m.reply_to for m in stage.admin.sees] == messages[:1]
    assert stage.desk.asked == []


async def test_a_part_after_a_restart_is_joined(archive: Storage) -> None:
    """Killed between two parts, the bot puts the rest to what it has, and nothing twice."""
    text = prose(12_000, seed=4)
    async with opened(archive) as first:
        admin, cut = first.admin, APPS["desktop"](text)
        for part in cut[:2]:
            await admin.says(part)
        again = list(first.api._pending)
        async with playing(first):
            await settled(first)
        later = [await admin.says(part) for part in cut[2:]]
        assert later
        again += first.api._pending[-len(later) :]
        chats = first.api.methods.chats
    async with archive.write() as work:  # meanwhile the first two parts were taken for the whole
        claimed = await work.inbox.claim(datetime.now(UTC) + timedelta(hours=1), lease=timedelta(hours=1))
        assert await work.inbox.done(claimed[0]) is not None
    async with opened(archive) as second:
        second.api.methods.chats = chats
        second.api._pending = again
        async with playing(second):
            await settled(second)
        assert second.api.made("sendMessage") == []
    [one] = await handed_over(archive)
    assert one.text == text
    async with archive.write() as work:
        [waiting] = await work.inbox.claim(datetime.now(UTC) + timedelta(hours=1), lease=timedelta(hours=1))
    assert waiting.text == text


async def test_a_question_after_a_paste_is_a_question(stage: Stage) -> None:
    """What is written later, or after a message that is not full, is asked; a command always is."""
    admin = stage.admin
    await admin.says(prose(1500, seed=5))
    await admin.says("Who is Rutte?")
    await admin.says("x" * LIMIT, date=int(time.time()) - 60)
    await admin.says("Who is Kim?")
    await admin.says("y" * LIMIT)
    await admin.says("/latest")
    await settled(stage)
    assert [type(q.intent) for q in stage.desk.asked] == [i.About, i.About, i.Latest]
    assert len(await handed_over(stage.storage)) == 3


async def test_another_persons_words_are_no_part(stage: Stage) -> None:
    """Only the one who pasted goes on with it, and only in the same chat."""
    text = prose(6000, seed=6)
    head, rest = APPS["hard"](text)
    await stage.admin.says(head)
    await stage.person(100).says(rest)
    member = stage.person(ADMIN, group=-1005)
    await member.says(f"@sitrep_bot {rest[:100]}")
    await settled(stage)
    [one] = await handed_over(stage.storage)
    assert one.text == head


async def test_forwards_in_a_row_are_each_their_own(stage: Stage) -> None:
    """A dozen forwards are a dozen submissions in their order, each acknowledged under its own message."""
    texts = [prose(3000, seed=seed) for seed in range(12)]
    sent = [
        await stage.admin.says(text, forward_origin={**CHANNEL, "date": SENT + 60 * n, "message_id": n + 1})
        for n, text in enumerate(texts)
    ]
    await settled(stage)
    assert [one.text for one in await handed_over(stage.storage)] == texts
    assert [m.reply_to for m in stage.admin.sees] == sent


async def test_a_channels_cut_post_is_one(stage: Stage) -> None:
    """The parts of a text that was cut when it was posted are one submission when they are forwarded."""
    text = prose(7000, seed=7)
    for n, part in enumerate(APPS["android"](text)):
        await stage.admin.says(part, forward_origin={**CHANNEL, "date": SENT + n, "message_id": 77 + n})
    await settled(stage)
    [one] = await handed_over(stage.storage)
    assert (one.text, one.url) == (text, "https://t.me/sample_channel/77")


@pytest.mark.parametrize("captions", [("", "Words.", ""), ("One.", "", "Two.")])
@pytest.mark.parametrize("origin", [{}, {"forward_origin": {**CHANNEL, "date": SENT}}])
async def test_an_album_is_one_submission(
    stage: Stage, captions: tuple[str, ...], origin: dict[str, Any]
) -> None:
    """All pictures of an album are one submission, with every caption."""
    for caption in captions:
        await stage.admin.sends(photo=PHOTO, media_group_id="9", caption=caption, **origin)
    await stage.admin.sends(photo=PHOTO, media_group_id="10", caption="Another.", **origin)
    await settled(stage)
    one, other = await handed_over(stage.storage)
    assert one.text == "\n\n".join(caption for caption in captions if caption)
    assert other.text == "Another."
    assert one.source == ("Sample Channel" if origin else None)
    assert len(stage.admin.sees) == 2


async def test_files_sent_together_are_each_told(stage: Stage) -> None:
    """Of several files that an admin sends together, each has its own answer; a stranger's have one."""
    for person in (stage.admin, stage.person(100)):
        for number in range(3):
            await person.attaches(f"{number}.exe", b"MZ", media_group_id=f"{person.chat_id}")
    await settled(stage)
    assert len(stage.admin.sees) == 3
    assert len(stage.person(100).sees) == 1


async def test_an_album_without_words_is_told_once(stage: Stage) -> None:
    """Pictures without any caption are one submission, whose receipt says that there is no text."""
    for _ in range(3):
        await stage.admin.sends(photo=PHOTO, media_group_id="9")
    await settled(stage)
    [one] = await handed_over(stage.storage)
    assert one.text == ""
    assert len(stage.admin.sees) == 1

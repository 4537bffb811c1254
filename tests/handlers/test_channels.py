"""Posts in channels: nothing until the channel is approved, then articles of that source."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.inbox_values import Submission
from tests.handlers.stage import ADMIN, Stage, settled

CHANNEL = {"id": -1002000, "type": "channel", "title": "Sample News", "username": "sample_news"}
POSTED = 1777874400
LONG = "The minister left the capital. " * 10
PHOTO = [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]


async def posts(stage: Stage, *, edited: bool = False, **fields: Any) -> int:  # noqa: ANN401  # any field
    """A post in the channel; its message id."""
    message_id = fields.pop("message_id", None) or stage.api.methods.next_message()
    message = {"message_id": message_id, "date": POSTED, "chat": CHANNEL, "sender_chat": CHANNEL, **fields}
    await stage.api.push("edited_channel_post" if edited else "channel_post", message)
    await settled(stage)
    return message_id


async def becomes(stage: Stage, status: str) -> None:
    """The bot's standing in the channel changes."""
    bot = stage.api.methods.me
    by = {"id": 9, "is_bot": False, "first_name": "Ilse", "last_name": "Brandt"}
    await stage.api.push(
        "my_chat_member",
        {
            "chat": CHANNEL,
            "from": by,
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": "left"},
            "new_chat_member": member(bot, status),
        },
    )
    await settled(stage)


def member(bot: dict[str, Any], status: str) -> dict[str, Any]:
    """A member as the Bot API writes it."""
    if status != "administrator":
        return {"user": bot, "status": status}
    rights = (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info"),
        *("can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    )
    return {"user": bot, "status": status, **dict.fromkeys(rights, False)}


async def approve(stage: Stage) -> None:
    """The channel is approved as a source."""
    await becomes(stage, "administrator")
    async with stage.storage.write() as work:
        await work.channels.approve(CHANNEL["id"], approved=True)  # type: ignore[arg-type]  # it is an int


async def stored(stage: Stage, number: int = 1) -> Submission | None:
    """A submission by its number."""
    async with stage.storage.read() as work:
        return await work.inbox.get(number)


async def test_posts_of_other_channels_are_passed_over(stage: Stage) -> None:
    """Until an admin approves the channel, and once the bot has left it, nothing is stored or said."""
    await posts(stage, text=LONG)
    await becomes(stage, "administrator")
    await posts(stage, text=LONG)
    await approve(stage)
    await becomes(stage, "left")
    await posts(stage, text=LONG)
    assert await stored(stage) is None
    assert stage.api.made("sendMessage") == []


async def test_admins_are_told_once(stage: Stage) -> None:
    """When the bot becomes an admin of a channel its own admins get one message, with the button."""
    stage.person(ADMIN)
    for _ in range(2):
        await becomes(stage, "administrator")
    await stage.delivery().deliver_due()
    (told,) = stage.admin.sees
    assert "Ilse Brandt" in told.text
    assert told.buttons


async def test_an_approved_channels_post_is_taken(stage: Stage) -> None:
    """Its source is the channel, its link and date the post's; nobody is told, and it is counted."""
    await approve(stage)
    message_id = await posts(stage, text=LONG)
    new = await stored(stage)
    assert new is not None
    assert (new.text, new.source, new.chat_id, new.user_id) == (LONG, "Sample News", None, None)
    assert new.url == f"https://t.me/sample_news/{message_id}"
    assert new.sent == datetime.fromtimestamp(POSTED, UTC)
    await posts(stage, photo=PHOTO)
    assert await stored(stage, 2) is None
    assert stage.api.made("sendMessage") == []
    async with stage.storage.read() as work:
        [channel] = await work.channels.page(9)
    assert (channel.posts, channel.last_post) == (1, new.sent)


async def test_an_edited_post_is_read_anew(stage: Stage) -> None:
    """The new text of a post is stored in its place; the edit of one that was passed over is too."""
    await approve(stage)
    message_id = await posts(stage, text=LONG)
    await posts(stage, text=f"{LONG} It rained.", message_id=message_id, edited=True)
    await posts(stage, text=LONG, edited=True)
    new = await stored(stage)
    assert new is not None
    assert new.text.endswith("It rained.")
    assert await stored(stage, 2) is None


async def test_a_forward_in_a_channel_keeps_its_origin(stage: Stage) -> None:
    """What a channel forwards is from where it was first published."""
    await approve(stage)
    first = {"id": -1009, "type": "channel", "title": "Elsewhere", "username": "elsewhere"}
    origin = {"type": "channel", "chat": first, "message_id": 5, "date": POSTED - 60}
    await posts(stage, text=LONG, forward_origin=origin)
    new = await stored(stage)
    assert new is not None
    assert (new.source, new.url) == ("Elsewhere", "https://t.me/elsewhere/5")


async def test_albums_and_cut_posts_are_one(stage: Stage) -> None:
    """An album is one submission, and so is a text that was cut when it was posted."""
    await approve(stage)
    for caption in ("", "Words.", ""):
        await posts(stage, photo=PHOTO, media_group_id="9", caption=caption)
    await posts(stage, text="x" * 4096)
    await posts(stage, text="y" * 10)
    album, cut = await stored(stage, 1), await stored(stage, 4)
    assert album is not None
    assert cut is not None
    assert album.text == "Words."
    assert cut.text == "x" * 4096 + "y" * 10


async def test_a_link_alone_is_fetched(stage: Stage) -> None:
    """A post that is nothing but a link is the page behind it, which says its own source."""
    await approve(stage)
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"}
    await posts(stage, text="Read", entities=[link])
    new = await stored(stage)
    assert new is not None
    assert (new.text, new.source, new.host) == ("https://example.org/a", None, "example.org")


async def test_a_name_is_kept_as_it_reads(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark in a channel's name that turns what follows does not turn the sentences about it."""
    monkeypatch.setitem(CHANNEL, "title", "\u202eSample News")
    await approve(stage)
    for posted in (0, 1):
        async with stage.storage.read() as work:
            [channel] = await work.channels.page(2)
        assert (channel.title, channel.posts) == ("Sample News", posted)
        await posts(stage, text=LONG)


async def test_a_file_is_taken(stage: Stage) -> None:
    """A post's file is read; its words are kept in case it cannot be. What is no text is passed over."""
    await approve(stage)
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf", "mime_type": "application/pdf"}
    message_id = await posts(stage, document=document, caption="Our report.")
    await posts(stage, document={**document, "file_name": "a.png", "mime_type": "image/png"})
    await posts(stage, document=document, caption="Our report, new.", message_id=message_id, edited=True)
    new = await stored(stage)
    assert new is not None
    assert (new.file_id, new.file_name, new.text, new.note) == ("f", "a.pdf", "Our report.", None)
    assert (new.source, new.chat_id) == ("Sample News", None)
    assert new.url == f"https://t.me/sample_news/{message_id}"
    assert await stored(stage, 2) is None
    await posts(stage, text="x" * 4096)
    await posts(stage, document=document, caption="Another.")
    cut, file = await stored(stage, 2), await stored(stage, 3)
    assert cut is not None
    assert file is not None
    assert (cut.text, file.text, file.file_id) == ("x" * 4096, "Another.", "f")

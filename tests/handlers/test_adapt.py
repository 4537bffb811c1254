"""What a message is taken for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Message, User

from handlers.adapt import Reading, read
from handlers.taking import Declined
from newsroom import intents as i
from newsroom.preferences import Located
from newsroom.question import Question
from storage.inbox_values import NewSubmission
from tests.botapi.people import CHANNEL, entities

ME = User(1001, "Sitrep", is_bot=True, username="sitrep_bot")
ADMIN, READER = 7, 100
NOW = datetime(2026, 5, 4, 6, tzinfo=UTC)
SENT = 1729684800
THEN = datetime.fromtimestamp(SENT, UTC)
BRIEF = (
    "Army says it has retaken the ford\n\nThe army said on Monday that it had retaken the ford at Lindow. "
    "A rebel spokesman denied this."
)
LONG = "The minister left the capital. " * 10
PRIVATE = {"id": ADMIN, "type": "private", "first_name": "A"}
GROUP = {"id": -1005, "type": "supergroup", "title": "G"}


def taken(user_id: int = ADMIN, **fields: Any) -> Reading:  # noqa: ANN401  # any field of a message
    """What a message is taken for; its entities are found as Telegram finds them."""
    sender = {"id": user_id, "is_bot": False, "first_name": "A"}
    found = {"entities": entities(fields["text"])} if "text" in fields else {}
    data = {"message_id": 5, "date": 1777874400, "chat": PRIVATE, "from": sender, **found, **fields}
    message = Message.de_json(data, None)
    return read(message, me=ME, admins=frozenset({ADMIN}), now=NOW)


def submission(**fields: Any) -> NewSubmission:  # noqa: ANN401  # any field of a message
    """The submission that a message of the admin is taken for."""
    new = taken(**fields)
    assert isinstance(new, NewSubmission), new
    return new


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Who is Rutte?", i.About(name="Rutte", text="Who is Rutte?", person=True)),
        ("/who Rutte", i.Who(name="Rutte")),
        ("/who", i.Usage(command="who")),
        ("/start article_12", i.Start(payload="article_12")),
        ("/nothing", i.Unknown(command="nothing")),
        ("/add", i.Usage(command="add")),
        ("One line.\nAnother", i.Ask(text="One line.\nAnother")),
        ("Is 3.5 more\nthan 3.4?", i.Ask(text="Is 3.5 more\nthan 3.4?")),
        ("Is https://example.org/a right?", i.Ask(text="Is https://example.org/a right?")),
        ("x" * 279, i.Ask(text="x" * 279)),
        ("Who left?\nWho stayed?", i.Ask(text="Who left?\nWho stayed?")),
        ("One. Two.\nThree. Is it so?", i.Ask(text="One. Two.\nThree. Is it so?")),
        (f"{BRIEF} Who holds it?", i.Ask(text=f"{BRIEF} Who holds it?")),
        ("Good morning.\n\nThank you.", i.Ask(text="Good morning.\n\nThank you.")),
        ("واحد. اثنان.\nثلاثة. من؟", i.Ask(text="واحد. اثنان.\nثلاثة. من؟")),
    ],
)
def test_short_words_are_a_question(text: str, intent: i.Intent) -> None:
    """Commands and short texts are questions, an admin's as well."""
    question = taken(text=text)
    assert isinstance(question, Question)
    assert question.intent == intent


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (LONG, LONG),
        ("x" * 280, "x" * 280),
        ("First.\nSecond.\nThird.", "First.\nSecond.\nThird."),
        (
            "“He left.”\n\n“He came back.” Who knows? She does.",
            "“He left.”\n\n“He came back.” Who knows? She does.",
        ),
        (BRIEF, BRIEF),
        ("/add Two words", "Two words"),
        ("/add@sitrep_bot First.\n\nSecond.", "First.\n\nSecond."),
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("https://example.org/a\nhttps://example.org/b", "https://example.org/a\nhttps://example.org/b"),
        ("ftp://example.org/a", "ftp://example.org/a"),
        ("file:///a\nhttps://example.org/b", "https://example.org/b\nfile:///a"),
    ],
)
def test_pastes_are_handed_over(text: str, kept: str) -> None:
    """Long texts, several sentences on several lines, what follows /add, and bare links are kept verbatim."""
    new = submission(text=text)
    assert (new.text, new.source, new.url, new.sent) == (kept, None, None, None)
    assert (new.key, new.chat_id, new.message_id, new.user_id) == ("7:5", 7, 5, 7)
    assert new.received == NOW


@pytest.mark.parametrize("text", [LONG, "/add Two words"])
def test_others_only_ask(text: str) -> None:
    """The same words by somebody who is no admin are a question; the desk says who may add."""
    assert isinstance(taken(READER, text=text), Question)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Words.", "forward_origin": {**CHANNEL, "date": SENT}},
        {"text": "https://example.org/a"},
        {"document": {"file_id": "f", "file_unique_id": "f", "file_name": "a.txt"}},
    ],
)
def test_others_cannot_hand_over(fields: dict[str, Any]) -> None:
    """Forwards, links and files by somebody who is no admin are declined."""
    declined = taken(READER, **fields)
    assert isinstance(declined, Declined)
    assert declined.text.key == "submit.not_admin"


@pytest.mark.parametrize(
    ("origin", "source", "url"),
    [
        (CHANNEL, "Sample Channel", "https://t.me/sample_channel/77"),
        (
            {**CHANNEL, "chat": {"id": -1, "type": "channel", "title": "Closed"}},
            "Closed",
            None,
        ),
        ({"type": "chat", "sender_chat": {"id": -2, "type": "supergroup", "title": "Desk"}}, "Desk", None),
    ],
)
def test_forward_carries_its_origin(origin: dict[str, Any], source: str | None, url: str | None) -> None:
    """A forward has its channel or group as source, its first date, and a public link if any."""
    new = submission(text="Short.", forward_origin={**origin, "date": SENT})
    assert (new.text, new.source, new.url) == ("Short.", source, url)
    assert new.sent == THEN


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "hidden_user", "sender_user_name": "Maria Private"},
        {
            "type": "user",
            "sender_user": {"id": 9, "is_bot": False, "first_name": "Maria", "last_name": "Private"},
        },
        {"type": "user", "sender_user": {"id": 8, "is_bot": True, "first_name": "Relay"}},
        {"type": "user", "sender_user": {"id": ADMIN, "is_bot": False, "first_name": "A"}},
    ],
)
def test_private_forward_names_nobody(origin: dict[str, Any]) -> None:
    """Who wrote to somebody in private is no source; when they did is known, of a page behind a link too."""
    new = submission(text="Short.", forward_origin={**origin, "date": SENT})
    assert (new.text, new.source, new.url, new.sent) == ("Short.", None, None, THEN)
    new = submission(text="https://a.example/a", forward_origin={**origin, "date": SENT})
    assert (new.source, new.url, new.sent) == (None, None, THEN)


@pytest.mark.parametrize("origin", [{}, {"forward_origin": {**CHANNEL, "date": SENT}}])
def test_files_sent_together_are_each_handed_over(origin: dict[str, Any]) -> None:
    """Several text files sent at once come as a group without words; each is taken."""
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "a.txt"}
    new = submission(document=document, media_group_id="1", **origin)
    assert (new.file_id, new.stream, new.settles) == ("f", None, None)


@pytest.mark.parametrize("kind", ["photo", "video"])
@pytest.mark.parametrize("origin", [{}, {"forward_origin": {**CHANNEL, "date": SENT}}])
def test_pictures_of_an_album_are_parts(kind: str, origin: dict[str, Any]) -> None:
    """Each picture of an album that an admin sends is a part of one submission, with words or without."""
    file = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1, "duration": 1}
    media: Any = [file] if kind == "photo" else file
    for caption in ("", "Short.", LONG):
        part = submission(**{kind: media}, media_group_id="1", caption=caption, **origin)
        assert (part.text, part.stream, part.glue) == (caption, "7:album:1", "\n\n")
        assert part.settles is not None
    assert taken(READER, **{kind: media}, media_group_id="1", **origin) is None


def test_forward_of_a_command_is_no_command() -> None:
    """Words that somebody else wrote are not obeyed."""
    assert submission(text="/delete 1", forward_origin={**CHANNEL, "date": SENT}).text == "/delete 1"


def test_caption_is_the_text_of_a_picture() -> None:
    """The words under a forwarded picture are handed over."""
    photo = [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]
    new = submission(photo=photo, caption="Words.", forward_origin={**CHANNEL, "date": SENT})
    assert new.text == "Words."


def test_links_behind_words_are_followed() -> None:
    """A message whose every word is a link is its addresses, and a forward's origin is not their source."""
    links = [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"},
        {"type": "text_link", "offset": 5, "length": 2, "url": "https://example.org/b"},
    ]
    fields = {"text": "Read 😀", "entities": links, "forward_origin": {**CHANNEL, "date": SENT}}
    new = submission(**fields)
    assert (new.text, new.source) == ("https://example.org/a\nhttps://example.org/b", None)


def test_what_cannot_be_stored_is_left_out() -> None:
    """NUL and halves of surrogate pairs are dropped, and links after them are still found."""
    assert submission(text=f"\0{LONG}\ud83d").text == LONG
    assert submission(text="\ud83d\0https://example.org/a").text == "https://example.org/a"


def test_text_with_links_stays_as_it_is() -> None:
    """Addresses behind some of the words do not enter the text."""
    link = {"type": "text_link", "offset": 0, "length": 3, "url": "https://example.org/a"}
    assert submission(text=LONG, entities=[link]).text == LONG


def test_own_answers_are_not_articles() -> None:
    """A forward of the bot's own message is declined."""
    origin = {"type": "user", "date": SENT, "sender_user": ME.to_dict()}
    declined = taken(text="Latest", forward_origin=origin)
    assert isinstance(declined, Declined)
    assert declined.text.key == "submit.own"


@pytest.mark.parametrize(
    ("name", "media_type", "size", "why"),
    [
        ("a.txt", "", 10, None),
        ("A.MD", "", 10, None),
        ("a.pdf", "application/pdf", 10, None),
        ("a.docx", "", 20 << 20, None),
        ("a.jsonl", "application/octet-stream", 10, None),
        ("report", "application/pdf", 10, None),
        ("report.exe", "application/pdf", 10, None),
        (None, None, 10, None),
        ("Report v2.1", "", 10, None),
        ("a.txt", "", (20 << 20) + 1, "file.too_big"),
        ("a.txt", "", 0, "unreadable.empty"),
        ("a.doc", "application/msword", 10, "unreadable.office"),
        ("a.xls", "", 10, "unreadable.office"),
        ("a", "application/vnd.ms-powerpoint", 10, "unreadable.office"),
        ("a.jpg", "image/jpeg", 10, "unreadable.picture"),
        ("a", "image/webp", 10, "unreadable.picture"),
        ("a.mp4", "video/mp4", 10, "unreadable.media"),
        ("a.rar", "", 10, "unreadable.packed"),
        ("a.exe", "text/plain", 10, "unreadable.kind"),
        ("a", "font/ttf", 10, "unreadable.kind"),
    ],
)
def test_files_are_taken_by_name_and_type(
    name: str | None, media_type: str | None, size: int, why: str | None
) -> None:
    """What the name or the media type says is read is taken; each other file is declined with its reason."""
    document = {"file_id": "f", "file_unique_id": "f", "file_name": name, "file_size": size}
    got = taken(document={**document, "mime_type": media_type})
    if why is None:
        assert isinstance(got, NewSubmission)
        assert (got.file_id, got.file_name, got.file_type) == ("f", name or "", media_type or "")
    else:
        assert isinstance(got, Declined)
        assert got.text.key == why


@pytest.mark.parametrize(
    ("caption", "origin", "kept"),
    [
        ("See this.", {}, ("", "See this.", None)),
        ("https://example.org/a", {}, ("", None, "https://example.org/a")),
        (LONG, {}, (LONG, None, None)),
        ("Words.", {"forward_origin": {"type": "hidden_user", "sender_user_name": "M", "date": SENT}},
         ("Words.", None, None)),
    ],
)  # fmt: skip
def test_words_under_a_file(
    caption: str, origin: dict[str, Any], kept: tuple[str, str | None, str | None]
) -> None:
    """An admin's few words are a note, a link is the file's address; more is kept for if it is none."""
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf"}
    new = submission(document=document, caption=caption, caption_entities=entities(caption), **origin)
    assert (new.text, new.note, new.url) == kept
    assert (new.file_id, new.host) == ("f", None)


_PHOTO = [{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}]
_FILE = {"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1, "duration": 1, "length": 1}
_STICKER = {**_FILE, "is_animated": False, "is_video": False, "type": "regular"}


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"photo": _PHOTO}, "picture"),
        ({"video": _FILE}, "film"),
        ({"video_note": _FILE}, "film"),
        ({"animation": _FILE, "document": _FILE}, "film"),
        ({"voice": _FILE}, "sound"),
        ({"audio": _FILE}, "sound"),
        ({"sticker": _STICKER}, "sticker"),
        ({"dice": {"emoji": "x", "value": 1}}, "sticker"),
        ({"contact": {"phone_number": "1", "first_name": "M"}}, "contact"),
    ],
)
@pytest.mark.parametrize("origin", [{}, {"forward_origin": {**CHANNEL, "date": SENT}}])
def test_what_has_no_words_is_answered(fields: dict[str, Any], key: str, origin: dict[str, Any]) -> None:
    """An admin is told what cannot be read, by its kind; in a group nobody is."""
    declined = taken(**fields, **origin)
    assert isinstance(declined, Declined)
    assert declined.text.key == f"submit.{key}"
    assert taken(**fields, **origin, chat=GROUP) is None


def test_a_location_is_where_the_reader_is() -> None:
    """A location that somebody shares themselves is their clock's; a forwarded one says nothing of theirs."""
    fields: dict[str, Any] = {"location": {"longitude": 24.03, "latitude": 49.84}}
    found = taken(**fields)
    assert isinstance(found, Question)
    assert found.intent == Located(latitude=49.84, longitude=24.03)
    declined = taken(**fields, forward_origin={**CHANNEL, "date": SENT})
    assert isinstance(declined, Declined)
    assert declined.text.key == "submit.place"
    assert taken(**fields, chat=GROUP) is None
    assert not isinstance(taken(**fields, edit_date=SENT), Question)


def test_service_messages_are_left_alone() -> None:
    """Nobody said them."""
    assert taken(delete_chat_photo=True) is None


@pytest.mark.parametrize("origin", [None, {**CHANNEL, "date": SENT}])
def test_own_cards_are_not_taken(origin: dict[str, Any] | None) -> None:
    """A card posted through the bot is no question and no article; forwarded, it is known as its own."""
    me = {"id": ME.id, "is_bot": True, "first_name": "Sitrep", "username": ME.username}
    taken_for = taken(text=LONG, via_bot=me, forward_origin=origin)
    if origin is None:
        assert taken_for is None
    else:
        assert isinstance(taken_for, Declined)
        assert taken_for.text.key == "submit.own"


def test_channel_post_with_a_file_is_its_caption() -> None:
    """Of a forward with a file that is no text, the caption is handed over."""
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf"}
    new = submission(document=document, caption=LONG, forward_origin={**CHANNEL, "date": SENT})
    assert new.text == LONG


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Words.", "chat": {"id": -3, "type": "channel", "title": "C"}},
        {"text": LONG, "chat": GROUP},
        {"text": "Words.", "chat": GROUP, "forward_origin": {**CHANNEL, "date": SENT}},
        {"text": "/latest@other_bot"},
        {"text": "/roll", "chat": GROUP},
        {"text": "mail me@sitrep_bot.example", "chat": GROUP},
        {"text": "@sitrep_bots hello", "chat": GROUP},
        {"new_chat_title": "T", "chat": GROUP},
    ],
)
def test_what_is_for_others_is_left_alone(fields: dict[str, Any]) -> None:
    """Channels, talk in groups, other bots' commands and the rest of an album get no answer."""
    assert taken(**fields) is None


def test_reply_to_the_bot_is_for_the_bot() -> None:
    """In a group, a reply to the bot's message is a question."""
    before = {"message_id": 4, "date": 1, "chat": GROUP, "from": ME.to_dict(), "text": "Latest"}
    question = taken(READER, text="And Rutte?", chat=GROUP, reply_to_message=before)
    assert isinstance(question, Question)
    assert question.intent == i.Ask(text="And Rutte?")


@pytest.mark.parametrize(
    ("text", "links", "note"),
    [
        ("Harbour reopens https://example.org/a", "https://example.org/a", "Harbour reopens"),
        (
            "https://example.org/a\nhttps://example.org/b\n\nBoth!",
            "https://example.org/a\nhttps://example.org/b",
            "Both!",
        ),
        ("https://example.org/a https://example.org/a see", "https://example.org/a", "see"),
    ],
)
def test_links_with_an_admins_words(text: str, links: str, note: str) -> None:
    """Links with a title or comment are fetched, each once; the admin's words stay beside them."""
    new = submission(text=text)
    assert (new.text, new.note, new.url) == (links, note, None)
    assert isinstance(taken(READER, text=text), Question)


@pytest.mark.parametrize(
    ("before", "words", "after", "address"),
    [
        ("", "A headline", f"\n\n{LONG}", True),
        (f"{LONG}\n\n", "Read more", "", True),
        (f"{LONG}\n", "More", "\n", True),
        (f"{LONG}\n", "More", f"\n{LONG}", False),
        (f"{LONG} As ", "Example", " reports.", False),
    ],
)
@pytest.mark.parametrize(
    "origin", [{}, {"forward_origin": {"type": "hidden_user", "sender_user_name": "M", "date": SENT}}]
)
def test_a_link_over_a_whole_line_is_the_address(
    before: str,
    words: str,
    after: str,
    address: bool,  # noqa: FBT001  # a table
    origin: dict[str, Any],
) -> None:
    """The link behind a headline or a last line is where a text stands; one within the text is not."""
    link = {"type": "text_link", "offset": len(before), "length": len(words), "url": "https://example.org/a"}
    new = submission(text=before + words + after, entities=[link], **origin)
    assert new.url == ("https://example.org/a" if address else None)
    assert new.text == before + words + after


def test_two_different_addresses_are_none() -> None:
    """Where a text has links to several pages, none is taken for its own."""
    first = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"}
    second = {"type": "text_link", "offset": 10, "length": 4, "url": "https://example.org/b"}
    assert submission(text=f"Head\n\n{LONG}", entities=[first, second]).url is None


def test_a_public_post_is_its_own_address() -> None:
    """A forward of a public post stands at that post, whatever it links to."""
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"}
    new = submission(text=f"Head\n\n{LONG}", entities=[link], forward_origin={**CHANNEL, "date": SENT})
    assert new.url == "https://t.me/sample_channel/77"


def test_a_reply_is_its_own_words() -> None:
    """What a paste replies to, or quotes, is no part of it."""
    before = {"message_id": 4, "date": 1, "chat": PRIVATE, "from": ME.to_dict(), "text": "Latest"}
    quote = {"text": "Late", "position": 0, "is_manual": True}
    assert submission(text=LONG, reply_to_message=before, quote=quote).text == LONG


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
@pytest.mark.parametrize("quoted", [None, "the capital"])
def test_add_as_a_reply_hands_over_what_it_replies_to(chat: dict[str, Any], quoted: str | None) -> None:
    """/add under a message takes that message with its origin, or of it what is quoted."""
    sender = {"id": 9, "is_bot": False, "first_name": "M"}
    origin = {**CHANNEL, "date": SENT}
    before = {
        "message_id": 4,
        "date": 1,
        "chat": chat,
        "from": sender,
        "text": LONG,
        "forward_origin": origin,
    }
    quote = {"quote": {"text": quoted, "position": 17, "is_manual": True}} if quoted else {}
    new = submission(text="/add", chat=chat, reply_to_message=before, **quote)
    assert (new.text, new.source) == (quoted or LONG, "Sample Channel")
    assert new.key == f"{chat['id']}:5"
    assert isinstance(taken(READER, text="/add", chat=chat, reply_to_message=before), Question)


def test_add_with_a_quote_from_elsewhere() -> None:
    """/add to a quotation of a channel's post takes the quoted words, from that post."""
    outside = {"origin": {**CHANNEL, "date": SENT}}
    new = submission(text="/add", external_reply=outside, quote={"text": "He left.", "position": 0})
    assert (new.text, new.url) == ("He left.", "https://t.me/sample_channel/77")
    assert isinstance(taken(text="/add", external_reply=outside), Question)


DOCUMENT = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf"}
MEMBER = {"id": 9, "is_bot": False, "first_name": "M"}


def pointed(before: dict[str, Any], **fields: Any) -> Reading:  # noqa: ANN401  # any field of a message
    """What /add in a group is taken for, as a reply to a message of a member's."""
    what = {"message_id": 4, "date": 1, "chat": GROUP, "from": MEMBER, **before}
    return taken(text="/add", chat=GROUP, reply_to_message=what, **fields)


def test_add_as_a_reply_to_a_file_takes_the_file() -> None:
    """With its origin and what is written under it; the receipt goes to who asked, where they asked."""
    new = pointed({"document": DOCUMENT, "caption": "See this.", "forward_origin": {**CHANNEL, "date": SENT}})
    assert isinstance(new, NewSubmission)
    assert (new.file_id, new.file_name, new.source, new.text) == ("f", "a.pdf", "Sample Channel", "See this.")
    assert (new.key, new.message_id, new.user_id, new.settles) == ("-1005:5", 5, ADMIN, None)
    declined = pointed({"document": {**DOCUMENT, "file_name": "a.doc"}})
    assert isinstance(declined, Declined)
    assert declined.text.key == "unreadable.office"
    outside = {"origin": {**CHANNEL, "date": SENT}, "document": DOCUMENT}
    new = submission(text="/add", external_reply=outside)
    assert (new.file_id, new.source, new.text, new.note) == ("f", "Sample Channel", "", None)


def test_add_under_a_file_takes_the_file() -> None:
    """In a group, where a file alone is not meant for the bot, its caption may say so."""
    command = [{"type": "bot_command", "offset": 0, "length": 4}]
    new = submission(document=DOCUMENT, caption="/add", caption_entities=command, chat=GROUP)
    assert (new.file_id, new.text, new.note) == ("f", "", None)


def test_add_as_a_reply_to_links_fetches_them() -> None:
    """Also where a few words stand beside them, which are a note."""
    text = "Look: https://example.org/a"
    new = pointed({"text": text, "entities": entities(text)})
    assert isinstance(new, NewSubmission)
    assert (new.text, new.note, new.host) == ("https://example.org/a", "Look:", "example.org")
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/a"}
    new = pointed({"text": "Read", "entities": [link]})
    assert isinstance(new, NewSubmission)
    assert (new.text, new.note) == ("https://example.org/a", None)


def test_add_as_a_reply_to_an_album() -> None:
    """The picture that has the words is taken by itself; of another it is said where they are."""
    new = pointed({"photo": _PHOTO, "media_group_id": "1", "caption": LONG})
    assert isinstance(new, NewSubmission)
    assert (new.text, new.stream, new.settles, new.glue) == (LONG, None, None, "")
    for before, said in (
        ({"photo": _PHOTO, "media_group_id": "1"}, "submit.album"),
        ({"photo": _PHOTO}, "submit.picture"),
        ({"text": "Stored.", "from": ME.to_dict()}, "submit.own"),
    ):
        declined = pointed(before)
        assert isinstance(declined, Declined), before
        assert declined.text.key == said


def test_add_in_a_topic_replies_to_nothing() -> None:
    """In a forum's topic all that replies to nothing seems to reply to the message that opened the topic."""
    reading = pointed({"forum_topic_created": {"name": "A topic", "icon_color": 1}})
    assert isinstance(reading, Question)
    assert reading.intent == i.Usage(command="add")

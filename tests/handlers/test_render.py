"""Rendering: what a reader sees of an answer, and that no text can break out of its place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.keyboard import ROWS, Keyboard
from handlers.render import Message, render
from newsroom.answer import Action, Answer, Block, Listed, QuoteKind, Text
from newsroom.intents import ShowArticle
from newsroom.spans import Span
from newsroom.tokens import decode
from tests.handlers.answers import (
    BLOCKS,
    HOSTILE,
    announced,
    answer,
    heading,
    item,
    listed,
    notice,
    quote,
    source,
)
from tests.handlers.markup import Read, read, units
from tests.handlers.words import WORDS


def shown(*blocks: Block, username: str | None = "sitrep_bot") -> list[Read]:
    """What the messages of the blocks show."""
    return [read(m.html) for m in render(answer(*blocks), WORDS, UTC, bot_username=username)]


def one(*blocks: Block, username: str | None = "sitrep_bot") -> Read:
    """What the only message of the blocks shows."""
    (message,) = shown(*blocks, username=username)
    return message


def test_sentence_is_followed_by_its_source_line() -> None:
    """A quote is the verbatim sentence, then its source, date and link on a line of their own."""
    message = one(quote("He <b>left</b> & returned."))
    assert message.text == "He <b>left</b> & returned.\n— Sample Wire, 23 Oct 2024 · link"
    assert message.links == ["https://example.org/a?b=1&c=2"]


def test_folded_quotes_are_one_quotation() -> None:
    """Folded quotes in a row are one expandable quotation, each with its credit; the rest stands outside."""
    (message,) = render(
        answer(
            quote("Seen."),
            replace(quote("One & two."), folded=True),
            replace(quote("Three."), folded=True),
            notice("End."),
        ),
        WORDS,
        UTC,
        bot_username=None,
    )
    before, inside, after = re.split(r"</?blockquote(?: expandable)?>", message.html)
    assert before.startswith("Seen.\n— Sample Wire")
    assert inside.startswith("One &amp; two.\n— Sample Wire")
    assert "Three.\n— Sample Wire" in inside
    assert after.startswith("\n\n")


@pytest.mark.parametrize(("kind", "tag"), [(QuoteKind.HEADLINE, "b"), (QuoteKind.PHRASE, "i")])
def test_kinds_of_quotes_look_different(kind: QuoteKind, tag: str) -> None:
    """A headline is bold and a phrase in italics, and nothing but the verbatim text is."""
    assert (tag, "Words.") in one(quote("Words.", kind=kind)).entities


def test_what_is_not_known_is_said() -> None:
    """Without a publisher or a date the source line says so, with the day of arrival."""
    message = one(quote("Words.", of=source(name=None, published=None)))
    assert message.text.endswith("— source not stated, arrived 12 Oct 2024 · link")


def test_arrival_is_a_day_where_the_reader_is() -> None:
    """An article that arrived at noon UTC arrived the next day for a reader fourteen hours ahead."""
    block = quote("Words.", of=source(published=None))
    (message,) = render(answer(block), WORDS, ZoneInfo("Pacific/Kiritimati"), bot_username=None)
    assert "arrived 13 Oct 2024" in message.html


def test_sample_articles_are_marked() -> None:
    """A sample article's source line says that it is sample data."""
    assert "— Sample Wire (sample), 23 Oct 2024" in one(quote("Words.", of=source(sample=True))).text


def test_a_listed_report_is_a_line_with_its_link() -> None:
    """A report in a list is its credit, what is noted of it and a link; the lines stand together."""
    message = one(listed(source()), listed(source(name=None), "copy"))
    assert message.text == (
        "• Sample Wire, 23 Oct 2024 · link\n• source not stated, 23 Oct 2024 (copy) · link"
    )
    assert message.links == ["https://example.org/a?b=1&c=2"] * 2


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://example.org/" + "x" * 3000])
def test_article_without_a_usable_address_links_to_the_bot(url: str | None) -> None:
    """An article with no address that can be opened is linked by the bot's own page of it."""
    (link,) = one(quote("Words.", of=source(url=url))).links
    payload = link.removeprefix("https://t.me/sitrep_bot?start=")
    assert decode(payload, "_") == ShowArticle(article_id=12)


def test_article_without_any_link_shows_its_number() -> None:
    """Where the bot's name is unknown, the article's number stands for the link."""
    message = one(quote("Words.", of=source(url=None)), username=None)
    assert message.text.endswith("· #12")
    assert message.links == []


def test_notes_and_copies_stand_beside_the_sentence() -> None:
    """What the bot adds to a sentence stands on the lines after it."""
    message = one(
        quote(
            "He left.",
            note="He: the minister",
            others=(source(), source()),
        )
    )
    assert message.text.split("\n") == [
        "He left.",
        "[He: the minister]",
        "— Sample Wire, 23 Oct 2024 · link · also in 2",
    ]


def test_headline_shares_the_credit_of_its_sentences() -> None:
    """A headline and the sentences of its article right under it have one credit, at the end."""
    first, second = quote("Talks begin", kind=QuoteKind.HEADLINE), quote("They met.")
    message = one(first, second, quote("He spoke.", of=source(article_id=13)))
    assert message.text.split("\n") == [
        "Talks begin",
        "They met.",
        "— Sample Wire, 23 Oct 2024 · link",
        "",
        "He spoke.",
        "— Sample Wire, 23 Oct 2024 · link",
    ]


def test_headline_is_not_parted_from_its_credit() -> None:
    """A message does not end between a headline and the sentence that brings their credit."""
    headline = quote("Talks begin", kind=QuoteKind.HEADLINE)
    first, second = shown(notice("a" * 3900), headline, quote("They met. " * 30))
    assert first.text == "a" * 3900
    assert second.text.startswith("Talks begin\nThey met.")


def test_blocks_are_set_apart_and_lists_are_not() -> None:
    """Blocks are separated by an empty line, the lines of one list by none; headings are bold."""
    message = one(heading("Topics"), item("first"), item("second"), notice("That is all."))
    assert message.text == "Topics\n\n• first\n• second\n\nThat is all."
    assert message.entities == [("b", "Topics")]


def test_messages_end_between_blocks() -> None:
    """Two blocks that do not fit into one message become one message each."""
    first, second = "a " * 1500, "b " * 1500
    assert [m.text for m in shown(notice(first), notice(second))] == [first, second]


def test_long_block_is_cut_after_a_sentence() -> None:
    """A block longer than a message is cut after a sentence, and all of its text is shown."""
    text = "Ten words stand in this sentence, which repeats itself often. " * 100
    messages = shown(quote(text, kind=QuoteKind.HEADLINE))
    assert len(messages) == 2
    assert messages[0].text.endswith("often. ")
    assert "".join(m.text for m in messages).startswith(text)


def test_entities_of_a_message_are_bounded() -> None:
    """Two hundred short headlines keep their bold type: no message has over a hundred entities."""
    messages = shown(*[quote("Hi.", kind=QuoteKind.HEADLINE) for _ in range(200)])
    assert sum(len(m.entities) for m in messages) == 400
    assert max(len(m.entities) for m in messages) <= 100


def test_buttons_are_under_the_last_message() -> None:
    """Only the last message of an answer has the buttons, each with its token."""
    more = Action.of(Text.of("button.this", words="More"), ShowArticle(article_id=1))
    full = Answer(blocks=(notice("a" * 4000), notice("b" * 4000)), actions=(more,))
    first, last = render(full, WORDS, UTC, bot_username=None)
    assert first.keyboard == ()
    assert [(b.label, b.data) for row in last.keyboard for b in row] == [("More", "article:1:0")]


def test_answer_that_says_nothing_is_no_message() -> None:
    """An answer without blocks renders to nothing."""
    assert render(answer(), WORDS, UTC, bot_username=None) == ()


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["More", "Sources", "Next"], [3]),
        (["Mark Rutte, NATO", "Volodymyr Zelensky"], [2]),
        (["A label as long as a row can be", "Another of the same length or so"], [1, 1]),
    ],
)
def test_rows_follow_the_labels(labels: list[str], rows: list[int]) -> None:
    """Short buttons stand three in a row, longer ones two, long ones alone."""
    assert [len(row) for row in _keyboard(labels)] == rows


@given(st.lists(HOSTILE, max_size=60))
def test_no_button_is_lost(labels: list[str]) -> None:
    """However many buttons there are and whatever they say, all are there, in at most eight rows."""
    rows = _keyboard(labels)
    assert len(rows) <= ROWS
    assert [b.data for row in rows for b in row] == [f"article:{n}:0" for n in range(len(labels))]
    assert all(0 < len(b.label) <= 60 for row in rows for b in row)


def _keyboard(labels: list[str]) -> Keyboard:
    actions = tuple(
        Action.of(Text.of("button.this", words=label), ShowArticle(article_id=n))
        for n, label in enumerate(labels)
    )
    (message,) = render(Answer(blocks=(notice("x"),), actions=actions), WORDS, UTC, bot_username=None)
    return message.keyboard


def _sound(message: Message) -> Read:
    """Fails unless Telegram would take the message as it is."""
    seen = read(message.html)
    assert seen.text == message.text
    assert 0 < units(seen.text) <= 4096
    assert len(seen.entities) <= 100
    assert len(message.html.encode()) <= 35_000
    return seen


def test_announcement_stands_alone_under_its_mark() -> None:
    """What operators announce is a message by itself, whose first line says that it is theirs."""
    before, words, after = shown(notice("Before."), announced("<Away> on Sunday."), notice("After."))
    assert before.text == "Before."
    assert words.text == f"{WORDS.say(Text.of('broadcast.mark'), UTC)}\n\n<Away> on Sunday."
    assert after.text == "After."


def test_announcement_has_its_looks() -> None:
    """Each look and link stands where the operator put it; of more than Telegram takes there is none."""
    looks = [
        Span(start=0, end=4, look="bold"),
        Span(start=5, end=7, look="strikethrough", href="https://example.org/?a&b"),
    ]
    words = announced("Away on Sunday.", *looks)
    (message,) = render(answer(words), WORDS, UTC, bot_username=None)
    assert message.html.endswith('<b>Away</b> <s><a href="https://example.org/?a&amp;b">on</a></s> Sunday.')
    many = [Span(start=at, end=at + 1, look="italic") for at in range(0, 200, 2)]
    (message,) = render(answer(announced("x" * 200, *many)), WORDS, UTC, bot_username=None)
    assert "<i>" not in message.html
    assert message.text.endswith("x" * 200)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=8))
def test_hostile_text_cannot_break_out(blocks: list[Block]) -> None:
    """Whatever articles say, messages are sound and show each verbatim text in full and in order."""
    messages = render(answer(*blocks), WORDS, UTC, bot_username="sitrep_bot")
    # The places where a block was cut have no separator, so verbatim texts are looked for in the whole.
    whole = "".join(_sound(m).text for m in messages)
    at = 0
    for block in blocks:
        if isinstance(block, Listed):
            continue
        text = block.text if isinstance(block.text, str) else str(block.text.args["words"])
        at = whole.index(text, at) + len(text)

"""Tokens of buttons and deep links, and what typed text means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import errands
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.commands import COMMANDS
from newsroom.intents import Intent
from newsroom.question import parse
from newsroom.tokens import decode, encode

CARRIED: list[Intent] = [
    i.Latest(page=3),
    i.ShowStory(story_id=12, page=0),
    i.StorySources(story_id=12, page=3),
    i.StoryPeople(story_id=12),
    i.ShowArticle(article_id=10**15),
    i.ShowPerson(person_id=7, page=2),
    i.PersonSources(person_id=7),
    i.ShowQuotes(person_id=7, page=1, about="t.north-korea"),
    i.ShowTimeline(kind="t", key="north-korea", page=2),
    i.ShowWhere(kind="g", key="524901-n17", page=1),
    i.ShowTopic(slug="north-korea", page=1),
    i.TopicSources(slug="un"),
    i.AskMore(asked_id=5, page=1),
    i.SearchMore(asked_id=10**15, below=10**15, above=10**15),
    p.Follow(kind="topic", key="north-korea"),
    p.Unfollow(kind="person", key="7"),
    errands.Undo(submission_id=4),
    errands.Delete(words="12", confirmed=1),
    errands.Merge(words="12 9", confirmed=1),
    errands.TakeBack(correction_id=10**15),
    errands.Edit(words="12"),
    errands.KeepText(article_id=12),
    errands.Separate(article_id=12),
    errands.Rejoin(article_id=10**15, original_id=10**15),
    errands.History(words="12", page=3),
    errands.SendBroadcast(number=10**15),
    errands.CancelBroadcast(number=12),
    errands.StopBroadcast(number=12),
    p.ForgetMe(confirmed=1),
    i.Help(command="who"),
]


@pytest.mark.parametrize("separator", [":", "_"])
@pytest.mark.parametrize("intent", CARRIED)
def test_token_comes_back(intent: Intent, separator: str) -> None:
    """What a button carries is what comes back, within 64 bytes."""
    token = encode(intent, separator)
    assert len(token.encode()) <= 64
    assert decode(token, separator) == intent


@pytest.mark.parametrize(
    ("token", "intent"),
    [
        ("article_1", i.ShowArticle(article_id=1)),
        ("latest", i.Latest()),
        ("topic_nato", i.ShowTopic(slug="nato")),
        ("article", None),
        ("more_5", None),
        ("article_1_0_0", None),
        ("person_", None),
    ],
)
def test_older_tokens_still_lead_somewhere(token: str, intent: Intent | None) -> None:
    """A link that was posted before an intent got a further field leads where it led."""
    assert decode(token, "_") == intent


@given(st.text(max_size=80))
def test_foreign_tokens_are_survived(token: str) -> None:
    """Callback data is written by strangers: whatever comes is an intent or None."""
    decode(token)
    decode(token, "_")


@pytest.mark.parametrize(
    "intent", [i.Who(name="x"), i.Ask(text="x"), i.Search(text="x"), errands.Add(text="x"), i.Start()]
)
def test_typed_text_has_no_token(intent: Intent) -> None:
    """Free text never travels in a button."""
    with pytest.raises(ValueError, match="no token"):
        encode(intent)


def test_too_long_token_is_a_bug() -> None:
    """A token over 64 bytes is refused here and not by Telegram."""
    with pytest.raises(ValueError, match="64 bytes"):
        encode(i.ShowTopic(slug="x" * 64))


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("/who Rutte", i.Who(name="Rutte")),
        ("/WHO  Mark Rutte ", i.Who(name="Mark Rutte")),
        ("/who@sitrep_bot Rutte", i.Who(name="Rutte")),
        ("/who", i.Usage(command="who")),
        ("/topic", i.Usage(command="topic")),
        ("/latest", i.Latest()),
        ("/latest please", i.Latest()),
        ("/search troops -drone", i.Search(text="troops -drone")),
        ("/search", i.Usage(command="search")),
        ("/help /who", i.Help(command="who")),
        ("/nonsense x", i.Unknown(command="nonsense")),
        ("/", i.Ask(text="/")),
        ("", i.Ask(text="")),
        ("How many troops?", i.Ask(text="How many troops?")),
        ("/add first\nsecond", errands.Add(text="first\nsecond")),
        ("/start article_5", i.Start(payload="article_5")),
    ],
)
def test_parse(typed: str, intent: Intent) -> None:
    """Commands are read from the one table; everything else is a question."""
    assert parse(typed) == intent


def test_every_command_makes_an_intent() -> None:
    """Each command of the table is parsed, with and without words."""
    for command in COMMANDS:
        assert not isinstance(parse(f"/{command.name} words"), i.Unknown | i.Ask) or command.name == "ask"
        bare = parse(f"/{command.name}")
        assert isinstance(bare, i.Usage) == command.needs

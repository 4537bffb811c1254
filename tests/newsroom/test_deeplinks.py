"""Deep links: what they can carry, and what strangers may put into them."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import deeplinks, errands
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.answer import Notice
from newsroom.deeplinks import linked, payload
from newsroom.intents import Intent
from newsroom.question import Question
from newsroom.tokens import encode
from tests.newsroom.house import READER, House, key

CARRIED: list[Intent] = [
    i.Latest(page=3),
    i.ShowStory(story_id=12),
    i.StoryNews(story_id=12),
    i.StorySources(story_id=12, page=3),
    i.StoryPeople(story_id=12),
    i.ShowArticle(article_id=10**15, long=1),
    i.ShowPerson(person_id=7, page=2),
    i.PersonBrief(person_id=7),
    i.ShowTopic(slug="north-korea", page=1),
    i.TopicBrief(slug="bosnia-and-herzegovina"),
    i.Topics(),
    i.Help(command="who"),
    i.Ask(text="How many North Korean troops?"),
    i.Ask(text="Хто такий Рютте?"),
    i.Who(name="O'Neil & Söhne <b>"),
    i.Topic(name="north korea"),
    i.Quotes(words="Rutte about Russia"),
    i.Timeline(words="Путин"),
    i.Where(words="Путин"),
    i.Search(text='troops -drone source:herald "red line"'),
    i.About(name="Rutte", text="who is Rutte?", person=True),
    i.About(name="Gaza", text="latest on Gaza", person=False),
]


@pytest.mark.parametrize("intent", CARRIED)
def test_link_comes_back(intent: Intent) -> None:
    """What a link carries is what comes back, in the alphabet and the length of payloads."""
    token = payload(intent)
    assert token is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token)
    assert linked(token) == intent


@given(st.builds(i.Ask, text=st.text(max_size=60)) | st.builds(i.Who, name=st.text(max_size=60)))
def test_any_text_comes_back_or_has_no_link(intent: Intent) -> None:
    """A text is carried unchanged or not at all."""
    token = payload(intent)
    assert token is None or (len(token) <= 64 and linked(token) == intent)


@pytest.mark.parametrize(
    "intent",
    [
        p.Subscribe(words="08:00"),
        p.Unsubscribe(),
        p.Follow(kind="person", key="1"),
        p.ForgetMe(confirmed=1),
        errands.Delete(words="1", confirmed=1),
        errands.Undo(submission_id=1),
        errands.TakeBack(correction_id=1),
        errands.Separate(article_id=1),
        errands.Rejoin(article_id=2, original_id=1),
        errands.History(words="1"),
        errands.Stats(),
        p.DigestNow(),
        i.AskMore(asked_id=1, page=1),
        errands.Add(text="x"),
        i.Start(payload="x"),
    ],
)
def test_link_only_leads_to_reading(intent: Intent) -> None:
    """Nobody can make another change, delete or reveal anything by a link."""
    assert payload(intent) is None
    if not isinstance(intent, (p.Subscribe, errands.Add, i.Start)):
        assert linked(encode(intent, "_")) is None


@given(st.text(max_size=80) | st.from_regex(r"\A(ask|who|about|story|topic|person)_[A-Za-z0-9_-]{0,70}\Z"))
def test_hostile_payloads_are_survived(token: str) -> None:
    """Whatever a stranger writes is an intent that only reads, or nothing."""
    found = linked(token)
    assert found is None or isinstance(found, (*deeplinks._NUMBERED, i.Ask, i.Who, i.Topic))


@pytest.mark.parametrize("raw", [b"\x00who", b"a\nb", b"\xff\xfe", b"", b"   ", "\u202eabc".encode()])
def test_controls_are_no_question(raw: bytes) -> None:
    """Control characters, broken UTF-8 and blanks carry nothing."""
    assert linked("ask_" + base64.urlsafe_b64encode(raw).decode().rstrip("=")) is None


@pytest.mark.parametrize("typed", ["unsubscribe", "follow Rutte", "forget me", "/latest", "Rutte said?"])
def test_words_of_a_subject_are_a_subjects(typed: str) -> None:
    """A link that asks about somebody carries nothing else that the same words could do."""
    assert linked("on_" + base64.urlsafe_b64encode(typed.encode()).decode().rstrip("=")) is None


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("story_999999_0", "story.gone"),
        ("news_9999999999999999", "story.gone"),
        ("article_9999999999999999_0", "article.gone"),
        ("person_9999999999999999_9999999999999999", "who.gone"),
        ("pbrief_999999", "who.gone"),
        ("topic_atlantis_0", "topic.unknown"),
        ("tbrief_atlantis", "topic.unknown"),
        ("latest_9999999999999999", "latest.end"),
        ("topics_9999999999999999", "page.end"),
        ("topic_nato_9999999999999999", "page.end"),
        ("zzz", "start.promise"),
        ("article_-1_0", "start.promise"),
        ("forget_1", "start.promise"),
        ("ask_!", "start.promise"),
    ],
)
async def test_unknown_links_are_answered(library: House, token: str, said: str) -> None:
    """What is gone or was never there is said; what is no link is a welcome."""
    answer = await library.desk.answer(Question(intent=i.Start(payload=token), asker=READER))
    assert said in key(answer)
    assert any(isinstance(block, Notice) for block in answer.blocks)


async def test_link_asks(library: House) -> None:
    """A link asks a question for whoever opens it, and the chat is known from then on."""
    token = payload(i.Ask(text="How many North Korean troops?"))
    assert token is not None
    answer = await library.desk.answer(Question(intent=i.Start(payload=token), asker=READER))
    assert key(answer) & {"ask.heading", "ask.differ"}
    async with library.storage.read() as work:
        assert await work.chats.get(READER.chat_id) is not None

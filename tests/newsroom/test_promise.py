"""The promise: every sentence in every answer stands word for word in a stored article."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom import intents as i
from newsroom import preferences as p
from newsroom.answer import Announcement, Answer, Quote
from newsroom.question import Question
from tests.newsroom.house import MORNING, READER, House, assert_verbatim

NAMES = st.sampled_from(
    ["Rutte", "Zelensky", "Putin", "Trump", "Yoon", "Budanov", "Healey", "Kim", "the", "é"]
)
TOPICS = st.sampled_from(["north-korea", "nato", "Russia", "Kyiv", "UN", "gaza", "moscow"])
WORDS = st.lists(
    st.sampled_from(["who", "what", "how many", "troops", "North Korea", "weapons", "Seoul", "not"]),
    max_size=8,
).map(" ".join)
SEARCHES = st.lists(
    st.sampled_from(
        ["troops", '"North Korean"', "-weapons", "source:herald", "after:2024", "lang:en", "Rutte"]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
PAGES = st.integers(0, 4)
INTENTS = st.one_of(
    st.builds(i.Latest, page=PAGES),
    st.builds(i.ShowStory, story_id=st.integers(0, 20), page=PAGES),
    st.builds(i.Story, words=st.integers(0, 20).map(str) | st.integers(0, 20).map("#{}".format) | WORDS),
    st.builds(i.StoryNews, story_id=st.integers(0, 20), since=st.integers(0, 2**25)),
    st.builds(i.StorySources, story_id=st.integers(0, 20), page=PAGES),
    st.builds(i.StoryPeople, story_id=st.integers(0, 20), page=PAGES),
    st.builds(i.ShowArticle, article_id=st.integers(0, 20)),
    st.builds(i.Who, name=NAMES | st.text(max_size=30)),
    st.builds(i.ShowPerson, person_id=st.integers(0, 20), page=PAGES),
    st.builds(i.PersonSources, person_id=st.integers(0, 20), page=PAGES),
    st.builds(i.Quotes, words=NAMES | st.text(max_size=30)),
    st.builds(i.ShowQuotes, person_id=st.integers(0, 20), page=PAGES),
    st.builds(i.Timeline, words=NAMES | TOPICS | WORDS | st.text(max_size=30)),
    st.builds(i.Where, words=NAMES | TOPICS | WORDS | st.text(max_size=30)),
    st.builds(i.ShowWhere, kind=st.sampled_from("ptsgx"), key=TOPICS | st.sampled_from("0123"), page=PAGES),
    st.builds(
        i.ShowTimeline, kind=st.sampled_from("ptswx"), key=TOPICS | st.sampled_from("0123"), page=PAGES
    ),
    st.builds(i.Topic, name=TOPICS | st.text(max_size=30)),
    st.builds(i.ShowTopic, slug=TOPICS, page=PAGES),
    st.builds(i.TopicSources, slug=TOPICS, page=PAGES),
    st.builds(i.Topics, page=PAGES),
    st.builds(i.Ask, text=WORDS | st.text(max_size=60)),
    st.builds(i.Search, text=WORDS | SEARCHES | st.text(max_size=60)),
    st.builds(i.SearchMore, asked_id=st.integers(0, 5), below=st.integers(0, 20), above=st.integers(0, 20)),
    st.builds(i.AskMore, asked_id=st.integers(0, 5), page=PAGES),
    st.just(p.DigestNow()),
    st.builds(i.Start, payload=st.sampled_from(["", "article_3", "story_2_0", "person_1_0", "zzz"])),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the archive is only read
@given(INTENTS)
async def test_every_quote_is_verbatim(library: House, intent: i.Intent) -> None:
    """Whatever is asked, each quote is a substring of the article it names, with its source, date, link.

    Nothing that operators announce is ever an answer.
    """
    answer = await library.desk.answer(Question(intent=intent, asker=READER))
    assert not any(isinstance(block, Announcement) for block in answer.blocks)
    await assert_verbatim(library.storage, answer)


PLAIN = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=200
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=PLAIN, body=PLAIN)
async def test_any_text_stays_verbatim(empty_house: House, title: str, body: str) -> None:
    """Whatever an admin hands over, the receipt and the latest stories quote it exactly."""
    empty_house.at = max(empty_house.at, MORNING) + timedelta(seconds=1)
    receipt = await empty_house.hand_over(f"{title}\n\n{body}")
    await assert_verbatim(empty_house.storage, receipt)
    await assert_verbatim(empty_house.storage, await empty_house.ask("/latest"))


async def test_quotes_are_there_to_be_tested(library: House) -> None:
    """The properties above are not empty: these questions do quote."""
    for says in (
        *("/latest", "/who Rutte", "/topic north-korea", "How many North Korean troops?", "/digest"),
        *(
            "/search troops",
            "/search source:herald",
            "/story 1",
            "/story #16",
            "/quotes Rutte",
            "/timeline Rutte",
        ),
    ):
        assert await assert_verbatim(library.storage, await library.ask(says)) >= 2, says


async def test_a_broken_quote_would_be_seen(library: House) -> None:
    """The check itself notices a changed word."""
    answer = await library.ask("/who Rutte")
    quote = next(b for b in answer.blocks if isinstance(b, Quote))
    with pytest.raises(AssertionError):
        await assert_verbatim(library.storage, Answer(blocks=(replace(quote, text=quote.text + " indeed"),)))

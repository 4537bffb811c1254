"""`/search`: what is found, in which order and pages, and what is said where nothing is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsroom.answer import Answer, Item, Quote
from storage.values import NewArticle
from summarizer.terms import terms
from tests.newsroom.house import ADMIN, READER, House, assert_verbatim
from tests.storage.making import add, article

SAYS_AND_HEARS = [
    ("/search troops", ["Search: troops", "5 articles, newest first", "troops"]),
    ("/search troops source:gazette", ["from Sample Gazette", "2 articles"]),
    ("/search from:HERALD", ["from Sample Herald", "4 articles"]),
    ('/search source:"sample wire" source:herald', ["from Sample Herald, Sample Wire"]),
    ("/search troops after:2024-10-22", ["dated from 22 Oct 2024 on"]),
    ("/search after:2024-10-22 before:23.10.2024", ["dated before 23 Oct 2024", "7 articles"]),
    ("/search lang:English peace", ["peace; in English"]),
    ("/search lang:uk", ["Nothing found: in Ukrainian", "Looked through: 16 articles"]),
    ('/search "north korean troops"', ["North Korean troops"]),
    ("/search “north  korean troops” -weapons", ['Search: "north korean troops" -weapons']),
    ('/search troops -"North Korean troops"', ["Search: troops"]),
    ("/search troops after:2025 source:gazette", ["Nothing found", "These find something:", "2 articles"]),
    ("/search zorgon troops", ["No article holds: zorgon."]),
    ("/search source:zorgon", ["No source's name holds", "Sample Wire"]),
    ("/search lang:elvish", ["is not a language", "lang:uk"]),
    ("/search troops after:soon", ["after:soon is not a date", "after:2024-10-22"]),
    ("/search after:2026 before:2025", ["Nothing can be after 2026 and before 2025"]),
    ("/search the", ["in nearly every article"]),
    ("/search -troops", ["Write what to look for"]),
    ("/search '; DROP TABLE article; --", ["Nothing found"]),
    ('/search ") OR 1=1 "', ["Nothing found"]),
    ("/search", ["/search needs something after it", "Usage: /search WORDS"]),
]


@pytest.mark.parametrize(("says", "hears"), SAYS_AND_HEARS, ids=[says for says, _ in SAYS_AND_HEARS])
async def test_dialogs(library: House, says: str, hears: list[str]) -> None:
    """A search says what it looked for and what it found, or what is wrong with it."""
    answer = await library.ask(says)
    for expected in hears:
        assert expected in _all_words(library, answer)
    await assert_verbatim(library.storage, answer)


def _all_words(house: House, answer: Answer) -> str:
    leads = [block.lead for block in answer.blocks if isinstance(block, Item)]
    return "\n".join([house.words(answer), *leads])


def _found(answer: Answer) -> list[int]:
    return list(dict.fromkeys(b.source.article_id for b in answer.blocks if isinstance(b, Quote)))


async def test_the_easier_searches_find_what_they_say(library: House) -> None:
    """Each search that is offered instead finds as many articles as it says."""
    answer = await library.ask("/search troops after:2025 source:gazette lang:en")
    offered = {b.lead: library.texts.say(b.text, UTC) for b in answer.blocks if isinstance(b, Item)}
    assert len(offered) >= 2
    for lead, count in offered.items():
        assert count in library.words(await library.ask(lead))


def _written(number: int) -> NewArticle:
    said = "The RED line holds" if number % 3 else "The line is red"
    body = f"{said} in town {number}. Red was the line of day {number}. Nothing else."
    return article(
        body, title=f"Day {number}", day=-number % 50, terms=" ".join(terms(f"Day {number}\n{body}"))
    )


@pytest.mark.parametrize(
    "says", ["/search red line", '/search "red line"', '/search line -"red line"', "/search lang:en"]
)
async def test_pages_show_each_article_once(empty_house: House, says: str) -> None:
    """More leads through every article found, newest first and each once, and Back the same way back."""
    ids = await add(empty_house.storage, *map(_written, range(23)))
    expected = [
        article_id
        for number, article_id in reversed(list(enumerate(ids)))
        if '"red' not in says or (number % 3 > 0) == ('-"' not in says)
    ]
    answer = await empty_house.ask(says)
    pages = [_found(answer)]
    while "More" in empty_house.labels(answer):
        answer = await empty_house.press(answer, "More")
        await assert_verbatim(empty_house.storage, answer)
        pages.append(_found(answer))
    assert [each for page in pages for each in page] == expected
    assert all(len(page) == 5 for page in pages[:-1])
    for page in pages[-2::-1]:
        answer = await empty_house.press(answer, "Back")
        assert _found(answer) == page
    assert "Back" not in empty_house.labels(answer)


async def test_a_quote_tells_how_many_others_match(empty_house: House) -> None:
    """The sentence with most of the words is shown, with the number of other sentences that match."""
    body = "A line was drawn. The red line of the town held. Nothing else came. The town is red."
    await add(empty_house.storage, article(body, terms=" ".join(terms(body))))
    for says, notes in (("/search red line town", 2), ('/search "red line"', None)):
        answer = await empty_house.ask(says)
        [quote] = [block for block in answer.blocks if isinstance(block, Quote)]
        assert quote.text == "The red line of the town held."
        assert (quote.note.args["count"] if quote.note else None) == notes


async def test_a_phrase_may_cross_sentences_or_stand_in_the_headline(empty_house: House) -> None:
    """Where no sentence holds the phrase, what does is shown: two sentences, or the headline."""
    body = "They held the red. Line after line came. More followed."
    found = terms(f"Blue line falls\n{body}")
    await add(empty_house.storage, article(body, title="Blue line falls", terms=" ".join(found)))
    crossing = await empty_house.ask('/search "red. line"')
    assert [b.text for b in crossing.blocks if isinstance(b, Quote)] == [
        "They held the red. Line after line came."
    ]
    titled = await empty_house.ask('/search "blue line"')
    assert [b.text for b in titled.blocks if isinstance(b, Quote)] == ["Blue line falls"]


async def test_a_rare_phrase_of_common_words_reads_on_when_told(
    empty_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page reads a bounded number of articles; where that is not enough it says so, and More goes on."""
    monkeypatch.setattr("newsroom.finding.MOST_READ", 4)
    monkeypatch.setattr("newsroom.finding._AT_ONCE", 2)
    texts = ["The red line holds.", *["Red is the line."] * 9]
    await add(empty_house.storage, *(article(text, terms=" ".join(terms(text))) for text in texts))
    answer = await empty_house.ask('/search "red line"')
    pressed = 0
    while not _found(answer):
        assert re.search(r"Nothing in the next \d+ articles", empty_house.words(answer))
        answer = await empty_house.press(answer, "More")
        pressed += 1
    assert pressed == 2
    assert "More" not in empty_house.labels(answer)


async def test_a_search_is_the_chats_own(library: House) -> None:
    """The button of a search does nothing in another chat."""
    answer = await library.ask("/search lang:en")
    assert (await library.press(answer, "More", ADMIN)).refused
    assert not (await library.press(answer, "More", READER)).refused


async def test_days_are_the_readers(empty_house: House) -> None:
    """A chat in Kyiv means its own midnight; a report known to the day is that day for everybody."""
    late = datetime(2026, 1, 20, 22, 30, tzinfo=UTC)  # in Kyiv the 21st
    await add(empty_house.storage, article("Late it came.", published=late, terms="late"))
    assert not _found(await empty_house.ask("/search after:2026-01-21"))
    await empty_house.ask("/subscribe 08:00 Kyiv")
    assert _found(await empty_house.ask("/search after:2026-01-21")) == [1]


async def test_empty_archive(empty_house: House) -> None:
    """An empty archive says that it is empty, whatever is searched."""
    for says in ("/search troops", "/search source:herald", "/search after:yesterday"):
        assert "The archive is empty" in empty_house.words(await empty_house.ask(says))

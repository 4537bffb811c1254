"""Topics: found by every usual name, never by a word that means something else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.topics import KINDS, TOPICS, closest, covers, find, mentions, named


def slugs(text: str, language: str = "en") -> set[str]:
    """The topics of a one-sentence body."""
    return {m.slug for m in mentions(text, [(0, len(text))], "", language)}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("north-korea", "north-korea"),
        ("North Korean", "north-korea"),
        ("north koreans", "north-korea"),
        ("DPRK", "north-korea"),
        ("pyongyang", "north-korea"),
        ("nato", "nato"),
        ("u.s.", "united-states"),
        ("US", "united-states"),
        ("the gambia", "gambia"),
        ("turkiye", "turkey"),
        ("#Gaza", "gaza"),
        ("kiev", "ukraine"),
        ("cote d'ivoire", "ivory-coast"),
        ("côte d’ivoire", "ivory-coast"),
        ("jordan", "jordan"),
    ],
)
def test_typed_words_find_their_topic(typed: str, slug: str) -> None:
    """A topic is found by its slug, name, demonym, capital or abbreviation, however it is typed."""
    topic = find(typed)
    assert topic is not None
    assert topic.slug == slug


@pytest.mark.parametrize("typed", ["korea", "zelensky", "", "-", "board of peace", "none"])
def test_unknown_words_find_nothing(typed: str) -> None:
    """What names no topic, or two, finds none."""
    assert find(typed) is None


def test_misspelled_words_are_close() -> None:
    """A misspelled topic is the first one offered, also among a few; gibberish offers none."""
    assert closest("nort korea")[0].slug == "north-korea"
    assert closest("ukrane")[0].slug == "ukraine"
    assert closest("hezbolah")[0].slug == "hezbollah"
    assert [t.slug for t in closest("nort korea", ["nato", "south-korea"])] == ["south-korea"]
    assert closest("nort korea", []) == []
    assert closest("qqqqqqqqqqqq") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US and South Korea spoke.", {"united-states", "south-korea"}),
        ("They told us about Korea.", set()),
        ("U.S.-led talks in the U.K. went on", {"united-states", "united-kingdom"}),
        ("North Koreans and Russians met Turkey’s minister.", {"north-korea", "russia", "turkey"}),
        ("Latin American states and South America agreed.", set()),
        ("Michael Jordan met Jordan Smith and Chad Brown.", set()),
        ("They met in Chad Brown’s house.", set()),
        ("Guinea-Bissau’s army and Congo-Brazzaville", {"guinea-bissau", "republic-of-the-congo"}),
        ("Protests were held in Jordan.", {"jordan"}),
        ("Jordanian officials said Jordan would act.", {"jordan"}),
        ("Voters in Atlanta, Georgia, went to the polls.", set()),
        ("Tbilisi said Georgia would act.", {"georgia"}),
        ("A polish of the turkey.", set()),
        ("Polish Prime Minister in Papua New Guinea", {"poland", "papua-new-guinea"}),
        ("South Sudan and Sudan", {"south-sudan", "sudan"}),
        ("The Republic of Congo and DR Congo", {"republic-of-the-congo", "democratic-republic-of-the-congo"}),
        ("A Washington Post report on the New York Times", set()),
        ("George Washington crossed it.", set()),
        ("Washington was told by American officials.", {"united-states"}),
        ("Zelensky said so", set()),
        ("UN agencies, WHO and UNICEF", {"united-nations", "world-health-organization", "unicef"}),
        ("who said it is in us", set()),
        ("Ukrainey and NATOs", set()),
    ],
)
def test_texts_name_their_topics(text: str, expected: set[str]) -> None:
    """A text names exactly the topics that a careful reader sees in it."""
    assert slugs(text) == expected


def test_other_languages_use_sure_names_only() -> None:
    """Outside English a word with other uses is not trusted."""
    assert slugs("Mali et Gaza, in Jordan", "fr") == {"mali", "gaza"}


def test_weights() -> None:
    """A topic weighs more the more sentences name it, and more in the title and the lede."""
    body = "Russia spoke. NATO answered. Russia left."
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^ .][^.]*\.", body)]
    weights = {m.slug: m.weight for m in mentions(body, spans, "", "en")}
    titled = {m.slug: m.weight for m in mentions(body, spans, "NATO answers", "en")}
    assert weights["russia"] > weights["nato"] > 0
    assert titled["nato"] > weights["nato"]
    assert [m.sentence for m in mentions(body, spans, "NATO") if m.slug == "russia"] == [0, 2]


def test_names_cover_themselves() -> None:
    """A whole topic name, and only that, is known not to be a person."""
    assert covers("North Korea")
    assert covers("Ukrainians")
    assert not covers("North Korea Smith")
    assert not covers("Mark Rutte")
    assert not covers("")
    assert named("NATO Secretary General") == {"nato"}


def test_the_data_is_whole() -> None:
    """Every topic is found by its own name and by each alias, and no alias belongs to two topics."""
    owners: dict[str, set[str]] = {}
    for topic in TOPICS.values():
        assert topic.kind in KINDS
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", topic.slug)
        for alias in (topic.name, topic.slug, *topic.aliases):
            found = find(alias)
            assert found is not None, alias
            owners.setdefault(alias.casefold(), set()).add(found.slug)
            assert found.slug == topic.slug, alias
    assert sum(topic.kind == "country" for topic in TOPICS.values()) == 195
    assert all(len(slugs) == 1 for slugs in owners.values())


@given(st.text(), st.text(max_size=20), st.sampled_from(["en", "fr", "und"]))
def test_any_text(body: str, title: str, language: str) -> None:
    """Any Unicode is searched without error, and each weight is in (0, 1]."""
    spans = [(0, len(body) // 2), (len(body) // 2, len(body))]
    assert all(0 < m.weight <= 1 for m in mentions(body, spans, title, language))
    assert find(body) is None or find(body) in TOPICS.values()
    assert len(closest(title)) <= 3

"""People of an article: exact spans, all mentions, joined forms, no places, no strangers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.entities import people

SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "arab-news-paste.txt"


def lines(body: str) -> list[tuple[int, int]]:
    """Each line as one sentence."""
    return [m.span() for m in re.finditer(r"[^\n]+", body)]


def read(body: str) -> dict[str, tuple[list[str], list[str]]]:
    """Each person's name with the surfaces and roles found."""
    found, mentions, roles = people(body, lines(body), "", language="en")
    return {
        person.name: (
            [body[m.start : m.end] for m in mentions if m.person == number],
            [body[r.start : r.end] for r in roles if r.person == number],
        )
        for number, person in enumerate(found)
    }


def test_surname_joins_its_full_name() -> None:
    """A family name after the full name is the same person, found in every sentence."""
    found = read(
        "Ukrainian President Volodymyr Zelensky spoke on Tuesday.\n"
        "Zelensky said no.\n"
        "Allies heard Zelensky’s plea."
    )
    assert found == {
        "Volodymyr Zelensky": (["Volodymyr Zelensky", "Zelensky", "Zelensky"], ["Ukrainian President"])
    }


def test_cut_short_name_is_completed() -> None:
    """A Korean name that the model cuts short is read to its end, without the possessive."""
    found = read("A senior official at South Korean President Yoon Suk Yeol’s office said Seoul may act.")
    assert found == {"Yoon Suk Yeol": (["Yoon Suk Yeol"], ["South Korean President"])}


def test_ranks_and_honorifics_are_no_names() -> None:
    """A rank is a role and a form of address nothing; neither is part of the name."""
    found = read("Lt. Gen. Kyrylo Budanov told the outlet that Mr. John Healey had called.")
    assert found == {
        "Kyrylo Budanov": (["Kyrylo Budanov"], ["Lt. Gen."]),
        "John Healey": (["John Healey"], []),
    }


def test_shared_surname_is_nobodys() -> None:
    """Where two people share a family name, the name alone is given to neither."""
    found = read("Donald Trump met his son Eric Trump in Ohio.\nTrump said he was glad.")
    assert {name: surfaces for name, (surfaces, _) in found.items()} == {
        "Donald Trump": ["Donald Trump"],
        "Eric Trump": ["Eric Trump"],
    }


def test_another_first_name_is_another_person() -> None:
    """A family name with another's first name or in an organisation's is not the person's mention."""
    found = read("Donald Trump spoke in New York.\nThe crowd stood at Trump Tower until Trump left.")
    assert found["Donald Trump"][0] == ["Donald Trump", "Trump"]


def test_a_relative_is_not_given_the_office() -> None:
    """A titled family name is not joined to a relative who alone is named in full."""
    found = read("His son Hunter Biden was in court on Monday.\nPresident Biden said nothing.")
    assert found["Hunter Biden"] == (["Hunter Biden"], [])


def test_an_office_beside_the_family_name_alone_is_not_trusted() -> None:
    """A role that never stands beside the full name may be a relative's, and is left out."""
    found = read("Hunter Biden was in court on Monday.\nPresident Biden said nothing.")
    assert found["Hunter Biden"][1] == []


def test_a_lone_name_needs_a_title() -> None:
    """A single capital word is surely a person only where a title says so somewhere."""
    body = "President Maduro spoke in Caracas.\nMaduro left.\nRutte stayed."
    found, mentions, roles = people(body, lines(body))
    assert [(p.name, p.tentative) for p in found] == [("Maduro", False), ("Rutte", True)]
    assert [body[m.start : m.end] for m in mentions] == ["Maduro", "Maduro", "Rutte"]
    assert [body[r.start : r.end] for r in roles] == ["President"]


def test_places_and_organisations_are_nobody() -> None:
    """Countries, cities, organisations and headlines in capitals are not people."""
    found = read(
        "Moscow and Kyiv spoke of Kursk while Hamas, Hezbollah and Gaza waited.\nRUSSIA ATTACKS UKRAINE AGAIN"
    )
    assert found == {}


def test_other_languages_are_left_alone() -> None:
    """Without a model for the language nothing is claimed."""
    assert people("Emmanuel Macron a parlé.", [(0, 24)], "", "fr") == ((), (), ())
    assert people("", []) == ((), (), ())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["President", "Mark Rutte", "Rutte’s", "Kim Jong", "said", "\n"]),
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_text(body: str) -> None:
    """Mentions of any text are ordered spans inside their sentences, each a form of its person."""
    spans = lines(body)
    found, mentions, roles = people(body, spans)
    last = 0
    for mention in mentions:
        start, end = spans[mention.sentence]
        assert start <= mention.start < mention.end <= end
        assert last <= mention.start
        assert body[mention.start : mention.end] in found[mention.person].forms
        last = mention.end
    assert all(person.forms[0] == person.name for person in found)
    assert {m.person for m in mentions} == set(range(len(found)))
    assert all(spans[r.sentence][0] <= r.start < r.end <= spans[r.sentence][1] for r in roles)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample stands beside the project only where it is built")
def test_the_real_page() -> None:
    """On the real page every person has the right role and nobody is made up."""
    found = read(SAMPLE.read_text(encoding="utf-8"))
    assert {name: set(roles) for name, (_, roles) in found.items()} == {
        "Volodymyr Zelensky": {"Ukrainian President"},
        "Mark Rutte": {"NATO Secretary General"},
        "Kyrylo Budanov": {"Lt. Gen."},
        "John Healey": {"British Defense Secretary"},
        "Yoon Suk Yeol": {"South Korean President"},
        "Donald Trump": {"US President"},
        "Vladimir Putin": {"President"},
    }

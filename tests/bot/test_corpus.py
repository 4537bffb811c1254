"""One line of a corpus in, one line of results out."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import corpus
from newsroom.errors import Refused
from summarizer.model import Analysis, Budget, Sentence
from tests.ingest import layouts

BRIDGE = [piece for row in layouts.BRIDGE for piece in row.replace("reporters. “", "reporters.|“").split("|")]
"""The sentences of the bridge's article: one of its lines has two."""
CLEAN = "\n".join([*BRIDGE, *layouts.HARVEST])
UKRAINIAN = (
    "Інженери відкрили міст у Дорвалі в п'ятницю після ремонту, який тривав одинадцять тижнів.\n"
    "Рух мостом був закритий відтоді, як обстріл пошкодив дві опори, повідомила обласна рада.\n"
    "Вантажівки понад двадцять тонн до кінця місяця їздитимуть північною дорогою."
)
WELSH = (
    "Agorodd y peirianwyr y bont yn Dorvale ddydd Gwener ar ôl atgyweiriadau a barodd wythnosau lawer.\n"
    "Roedd y groesfan ar gau ers i ddau o'i phileri gael eu difrodi, meddai'r cyngor rhanbarthol."
)


def line(**held: object) -> bytes:
    """A line of a corpus with these fields."""
    return json.dumps(held).encode()


def summary(**held: object) -> dict[str, Any]:
    """What a line comes to."""
    found: dict[str, Any] = json.loads(corpus.summary(line(id=1, **held)))
    return found


def texts(found: dict[str, Any]) -> list[str]:
    """The sentences of a result."""
    return [sentence["text"] for sentence in found["sentences"]]


class TestSummary:
    """`sitrep summarize --jsonl`, line by line."""

    def test_the_fields_of_a_result(self) -> None:
        """Id, sentences with their spans, language and time come out, and of one article no document."""
        found = summary(text=CLEAN, title=layouts.BRIDGE_TITLE, language="en", published="2024-03-02")
        assert list(found) == ["id", "sentences", "language", "ms"]
        assert (found["id"], found["language"]) == (1, "en")
        assert found["ms"] > 0
        assert len(found["sentences"]) == 3
        assert all(list(one) == ["text", "start", "end", "position"] for one in found["sentences"])

    @settings(deadline=None)  # the first one loads what ranks
    @given(
        st.text()
        | st.lists(
            st.sampled_from(
                [*layouts.WALLED_PAGE.split("\n"), "\u2028", "\0", "\r", "“Так,” сказав він. 🚢 Добре."]
            )
        ).map("\n".join)
    )
    def test_spans_are_of_the_text_as_given(self, text: str) -> None:
        """Whatever the text, ``text[start:end]`` is the sentence, and results stay on one line."""
        written = corpus.summary(json.dumps({"id": "a", "text": text}).encode())
        assert len(written.splitlines()) == 1
        for sentence in json.loads(written)["sentences"]:
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            assert sentence["text"].strip()

    def test_the_page_around_an_article_stays_out(self) -> None:
        """Of a whole page only the article is summarized, with offsets into the page."""
        found = summary(text=layouts.WALLED_PAGE.replace("\n", "\r\n"))
        assert len(found["sentences"]) == 3
        assert set(texts(found)) <= set(BRIDGE)

    def test_positions_count_the_articles_sentences(self) -> None:
        """A position is the sentence's place among those of the article, not of the page."""
        for sentence in summary(text=layouts.WALLED_PAGE, n=5)["sentences"]:
            assert sentence["text"] == BRIDGE[sentence["position"]]

    def test_cleaning_costs_a_clean_text_nothing(self) -> None:
        """A text with one sentence a line comes to what it comes to without cleaning."""
        assert set(texts(summary(text=CLEAN, n=9))) <= set(CLEAN.split("\n"))
        assert summary(text=CLEAN)["sentences"][0]["start"] == 0

    def test_no_article_is_taken_as_it_stands(self) -> None:
        """A text in which cleaning finds no article is summarized as it is; an empty one has no sentence."""
        assert texts(summary(text="https://example.org/a")) in ([], ["https://example.org/a"])
        assert texts(summary(text="")) == []

    def test_lengths(self) -> None:
        """The line's own length goes before the one that was asked for of all."""
        assert len(texts(summary(text=CLEAN, n=2))) == 2
        one = corpus.summary(line(id=1, text=CLEAN), budget=Budget(sentences=1))
        assert len(texts(json.loads(one))) == 1
        two = corpus.summary(line(id=1, text=CLEAN, n=2), budget=Budget(sentences=1))
        assert len(texts(json.loads(two))) == 2

    def test_characters(self) -> None:
        """A limit in characters holds, alone and together with one in sentences."""
        assert 0 < len(" ".join(texts(summary(text=CLEAN, chars=220)))) <= 220
        both = texts(summary(text=CLEAN, n=1, chars=400))
        assert len(both) == 1

    def test_about(self) -> None:
        """What a line asks about is what it is told of."""
        assert "wheat" in " ".join(texts(summary(text=CLEAN, about="wheat", n=1)))

    def test_known(self) -> None:
        """Sentences that were seen are not shown again."""
        first = texts(summary(text=CLEAN))
        assert not set(first) & set(texts(summary(text=CLEAN, known=first)))

    def test_documents(self) -> None:
        """Several articles on one event give one brief, whose sentences name their document."""
        pages = [layouts.WALLED_PAGE, "\n".join(layouts.HARVEST)]
        found = summary(
            documents=[
                {"title": layouts.BRIDGE_TITLE, "text": pages[0], "published": "2024-03-02T14:05Z"},
                {"text": pages[1], "published": None, "source": "Sample Wire"},
            ],
            n=4,
        )
        assert len(found["sentences"]) == 4
        for sentence in found["sentences"]:
            assert pages[sentence["document"]][sentence["start"] : sentence["end"]] == sentence["text"]
        assert {sentence["document"] for sentence in found["sentences"]} == {0, 1}

    def test_languages(self) -> None:
        """The language is told, and where sumy does not know its words, that too."""
        known = summary(text=UKRAINIAN)
        assert (known["language"], "fallback" in known) == ("uk", False)
        unknown = summary(text=WELSH, language="cy")
        assert (unknown["language"], unknown["fallback"]) == ("cy", True)

    def test_methods(self) -> None:
        """A ranker can be chosen; the lead takes the first sentences."""
        lead = json.loads(corpus.summary(line(id=1, text=CLEAN), method="lead"))
        assert texts(lead) == BRIDGE[:3]


class TestAnalysis:
    """`sitrep analyze --jsonl`, line by line."""

    def test_everything_found_comes_out(self) -> None:
        """Every field of the analysis is there, and each sentence with its text and all of its own fields."""
        found = json.loads(
            corpus.analysis(line(id="a", text=CLEAN, title=layouts.BRIDGE_TITLE, published="2024-03-02"))
        )
        assert (found["id"], found["language"]) == ("a", "en")
        assert set(found) == {"id", "ms", "quotes", *(field.name for field in fields(Analysis))} - {
            "prints",
            "signature",
            "statements",
        }
        assert [sentence["text"] for sentence in found["sentences"]] == CLEAN.split("\n")
        for sentence in found["sentences"]:
            assert set(sentence) == {"text", *(field.name for field in fields(Sentence))}
            assert CLEAN[sentence["start"] : sentence["end"]] == sentence["text"]
        assert "Lena Orlova" in [person["name"] for person in found["people"]]
        assert all(CLEAN[m["start"] : m["end"]] == m["surface"] for m in found["mentions"])
        assert found["mentions"]

    def test_days_are_told_by_the_day_of_publication(self) -> None:
        """ "On Tuesday" is a date where the line says when its text came out, in the zone of that time."""
        text = "The bridge was hit on Tuesday."
        for published, day in (
            (None, []),
            ("2024-10-23", ["2024-10-22"]),
            ("2024-10-22T23:30:00-05:00", ["2024-10-22"]),
        ):
            found = json.loads(corpus.analysis(line(id=1, text=text, language="en", published=published)))
            assert [each["first"] for each in found["sentences"][0]["dates"]] == day

    @pytest.mark.parametrize(
        ("text", "speakers"),
        [
            ("Gen. Lena Orlova spoke on Friday. “The bridge is open again,” Orlova said.", ["Lena Orlova"]),
            ("Lena Orlova said the bridge is safe. “It will hold,” she added.", ["Lena Orlova"]),
            (
                "“It will not hold,” said a spokesman for Gen. Lena Orlova.",
                ["a spokesman for Gen. Lena Orlova"],
            ),
            ("The bridge, which locals call “the old lady of the river”, is open again.", []),
        ],
    )
    def test_quotations_name_their_speakers(self, text: str, speakers: list[str]) -> None:
        """A person by the fullest name; somebody else by the words that the text has."""
        found = json.loads(corpus.analysis(line(id=1, text=text, language="en")))
        assert [quote["speaker"] for quote in found["quotes"]] == speakers

    def test_the_text_is_the_body(self) -> None:
        """Nothing is cleaned away: every line of a page is a sentence."""
        page = "Share\nThe bridge is open again, the council said on Friday."
        found = json.loads(corpus.analysis(line(id=1, text=page, language="en")))
        assert [sentence["text"] for sentence in found["sentences"]] == page.split("\n")


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"ferry", "corpus.no_json"),
        (b'{"id": 1, "text": "a"', "corpus.no_json"),
        (b'{"id": 1, "text": "\xff"}', "corpus.encoding"),
        (b"[" * 100_000, "corpus.extreme"),
        (b'{"id": ' + b"1" * 5_000 + b', "text": "a"}', "corpus.extreme"),
        (b"[1]", "corpus.no_object"),
        (b"null", "corpus.no_object"),
        (b'{"text": "a"}', "corpus.missing"),
        (b'{"id": 1}', "corpus.missing"),
        (b'{"id": 1, "text": null}', "corpus.missing"),
        (b'{"id": true, "text": "a"}', "corpus.wrong"),
        (b'{"id": 1.5, "text": "a"}', "corpus.wrong"),
        (b'{"id": 1, "text": ["a"]}', "corpus.wrong"),
        (b'{"id": 1, "text": "a", "title": 3}', "corpus.wrong"),
        (b'{"id": 1, "text": "a", "published": 3}', "corpus.wrong"),
        (b'{"id": 1, "text": "a", "language": 3}', "corpus.wrong"),
        (b'{"id": 1, "text": "\\ud800 a"}', "corpus.surrogate"),
        (b'{"id": "\\udfff", "text": "a"}', "corpus.surrogate"),
    ],
)
def test_what_is_no_line(raw: bytes, key: str) -> None:
    """Summary and analysis refuse a line that is none, and say what is wrong with it."""
    for work in (corpus.summary, corpus.analysis):
        with pytest.raises(Refused) as caught:
            work(raw)
        assert caught.value.text.key == key


@pytest.mark.parametrize(
    ("held", "name"),
    [
        ({"text": "a", "n": 0}, "n"),
        ({"text": "a", "n": True}, "n"),
        ({"text": "a", "chars": "300"}, "chars"),
        ({"text": "a", "about": 1}, "about"),
        ({"text": "a", "known": "a"}, "known"),
        ({"text": "a", "known": [1]}, "known"),
        ({"text": "a", "known": ["\ud800"]}, "known[0]"),
        ({"documents": {"text": "a"}}, "documents"),
        ({"documents": ["a"]}, "documents"),
        ({"documents": [{"text": "a"}, {"title": "b"}]}, "documents[1].text"),
        ({"documents": [{"text": 1}]}, "documents[0].text"),
        ({"documents": []}, "text"),
    ],
)
def test_what_is_no_line_for_a_summary(held: dict[str, object], name: str) -> None:
    """A field of the wrong type is named, in documents with its number."""
    with pytest.raises(Refused) as caught:
        corpus.summary(line(id=1, **held))
    assert caught.value.text.args["name"] == name


def test_places_have_coordinates_and_surfaces() -> None:
    """A place of a result has its id, kind, country and point, and each mention with its text."""
    text = "Officials met in Kyiv. Ukraine was calm."
    found = json.loads(corpus.analysis(line(id=1, text=text)))
    kyiv, ukraine = found["places"]
    assert list(kyiv) == ["id", "name", "kind", "country", "latitude", "longitude", "mentions"]
    assert (kyiv["name"], kyiv["kind"], kyiv["country"], ukraine["kind"]) == (
        "Kyiv",
        "capital",
        "UA",
        "country",
    )
    assert kyiv["mentions"] == [{"surface": "Kyiv", "sentence": 0, "start": 17, "end": 21}]

"""`/quotes NAME [about SUBJECT]`: what articles give as a person's words."""

from __future__ import annotations

import pytest

from newsroom.answer import Answer, Quote
from tests.newsroom.correcting import delete
from tests.newsroom.house import ADMIN, House, assert_verbatim, key

FLOOD = (
    "Lindow dam holds\n\nThe dam above Lindow held on Monday. “We counted every stone,” Gen. Lena Orlova "
    "told the council of Lindow. “None of them moved.”\n\nShe said the gates would stay shut until Friday. "
    "Ukraine sent pumps, and Orlova said the pumps from Ukraine were of great help to the town."
)
AGAIN = (
    "Orlova on the stones\n\nEngineers measured the dam at night and found it dry again. “We counted every "
    "stone,” Lena Orlova said. Divers from the coast had joined the work on the northern wall."
)
OTHER = (
    "Mayor wants a tunnel\n\nMayor Marta Orlova of Lindow wants a tunnel under the river by next summer. "
    "“A tunnel never floods twice,” Marta Orlova said. The council will vote on the plan in March."
)


@pytest.fixture
async def paper(empty_house: House) -> House:
    """Two articles in which a general speaks, one half an hour after the other."""
    await empty_house.hand_over(FLOOD, source="Lindow Post")
    empty_house.later(minutes=30)
    await empty_house.hand_over(AGAIN, source="Dock News")
    return empty_house


def quotes(answer: Answer) -> list[Quote]:
    """The quotes of an answer."""
    return [block for block in answer.blocks if isinstance(block, Quote)]


def marked(quote: Quote) -> list[str]:
    """The quoted words within it."""
    return [text for text, inside in quote.pieces() if inside]


class TestQuotes:
    """The page of what somebody said."""

    async def test_whole_sentences_with_the_quoted_words_marked(self, paper: House) -> None:
        """What stands together is one quote; reported words are shown too, and are not marked."""
        answer = await paper.ask("/quotes Orlova")
        first, second = quotes(answer)
        assert first.text == "“We counted every stone,” Lena Orlova said."
        assert marked(first) == ["“We counted every stone,”"]
        assert second.text.startswith(
            "“We counted every stone,” Gen. Lena Orlova told"
        )  # whose words they are
        assert second.text.endswith("were of great help to the town.")
        assert marked(second) == ["“None of them moved.”"]
        assert await assert_verbatim(paper.storage, answer) == 2

    async def test_the_same_words_from_two_articles_are_shown_once(self, paper: House) -> None:
        """The newest shows them, and names the other."""
        shown = quotes(await paper.ask("/quotes Orlova"))
        assert [quote.source.name for quote in shown] == ["Dock News", "Lindow Post"]
        assert [source.name for source in shown[0].others] == ["Lindow Post"]
        assert "4 statements" in paper.words(await paper.ask("/quotes Orlova"))

    @pytest.mark.parametrize(
        ("about", "begins"),
        [
            ("Ukraine", "Ukraine sent pumps"),
            ("the pumps", "Ukraine sent pumps"),
            ("stones", "“We counted every stone,” Lena"),
        ],
    )
    async def test_about_a_topic_or_words(self, paper: House, about: str, begins: str) -> None:
        """A topic is one that the sentence names; other words have to stand in it."""
        shown = quotes(await paper.ask(f"/quotes Orlova about {about}"))
        assert [quote.text.startswith(begins) for quote in shown] == [True]

    async def test_nothing_about_it_is_said(self, paper: House) -> None:
        """Nothing else is shown in its place, but one button leads to all."""
        answer = await paper.ask("/quotes Orlova about Sudan")
        assert not answer.answered
        assert not quotes(answer)
        assert len(quotes(await paper.press(answer, "All quotes"))) == 2

    async def test_people_of_one_surname_stay_apart(self, paper: House) -> None:
        """Each page has that person's words alone."""
        before = quotes(await paper.ask("/quotes Lena Orlova"))
        await paper.hand_over(OTHER, source="Lindow Post")
        (shown,) = quotes(await paper.ask("/quotes Marta Orlova"))
        assert marked(shown) == ["“A tunnel never floods twice,”"]
        assert quotes(await paper.ask("/quotes Lena Orlova")) == before

    async def test_the_person_page_leads_there(self, paper: House) -> None:
        """And back."""
        answer = await paper.press(await paper.ask("/who Orlova"), "Quotes")
        assert "who.heading" in key(await paper.press(answer, "Lena Orlova"))

    async def test_pages(self, paper: House) -> None:
        """Further ones are further down, and the words last to whom they were shown."""
        for day in range(6):
            paper.later(hours=1)
            number = ("one", "two", "three", "four", "five", "six")[day]
            said = f"“The wall {number} is dry now,” Lena Orlova said."
            text = f"Day {number} of the storm\n\nThe storm went on. {said} Boats waited in port {number}."
            await paper.hand_over(text, source="Dock News")
        first = await paper.ask("/quotes Orlova about wall")
        second = await paper.press(first, "More")
        texts = [quote.text for quote in (*quotes(first), *quotes(second))]
        assert len(texts) == len(set(texts)) == 6
        assert quotes(await paper.press(second, "Back")) == quotes(first)

    async def test_none_that_are_surely_theirs(self, empty_house: House) -> None:
        """A person of whom no words are known is told as such."""
        await empty_house.hand_over(
            "Orlova leaves\n\nGen. Lena Orlova left the town of Lindow on Monday. Rain fell for three days."
        )
        answer = await empty_house.ask("/quotes Orlova")
        assert key(answer) == {"quotes.none"}
        assert not answer.answered

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ("/quotes", "usage"),
            ("/quotes Nobody", "who.none"),
            ("/quotes Orlova about the", "quotes.no_words"),
        ],
    )
    async def test_what_cannot_be_answered(self, paper: House, asked: str, told: str) -> None:
        """Each gets a sentence of its own."""
        assert any(name.startswith(told) or told in name for name in key(await paper.ask(asked)))

    @pytest.mark.parametrize(
        "asked", ["about about about", "about North Korea", "about", "on", "About Orlova"]
    )
    async def test_nobody_is_named(self, paper: House, asked: str) -> None:
        """Words that begin with "about" do not say whose: told so, with how to ask."""
        answer = await paper.ask(f"/quotes {asked}")
        assert (key(answer), answer.refused) == ({"quotes.whose"}, True)

    @pytest.mark.parametrize("asked", ["Orlova about", "Orlova about about", "Orlova on"])
    async def test_about_nothing(self, paper: House, asked: str) -> None:
        """An "about" that nothing follows is left out."""
        assert await paper.ask(f"/quotes {asked}") == await paper.ask("/quotes Orlova")

    async def test_plain_words(self, paper: House) -> None:
        """Asked without the slash."""
        assert quotes(await paper.ask("quotes by Orlova")) == quotes(await paper.ask("/quotes Orlova"))

    async def test_deleted_and_taken_back(self, paper: House) -> None:
        """An article's statements go with it, and come back with it."""
        before = quotes(await paper.ask("/quotes Orlova"))
        await delete(paper, 2)
        assert [quote.source.name for quote in quotes(await paper.ask("/quotes Orlova"))] == [
            "Lindow Post",
        ]
        await paper.ask("/undo", ADMIN)
        assert quotes(await paper.ask("/quotes Orlova")) == before

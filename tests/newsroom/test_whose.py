"""What somebody said is told in their own words, never in another's."""

from __future__ import annotations

import pytest

from newsroom.answer import Quote
from tests.newsroom.house import House, assert_verbatim

TALKS = """Ministers meet over the northern port

Minister Anna Berg opened the talks over the northern port on Monday in Oslo. She said the harbour
would stay open all winter. Minister Karl Holm came later in the day. He said the harbour would have
to close for repairs, which nobody had planned for. The talks go on in the town hall."""


def _quotes(blocks: tuple[object, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Quote)]


async def test_another_s_words_are_no_answer(library: House) -> None:
    """ "He said" of somebody else does not tell what the person asked about said."""
    first = await library.ask("What did Rutte say about North Korea?")
    assert first.answered
    follow = await library.ask("And what did he say about Russia?")
    assert "Taken as: What did Mark Rutte say about Russia?" in library.words(follow)
    assert not follow.answered
    assert "he argued" not in library.words(follow)


@pytest.mark.parametrize(
    ("says", "hears", "never"),
    [
        ("What did Anna Berg say about the harbour?", "stay open", "have to close"),
        ("What did Karl Holm say about the harbour?", "have to close", "stay open"),
    ],
)
async def test_the_nearest_name_is_who_speaks(empty_house: House, says: str, hears: str, never: str) -> None:
    """Of "she said" and "he said" in one article each is its own speaker's, shown after their name."""
    await empty_house.hand_over(TALKS, source="Harbour Post")
    answer = await empty_house.ask(says)
    told = " ".join("\n".join(_quotes(answer.blocks)).split())
    assert answer.answered
    assert hears in told
    assert never not in told
    assert says.split()[3] in told
    await assert_verbatim(empty_house.storage, answer)


async def test_he_argued_comes_after_who_he_is(library: House) -> None:
    """A "he argued" in the middle of a sentence that names nobody brings the sentence before it."""
    answer = await library.ask("Who gains from ending the fighting?")
    (told,) = _quotes(answer.blocks)
    assert told.startswith("The president said that Moscow and Pyongyang")
    assert "The whole world, he argued, gains" in told
    await assert_verbatim(library.storage, answer)


async def test_a_sentence_put_before_another_is_no_second_answer(library: House) -> None:
    """What stands before an answer as its lead does not come again below it."""
    answer = await library.ask("What did Budanov say?")
    told = _quotes(answer.blocks)
    assert not [(a, b) for a in told for b in told if a is not b and a in b]

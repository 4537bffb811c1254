"""The article in a text as it was given: spans that lead back, and which of several it is."""

from __future__ import annotations

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from bot.given import article, articles, whole
from ingest.errors import Unreadable
from tests.ingest import layouts

PIECES = st.sampled_from(
    [*layouts.BRIDGE, layouts.BRIDGE_TITLE, *layouts.WALLED_PAGE.split("\n"), *layouts.WIRE.split("\n"), ""]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES | st.text(max_size=40), max_size=25).flatmap(
    lambda rows: st.sampled_from(["\n", "\r\n", "\r", " \n\n", "\0\n"]).map(lambda end: end.join(rows))
)


@for_any(TEXTS, st.data())
def test_every_span_leads_back(text: str, data: st.DataObject) -> None:
    """Any span of a line of the body is, character by character, that span of the given text."""
    found = article(text)
    if not found.body:
        return
    begin = data.draw(st.sampled_from(found.begins))
    line = found.body[begin:].split("\n", 1)[0]
    if not line:
        return
    first = data.draw(st.integers(0, len(line) - 1))
    last = data.draw(st.integers(first + 1, len(line)))
    start, end = found.span(begin + first, begin + last)
    for here, there in zip(line[first:last], text[start:end], strict=True):
        assert here == there or (here == " " and there in "\0\ufeff\r") or "\ud800" <= there <= "\udfff"


def test_a_span_over_wrapped_lines() -> None:
    """A sentence that goes on in the next line has its line end between start and end."""
    text = layouts.MAIL.replace("\n", "\r\n")
    found = article(text)
    start, end = found.span(found.body.index("Engineers"), found.body.index("both banks.") + 11)
    assert text[start:end].startswith("Engineers reopened the river bridge at Dorvale on Friday after\r\n")
    assert text[start:end].endswith("from both banks.")


def test_the_page_stays_out() -> None:
    """What is read of a page is its article, under its headline."""
    found = article(layouts.WALLED_PAGE)
    assert (found.headline, found.body.split("\n")) == (layouts.BRIDGE_TITLE, list(layouts.BRIDGE))


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("", layouts.BRIDGE_TITLE),
        (f" {layouts.HARVEST_TITLE.upper()} ", layouts.HARVEST_TITLE),
        ("Another headline", layouts.BRIDGE_TITLE),
    ],
)
def test_one_of_several(title: str, headline: str) -> None:
    """Of the articles on a page it is the one under the title that is asked for, else the longest."""
    assert article(layouts.TWO_PAGES, title).headline == headline


def test_a_first_sentence_is_no_headline() -> None:
    """A text without a headline has a title to be listed by, and none to be judged by."""
    text = "\n".join(layouts.BRIDGE)
    assert (article(text).title, article(text).headline) == (layouts.BRIDGE[0], "")


@pytest.mark.parametrize("text", ["", " \n ", "Home\nWorld\nSport", "https://example.org/a"])
def test_no_article(text: str) -> None:
    """A text in which no article is found is taken as it stands by one, and refused by the other."""
    assert article(text) == whole(text)
    with pytest.raises(Unreadable):
        articles(text)

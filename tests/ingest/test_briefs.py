"""Briefs with a link each come apart; an article with links in it does not."""

from __future__ import annotations

import pytest

from ingest import paste

TEXTS = (
    "The ferry to Lindow will not sail on Tuesday, the harbour office said. No reason was given.",
    "Two bridges over the Aller were closed on Monday after a barge struck a pillar, police said.",
    "The council of Exampleton has voted to sell the old mill, its speaker told reporters.",
)
LINKS = (
    "https://herald.example/ferry",
    "https://www.courier.example/2026/11/24/bridges",
    "https://herald.example/mill",
)


def _told(text: str) -> list[tuple[str, str | None]]:
    return [(draft.body, draft.url) for draft in paste.drafts(text)]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("form", ["{text}\n{link}", "{link}\n{text}"])
def test_each_is_an_article(count: int, form: str) -> None:
    """With its own address, wherever that stands."""
    pairs = list(zip(TEXTS, LINKS, strict=True))[:count]
    parts = (form.format(text=text, link=link) for text, link in pairs)
    assert _told("\n\n".join(parts)) == pairs


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXTS[0]}\n{LINKS[0]}\n\n{TEXTS[1]}\n{LINKS[1]}\n\n{TEXTS[2]}",
        f"{TEXTS[0]}\n\nhttps://x.com/a/status/1\n\n{TEXTS[1]}\n\nhttps://x.com/a/status/2",
        f"{TEXTS[0]}\n{LINKS[0]}\n\n{TEXTS[1]}\n{LINKS[0]}",
        f"{TEXTS[0]}\n\n{TEXTS[1]}\n\n{LINKS[0]}\n{LINKS[1]}",
    ],
    ids=["a text is left", "posts are embedded", "the same address", "a list of links"],
)
def test_an_article_with_links_stays_one(text: str) -> None:
    """Whatever is not such a row from end to end."""
    assert len(_told(text)) == 1

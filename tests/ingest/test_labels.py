"""What lines beside a text name is taken: publisher and address; of a headline, its words alone."""

from __future__ import annotations

import pytest

from ingest import labels, title
from ingest.paste import drafts

HARBOUR = (
    "The harbour of Ostra opened on Monday after four weeks, the mayor said. Ships of all sizes may enter. "
    "Two of its cranes are still broken."
)
TALKS = (
    "Delegates left the talks in Selm on Tuesday without a paper. A new round is planned for June, "
    "officials said. Neither side commented on the prisoners."
)
FROST = (
    "Late frost killed most buds on the lower slopes of the valley. Insurers have received nine hundred "
    "claims, more than in ten years. Growers ask the ministry for help."
)
HEADLINES = ("Ostra opens harbour", "Talks in Selm break off", "Frost kills vines")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Source: Ostra Radio", "Ostra Radio"),
        ("(Source: Dorvale Paper)", "Dorvale Paper"),
        ("Source: Ostra Radio, 3 March 2025", "Ostra Radio"),
        ("Via: ostra.example", "ostra.example"),
        ("Джерело: Українська газета", "Українська газета"),
        ("Source: a senior official at the ministry", None),
        ("Source: https://ostra.example/1", None),
        ("Sources: two officials said so.", None),
        ("Source: it was the mayor. He left.", None),
        ("Source: Telegram channel of the mayor", None),
        ("Source: Ostra Police", None),
        ("Источник: Telegram-канал мэра", None),
        ("Джерело: пресс-служба міста", None),
        ("Quelle: Polizei Ostra", None),
        ("Источник: Острская газета", "Острская газета"),
        ("Source: The Daily Telegraph", "The Daily Telegraph"),
    ],
)
def test_the_publisher_a_line_names(line: str, name: str | None) -> None:
    """A label and a name are a publisher; a source that is a person, or a sentence, is none."""
    assert labels.source(line) == name


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("https://ostra.example/news/1?utm_source=x", "https://ostra.example/news/1"),
        ("Link: https://ostra.example/news/1", "https://ostra.example/news/1"),
        ("Read the full story → https://ostra.example/1", "https://ostra.example/1"),
        ("<https://ostra.example/1>", "https://ostra.example/1"),
        ("https://t.me/ostra/17", "https://t.me/ostra/17"),
        ("https://t.me/ostra", None),
        ("https://www.facebook.com/ostra", None),
        ("https://ostra.example/", None),
        ("The text is at https://ostra.example/1 today", None),
        ("https://[ostra/1", None),
    ],
)
def test_the_address_a_line_gives(line: str, url: str | None) -> None:
    """A link alone or under a label is an article's; one of a channel, a person or a whole site is not."""
    assert labels.link(line) == url


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1. Talks resume", "Talks resume"),
        ("## Talks resume", "Talks resume"),
        ("**Talks resume**", "Talks resume"),
        ("⚡️ Talks resume", "Talks resume"),
        ("Headline: Talks resume", "Talks resume"),
        ("3.5 million flee", "3.5 million flee"),
        ("5 things to know", "5 things to know"),
        ("“We stay”", "“We stay”"),
        ("⚡️⚡️", "⚡️⚡️"),
    ],
)
def test_the_words_of_a_headline(line: str, words: str) -> None:
    """Bullets, numbers of a list, emoji and Markdown are no part of it; figures and quotation marks are."""
    assert title.bare(line) == words


def test_short_reports_with_labels_are_articles() -> None:
    """Each of several short reports keeps its headline, publisher, day and link."""
    paste = "\n\n\n".join(
        f"{headline}\nSource: {source}\nPublished: {day} March 2025\n{text}\nLink: https://news.example/{day}"
        for day, (headline, source, text) in enumerate(
            zip(
                HEADLINES, ("Ostra Radio", "Dorvale Paper", "Selm Post"), (HARBOUR, TALKS, FROST), strict=True
            ),
            start=3,
        )
    )
    found = drafts(paste)
    assert [draft.title for draft in found] == list(HEADLINES)
    assert [draft.body for draft in found] == [HARBOUR, TALKS, FROST]
    assert [draft.source for draft in found] == ["Ostra Radio", "Dorvale Paper", "Selm Post"]
    assert [draft.published.at.day for draft in found if draft.published] == [3, 4, 5]
    assert [draft.url for draft in found] == [f"https://news.example/{day}" for day in (3, 4, 5)]


def test_an_address_of_several_is_nobodys() -> None:
    """One link under each of several articles does not tell where one of them stands."""
    one = "https://news.example/briefing"
    paste = f"{HEADLINES[0]}\n{HARBOUR}\n{one}\n\n---\n\n{HEADLINES[1]}\n{TALKS}\n{one}"
    assert [draft.url for draft in drafts(paste)] == [None, None]


def test_an_address_below_one_of_several_briefs_is_not_that_of_the_others() -> None:
    """The last of briefs with a link under each gives its address to no article that holds the first too."""
    first, last = "https://a.example/harbour-1", "https://b.example/talks-2"
    made = drafts(f"{HARBOUR}\n{first}\n\n{TALKS}\n{last}")
    assert all(draft.url != last for draft in made if HARBOUR in draft.body)
    (alone,) = drafts(f"{HARBOUR}\n{last}\n\n{TALKS}\n{last}")
    assert alone.url == last


def test_sentences_that_are_missed_are_told() -> None:
    """Much text that is in no article is given with it; the few sentences of a page's edge are not."""
    (draft,) = drafts("\n\n".join([HEADLINES[0], *HARBOUR.split(". "), "Read also:", HEADLINES[2]]))
    assert draft.left_out == ()
    around = [
        "Comments",
        "Jane Doe says:",
        f"I read that {FROST}",
        "Reply",
        "Tom",
        f"You think {TALKS}",
        "Reply",
    ]
    (draft,) = drafts("\n".join([HEADLINES[0], "March 3, 2025", HARBOUR, *around]))
    assert draft.body == HARBOUR
    assert [line for line in draft.left_out if line in around] == [around[2], around[5]]


def test_copied_messages_are_one_each() -> None:
    """Messages copied out of Telegram with who sent them and when come apart there, each with its day."""
    heads = (
        "Ostra Live, [03.03.2025 18:02]",
        "Ostra Live, [4 March 2025 19:11]",
        "Jane, [05.03.2025 8:40:11]",
    )
    said = zip(heads, HEADLINES, (HARBOUR, TALKS, FROST), strict=True)
    found = drafts("\n\n".join(f"{head}\n{headline}\n\n{text}" for head, headline, text in said))
    assert [draft.title for draft in found] == list(HEADLINES)
    assert [draft.body for draft in found] == [HARBOUR, TALKS, FROST]
    assert [draft.published.at.isoformat()[:10] for draft in found if draft.published] == [
        "2025-03-03",
        "2025-03-04",
        "2025-03-05",
    ]
    assert {draft.source for draft in found} == {None}


def test_a_page_with_a_publisher_of_its_own_names_none_by_a_label() -> None:
    """Where a copyright line names who publishes, "Source:" says whom the report has it from."""
    page = [HEADLINES[0], "3 March 2025", "Source: Harbour Watch", HARBOUR, "© 2025 Ostra Radio"]
    (draft,) = drafts("\n".join(page))
    assert draft.source is None
    (draft,) = drafts("\n".join([*page[:-1], "© 2025 Harbour Watch"]))
    assert draft.source == "Harbour Watch"
    (draft,) = drafts("\n".join(page[:-1]))
    assert draft.source == "Harbour Watch"

"""Rows of short reports come apart by their regularity; one article with many parts stays one."""

from __future__ import annotations

import pytest

from ingest import items, lines
from ingest.paste import drafts
from tests.ingest.test_labels import FROST, HARBOUR, TALKS

FERRY = "The island's second ferry was named on Sunday. It sails from May, the harbour master told reporters."
TITLES = (
    "Ostra opens its harbour again",
    "Talks in Selm break off",
    "Frost kills vines in valley",
    "Second ferry gets its name",
)
TEXTS = (HARBOUR, TALKS, FROST, FERRY)


def rows(head: str, foot: str = "", gap: str = "\n\n") -> str:
    """The four reports, each under its headline in this form and over the foot, if any."""
    made = (
        "\n".join(filter(None, (head.format(n=n, title=title, TITLE=title.upper()), text, foot)))
        for n, (title, text) in enumerate(zip(TITLES, TEXTS, strict=True), start=1)
    )
    return gap.join(made)


@pytest.mark.parametrize(
    "paste",
    [
        rows("{title}"),
        rows("{title}", gap="\n"),
        rows("{n}. {title}"),
        rows("{n} | {title}"),
        rows("## {title}"),
        rows("**{title}**"),
        rows("- {title}"),
        rows("⚡ {title}"),
        "The Ostra Briefing\n3 March 2025\n\n" + rows("{n}. {title}", "Read on →"),
        "Dear readers,\n\nbelow is what we read today.\n\n" + rows("- {title}") + "\n\nKind regards",
        "Google Alert - Ostra and its harbour\n\n" + rows("{title}\nOstra Radio", "Flag as irrelevant"),
    ],
)
def test_rows_come_apart(paste: str) -> None:
    """Whatever sets the headlines off, each report is one with its headline and text."""
    found = drafts(paste)
    assert [draft.title for draft in found] == list(TITLES)
    assert [draft.body for draft in found] == list(TEXTS)


def test_a_file_of_a_wire_comes_apart_at_its_datelines() -> None:
    """Reports without headlines begin where the agency says from where it reports."""
    places = ("OSTRA", "SELM", "DORVALE", "ARNWICK")
    paste = "\n\n".join(
        f"{place}, March 3 (Reuters) - {text}" for place, text in zip(places, TEXTS, strict=True)
    )
    found = drafts(paste)
    assert [draft.dateline for draft in found] == list(places)
    assert [draft.body for draft in found] == list(TEXTS)
    assert {draft.agency for draft in found} == {"Reuters"}


def test_a_press_review_credits_its_papers() -> None:
    """Paper and day in parentheses behind a headline are the article's; other parentheses are its words."""
    papers = ("Ostra Post", "Selm Courier", "Dorvale Paper", "N1 Arnwick")
    paste = "\n\n".join(
        f"- {title} ({paper}, {day} March 2025)\n{text}"
        for day, (title, paper, text) in enumerate(zip(TITLES, papers, TEXTS, strict=True), start=1)
    )
    found = drafts(paste)
    assert [draft.title for draft in found] == list(TITLES)
    assert [draft.source for draft in found] == list(papers)
    assert [draft.published.at.day for draft in found if draft.published] == [1, 2, 3, 4]
    (draft,) = drafts(f"Ostra opens harbour (and closes its airport)\n\n{HARBOUR}")
    assert draft.title == "Ostra opens harbour (and closes its airport)"
    assert draft.source is None


@pytest.mark.parametrize(
    "paste",
    [
        "Five things to know about Ostra\n\n" + rows("{n}. {title}"),
        f"Ostra after the storm\nBy Jane Doe\n\n{FERRY}\n\n" + rows("{n}. {title}"),
        "Ostra live: harbour opens as talks go on\n\n" + rows("{n}8:30\n{title}"),
    ],
)
def test_one_article_of_many_parts_is_no_row(paste: str) -> None:
    """A list, a live blog, and a text with sub-headings are one article."""
    assert items.starts(lines.read(paste)) == []
    assert len(drafts(paste)) == 1


def test_rules_between_sections_part_nothing() -> None:
    """Sections of a text with a headline are one article; posts that have none are not."""
    assert len(drafts(f"Ostra opens its harbour again\nBy Jane Doe\n\n{HARBOUR}\n\n* * *\n\n{TALKS}")) == 1
    assert len(drafts(f"{HARBOUR}\n\n---\n\n{TALKS}\n\n---\n\n{FROST}")) == 3

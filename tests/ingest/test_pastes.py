"""Pastes of many kinds as they come from phones and browsers: what ends a text, heads it and dates it."""

from __future__ import annotations

import pytest

from ingest.paste import drafts
from tests.ingest.abroad import REPORTS
from tests.ingest.test_paste import day


@pytest.mark.parametrize(
    ("language", "signs", "agency"),
    [("de", " (dpa/mm)", "dpa"), ("es", " EFE", "EFE"), ("pl", " (PAP)", "PAP"), ("it", " (ANSA).", "ANSA")],
)
def test_a_signed_last_sentence_is_text(language: str, signs: str, agency: str) -> None:
    """An agency's sign behind the last sentence makes no caption of it, and is a fact and no text."""
    report = REPORTS[language]
    rows = [report.title, *report.opening, report.label, *report.others, report.denial + signs]
    for below in ([], ["Newsletter", report.label, report.others[0]]):
        (draft,) = drafts("\n".join([*rows, *below]))
        assert draft.body.split("\n") == [*report.opening, report.denial]
        assert draft.agency == agency


def test_a_picture_of_an_agency_stays_a_caption() -> None:
    """A sentence about a picture with its agency above the text is a caption as before."""
    report = REPORTS["en"]
    caption = "This handout photograph shows a silo in the port of Ostra, on May 6, 2025. (AFP)"
    (draft,) = drafts("\n".join([report.title, caption, *report.opening, report.denial]))
    assert draft.body.split("\n") == [*report.opening, report.denial]
    assert draft.agency == "AFP"


def test_a_press_review_credits_each_report() -> None:
    """An outlet in brackets behind a headline is its publisher; the day of the review is that of all."""
    titles = ("Ceasefire in Selm holds", "Port of Ostra loads grain again", "Frost kills vines")
    names = ("Dorvale Paper", "Ostra Radio", "Selm Post")
    texts = (
        "The ceasefire in the Selm valley held for a third day, monitors said. Two people were hurt.",
        "Three of five berths in Ostra are open after the strike, its head said. Insurers raised premiums.",
        "Late frost killed most buds of the vines on the slopes. Growers ask the ministry for help.",
    )
    reports = [f"{title} ({name})\n{text}\n" for title, name, text in zip(titles, names, texts, strict=True)]
    found = drafts("\n".join(["Morning press review, 7 May 2025", "", *reports]))
    assert [draft.title for draft in found] == list(titles)
    assert [draft.source for draft in found] == list(names)
    assert [draft.published for draft in found] == [day(2025, 5, 7)] * 3


@pytest.mark.parametrize(("language", "read"), [("pt", True), ("es", True), ("de", True), ("en", False)])
def test_the_day_stands_first_but_in_english(language: str, read: bool) -> None:  # noqa: FBT001
    """06/05/2025 is the sixth of May on a page that is not English; English could mean two."""
    report = REPORTS[language]
    (draft,) = drafts("\n".join([report.title, "06/05/2025 18h12", *report.opening, report.denial]))
    assert draft.published == (day(2025, 5, 6) if read else None)


def test_a_headline_that_names_its_kind_is_no_link() -> None:
    """ "Explainer: …" over a byline with its day heads the article, however much it looks like a link."""
    title = "Explainer: What is the Selm valley ceasefire?"
    questions = ("What has been agreed?", "Who watches over it?")
    answers = (
        "Both armies stop firing along the river for thirty days. Heavy guns are to be moved back.",
        "A mission of sixty monitors counts violations. It has no right to enter the sites, its head said.",
    )
    rows = [row for pair in zip(questions, answers, strict=True) for row in pair]
    (draft,) = drafts("\n".join([title, "", "By Kate Frost | Ostra Radio | May 6, 2025", "", *rows]))
    assert (draft.title, draft.source, draft.byline) == (title, "Ostra Radio", "Kate Frost")
    assert draft.body.split("\n") == rows


def test_a_short_mail_keeps_its_broken_lines() -> None:
    """Of a mail of few lines no first half of a sentence is lost, and its header states the day."""
    rows = [
        "---------- Forwarded message ---------",
        "From: Dorvale Paper <brief@paper.example>",
        "Date: Wed, 7 May 2025 at 06:30",
        "Subject: The ceasefire",
        "",
        "The ceasefire in the Selm valley held for a third day on Tuesday, with",
        "monitors recording the fewest violations since it began.",
        "",
        "Two civilians were wounded by a mine near the village of Karsk, the",
        "regional hospital said.",
    ]
    (draft,) = drafts("\n".join(rows))
    assert draft.body.split("\n") == [row for row in rows[5:] if row]
    assert draft.published == day(2025, 5, 7)
    assert "message" not in draft.title

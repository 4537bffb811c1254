"""What a line says goes before how it is worded: reports that sound like a page are kept."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime

import pytest

from ingest import lines, reading
from ingest.paste import drafts

TITLE = "Ferry service across the Morrow strait resumes after four weeks"
SENTENCES = (
    "The first ferry in four weeks crossed the Morrow strait on Monday with 300 people on board.",
    "The service had been suspended in April, when drifting mines were seen near the port of Ostra.",
    "Divers of the navy cleared the lane on Friday, and two pilot boats now go ahead of each ferry.",
    "Farmers on the island had run short of diesel, and the only bakery had closed for lack of flour.",
    "The harbour master expects two crossings a day until the lighthouse has been repaired.",
)


def body(*said: str) -> list[str]:
    """The lines of the text of a report with these in its middle."""
    (draft,) = drafts("\n\n".join([TITLE, *SENTENCES[:3], *said, *SENTENCES[3:]]))
    return draft.body.split("\n")


@pytest.mark.parametrize(
    "said",
    [
        "Readers were told to sign up for the newsletter of the port, the mayor said.",
        "Share this article with nobody, the pilot was warned by his captain.",
        "All rights reserved for islanders were withdrawn, the ministry announced.",
        "The date of the next crossing is not known.",
        "Subscribe to the alerts of the coast guard, the ministry told residents.",
    ],
)
def test_what_somebody_said_is_kept(said: str) -> None:
    """A sentence that tells who said it is text, however much it sounds like a page."""
    assert said in body(said)


@pytest.mark.parametrize("mark", [" 🚢", " [1]", "\u200b", " #ferry #Ostra", " @harbourwatch", " ■", " (2)"])
def test_marks_behind_a_sentence_lose_nothing(mark: str) -> None:
    """Emoji, notes, tags and invisible marks behind a last sentence leave it a sentence."""
    (draft,) = drafts("\n\n".join([TITLE, *(sentence + mark for sentence in SENTENCES)]))
    assert [line.removesuffix(mark) for line in draft.body.split("\n")] == list(SENTENCES)


def test_a_button_for_larger_letters_is_no_agency() -> None:
    """ "AA" under a headline names no agency."""
    (draft,) = drafts("\n".join([TITLE, "March 3, 2025", "AA", *SENTENCES]))
    assert draft.agency is None


def test_a_date_run_into_its_time_is_read() -> None:
    """A page that sets day and time apart by style gives them in one word when copied."""
    (draft,) = drafts("\n".join([TITLE, "March 3, 20259:31 AM", *SENTENCES]))
    assert draft.published is not None
    assert draft.published.at.date() == datetime(2025, 3, 3, tzinfo=UTC).date()


def test_a_numbered_first_sentence_is_no_title() -> None:
    """The number of a numbered text is not its headline."""
    (draft,) = drafts(" ".join(["1.", *SENTENCES]))
    assert draft.title != "1."


def test_an_author_of_whom_a_report_tells_stays() -> None:
    """Who is introduced as a reporter in the middle of a text is one of its people."""
    said = "Ana Brel is a reporter at the Ostra Paper."
    assert said in body("Ana Brel was on the first ferry with her two children.", said)


def test_what_is_too_little_for_an_article_is_not_cut_off() -> None:
    """A line of weather between rules above an article makes no second one."""
    found = lines.read("\n".join(["Weather", "---", "Rain is expected.", "", TITLE, *SENTENCES]))
    assert len(reading.articles(found)) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Source: the harbour guard on Telegram",
        "Source: Ostra Harbour Guard",
        "Quote: “We could not wait any longer for the divers”",
        "Details: 300 people and 40 cars were on board",
    ],
)
def test_labelled_lines_of_a_report_are_kept(said: str) -> None:
    """Whom a report quotes stands on a line of its own in some; it is of the text and no publisher."""
    (draft,) = drafts("\n".join([TITLE, "March 3, 2025", SENTENCES[0], said, *SENTENCES[1:]]))
    assert said in draft.body.split("\n")
    assert draft.source is None


def test_words_for_a_picture_are_no_headline() -> None:
    """What a browser copies in place of a picture begins like the caption below it."""
    page = [
        "Home",
        "News",
        TITLE,
        "The navy cleared mines from the lane for four weeks before two pilot boats went ahead.",
        "A ferry leaves the port of Ostra",
        "A ferry leaves the port of Ostra on Monday [Ivan Petro/Reuters]",
        "By Ana Brel",
        "Published On 3 March 2025",
        *SENTENCES,
    ]
    (draft,) = drafts("\n".join(page))
    assert draft.title == TITLE
    assert draft.body.split("\n") == list(SENTENCES)


def test_notices_and_numbered_captions_go() -> None:
    """What a site must tell its readers, and captions that count pictures, are not of the report."""
    notice = 'RFE/RL has been declared an "undesirable organization" by the Russian government.'
    caption = "[1/3]A ferry leaves Ostra. REUTERS/Ivan Petro Purchase Licensing Rights, opens new tab"
    (draft,) = drafts("\n".join([TITLE, caption, "March 3, 2025", *SENTENCES, notice]))
    assert draft.body.split("\n") == list(SENTENCES)


def test_entries_of_a_live_blog_are_kept() -> None:
    """What stands between entries, a time, a name and buttons, ends no text."""
    page = ["Morrow strait latest: Ferries sail again - live", "Live Reporting", "Edited by Jane Doe"]
    for at, sentence in enumerate(SENTENCES):
        page += [f"1{9 - at}:34", "Ferry news", "Posted by Jane Doe", sentence, "Share", ""]
    (draft,) = drafts("\n".join(page))
    assert [line for line in draft.body.split("\n") if line in SENTENCES] == list(SENTENCES)


def test_a_narrow_mail_is_put_together() -> None:
    """Lines that were broken at fifty characters are paragraphs, as those broken at seventy."""
    rows = [row for sentence in SENTENCES for row in (*textwrap.wrap(sentence, 50), "")]
    (draft,) = drafts("\n".join([TITLE, "", *rows]))
    assert " ".join(draft.body.split()) == " ".join(SENTENCES)
    assert draft.left_out == ()


@pytest.mark.parametrize(
    "notice",
    [
        "While citing and using any materials of this site, links to ostra.example are mandatory.",
        "The Ostra Paper is not responsible for the content of external sites.",
    ],
)
def test_conditions_of_use_go(notice: str) -> None:
    """How a site may be quoted is no sentence of its reports."""
    assert drafts("\n".join([TITLE, "March 3, 2025", *SENTENCES, notice]))[0].body.split("\n") == list(
        SENTENCES
    )


@pytest.mark.parametrize(
    "said", ["« Nous ne partirons pas. »", "»Wir bleiben hier auf der Insel.«", "„Ми залишаємось.“"]
)
def test_short_quotes_in_any_marks_are_kept(said: str) -> None:
    """A quotation on a line of its own is text, however a language marks it."""
    assert said in body(said)


def test_a_headline_with_its_day_is_no_line_of_facts() -> None:
    """An assessment is headed by its name and day; a paper or person and a day are facts."""
    (draft,) = drafts("\n".join(["Strait Campaign Assessment, March 3, 2025", "Ana Brel", "", *SENTENCES]))
    assert draft.title == "Strait Campaign Assessment, March 3, 2025"
    (draft,) = drafts("\n".join([TITLE, "Ana Brel, March 3, 2025, 10:15", *SENTENCES]))
    assert draft.title == TITLE
    assert draft.published is not None


def test_a_caption_that_ends_as_one_is_no_headline() -> None:
    """ "(file photo)" at the end of a line says that it stands under a picture."""
    page = ["Strait News", TITLE, "Harbour master Ana Brel (file photo)", "March 3, 2025", *SENTENCES]
    (draft,) = drafts("\n".join(page))
    assert draft.title == TITLE
    assert draft.body.split("\n") == list(SENTENCES)

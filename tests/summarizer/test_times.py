"""Time expressions found, and the days they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.times import Reader

WEDNESDAY = date(2024, 10, 23)

# sentence -> {expression: (first day, last day or None for the same)}
ENGLISH: list[tuple[str, dict[str, str]]] = [
    ("Zelensky called on allies on Tuesday “not to hide”.", {"Tuesday": "2024-10-22"}),
    ("He said on Monday the troops would stay.", {"Monday": "2024-10-21"}),
    ("Kyiv expected the forces to turn up on Wednesday.", {"Wednesday": "2024-10-23"}),
    ("The ministers will meet on Friday in Geneva.", {"Friday": "2024-10-25"}),
    ("On Friday, the ministers will meet in Geneva.", {"Friday": "2024-10-25"}),
    ("On Friday the ministers met in Geneva.", {"Friday": "2024-10-18"}),
    (
        "The vote is set for Sunday, the speaker said on Monday.",
        {"Sunday": "2024-10-27", "Monday": "2024-10-21"},
    ),
    ("Shelling killed two people late Monday night.", {"late Monday night": "2024-10-21"}),
    ("The strike came last Friday, before dawn.", {"last Friday": "2024-10-18"}),
    ("Talks resume next Monday.", {"next Monday": "2024-10-28"}),
    ("He arrived this morning and left tonight.", {"this morning": "2024-10-23", "tonight": "2024-10-23"}),
    ("Yesterday the port was hit.", {"Yesterday": "2024-10-22"}),
    ("The port will reopen tomorrow.", {"tomorrow": "2024-10-24"}),
    ("“We are waiting for the units tomorrow,” he said.", {}),
    ("The troops crossed last week.", {"last week": "2024-10-14/2024-10-20"}),
    ("The talks go on this week.", {"this week": "2024-10-21/2024-10-27"}),
    ("Officials meet next month.", {"next month": "2024-11-01/2024-11-30"}),
    ("The harvest failed last year.", {"last year": "2023-01-01/2023-12-31"}),
    ("Three people were hurt over the weekend.", {"the weekend": "2024-10-19/2024-10-20"}),
    ("The strike on Oct. 21 killed 12.", {"Oct. 21": "2024-10-21"}),
    ("They met on October 21, 2022, in Kyiv.", {"October 21, 2022": "2022-10-21"}),
    ("They met on 21 October 2022 in Kyiv.", {"21 October 2022": "2022-10-21"}),
    ("The summit ran from Oct. 21-23.", {"Oct. 21-23": "2024-10-21/2024-10-23"}),
    ("The election will be held on Nov. 5.", {"Nov. 5": "2024-11-05"}),
    ("Nov. 5 is a holiday.", {"Nov. 5": "2024-11-05"}),
    ("The war began on Feb. 24, 2022.", {"Feb. 24, 2022": "2022-02-24"}),
    ("The dam broke on Dec. 3.", {"Dec. 3": "2023-12-03"}),
    ("The incursion began in August.", {"August": "2024-08-01/2024-08-31"}),
    ("He took office in January.", {"January": "2024-01-01/2024-01-31"}),
    ("He will take office in January.", {"January": "2025-01-01/2025-01-31"}),
    ("The law dates from March 2014.", {"March 2014": "2014-03-01/2014-03-31"}),
    ("Crimea was annexed in 2014.", {"2014": "2014-01-01/2014-12-31"}),
    ("The bridge dates from the 1990s.", {"1990s": "1990-01-01/1999-12-31"}),
    ("Two days ago a bridge fell.", {"Two days ago": "2024-10-21"}),
    ("He resigned three weeks ago.", {"three weeks ago": "2024-09-30/2024-10-06"}),
    (
        "He flew in on Monday, two days earlier than planned.",
        {"Monday": "2024-10-21", "two days earlier": "2024-10-19"},
    ),
    ("Dated 2024-10-01, the letter is short.", {"2024-10-01": "2024-10-01"}),
    # nothing to tell
    ("Every Monday they march.", {}),
    ("Black Friday sales rose.", {}),
    ("The Sunday Times reported it.", {}),
    ("They may march in step.", {}),
    ("President May said no.", {}),
    ("It cost 2014 dollars, and 30 people paid.", {}),
    ("Two days earlier nobody had heard of it.", {}),
    ("The score was 2-1 after 90 minutes.", {}),
]
OTHERS: list[tuple[str, str, dict[str, str]]] = [
    ("uk", "Про це він сказав у вівторок.", {"вівторок": "2024-10-22"}),
    ("uk", "Війна почалася 24 лютого 2022 року.", {"24 лютого 2022": "2022-02-24"}),
    ("ru", "Он прибыл вчера, 22 октября.", {"вчера": "2024-10-22", "22 октября": "2024-10-22"}),
    (
        "fr",
        "Il est arrivé lundi, le 21 octobre 2024.",
        {"lundi": "2024-10-21", "21 octobre 2024": "2024-10-21"},
    ),
    (
        "de",
        "Am 3. Oktober 2023 kam er, am Dienstag ging er.",
        {"3. Oktober 2023": "2023-10-03", "Dienstag": "2024-10-22"},
    ),
    (
        "es",
        "Llegó el martes, 22 de octubre de 2024.",
        {"martes": "2024-10-22", "22 de octubre de 2024": "2024-10-22"},
    ),
    (
        "ar",
        "وصل الوزير يوم الثلاثاء 22 أكتوبر 2024.",
        {"الثلاثاء": "2024-10-22", "22 أكتوبر 2024": "2024-10-22"},
    ),
]


def read(sentence: str, published: date | None, language: str = "en") -> dict[str, str]:
    """Each expression with its days, as "first/last" or one day."""
    return {
        sentence[e.start : e.end]: str(e.first) + (f"/{e.last}" if e.last != e.first else "")
        for e in Reader(published, language).read(sentence)
    }


@pytest.mark.parametrize(("sentence", "expected"), ENGLISH)
def test_english(sentence: str, expected: dict[str, str]) -> None:
    """An expression means the day that a reader on the day of publication takes it for."""
    assert read(sentence, WEDNESDAY) == expected


@pytest.mark.parametrize(("language", "sentence", "expected"), OTHERS)
def test_other_languages(language: str, sentence: str, expected: dict[str, str]) -> None:
    """Dates, weekdays and yesterday are read in the covered languages."""
    assert read(sentence, WEDNESDAY, language) == expected


def test_without_publication() -> None:
    """Without a day of publication only absolute dates are told."""
    assert read("On Tuesday, as on Oct. 21, 2022, and in 2014, it rained last week.", None) == {
        "Oct. 21, 2022": "2022-10-21",
        "2014": "2014-01-01/2014-12-31",
    }


def test_counts_from_the_day_named_last() -> None:
    """ "Two days later" counts from a day in the sentence before, and from none further back."""
    reader = Reader(WEDNESDAY, "en")
    reader.read("The bridge fell on Oct. 1.")
    assert [e.first for e in reader.read("Two days later it was closed.")] == [date(2024, 10, 3)]
    reader.read("Nobody was hurt.")
    reader.read("Nobody knew why.")
    assert reader.read("Two days later it opened.") == ()


@given(st.text(max_size=80), st.dates(), st.sampled_from(["en", "ru", "de", "und", "xx"]))
def test_any_text(text: str, published: date, language: str) -> None:
    """Spans of any text are ordered, within it and of sound days, on any day of the calendar."""
    wild = f"{text} next week, 9999 years ago, on Friday, 31 June 2020, in 9999, last month {text}"
    at = 0
    for each in Reader(published, language).read(wild):
        assert at <= each.start < each.end <= len(wild)
        assert each.first <= each.last <= each.first + timedelta(days=3660)
        at = each.end

"""A live page is one article under its own headline, and a newsletter's day is that of all its reports."""

from __future__ import annotations

import pytest

from ingest import furniture
from ingest.paste import drafts
from tests.ingest.test_paste import day

ENTRIES = (
    (
        "Harbour authority says loading resumed",
        "Grain loading resumed at the port of Ostra, its authority said. Three of five berths are open.",
    ),
    (
        "Two dock workers confirmed dead",
        "The governor confirmed that two dock workers were killed when a drone hit a silo on Tuesday night.",
    ),
    (
        "Power back in the old town",
        "The grid operator said power had returned to the old town of Ostra after a night of repairs.",
    ),
)


@pytest.mark.parametrize(
    "title", ["Ostra under fire: latest updates", "Port of Ostra opens again after the strike"]
)
@pytest.mark.parametrize("clock", ["{} ", "{} Uhr", "{} GMT", "• {}", "{} (Kyiv time)", "at {}"])
def test_a_live_page_has_its_own_headline(title: str, clock: str) -> None:
    """Not an entry's headline is the title, and no time of an entry is text."""
    rows = [title, "7 May 2025"]
    for time, (heads, says) in zip(("14:32", "13:05", "11:48"), ENTRIES, strict=True):
        rows += [clock.format(time), heads, says]
    (draft,) = drafts("\n".join(rows))
    assert (draft.title, draft.published) == (title, day(2025, 5, 7))
    assert draft.body.split("\n") == [row for entry in ENTRIES for row in entry]


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("14:32", True),
        ("2.32pm", True),
        ("14h32", True),
        ("14:32 EEST", True),
        ("오후 2시 32분", True),
        ("14時32分", True),
        ("14 people", False),
        ("3:2", False),
        ("25:70", False),
        ("14:32 Harbour opens", False),
    ],
)
def test_a_time_of_day(line: str, holds: bool) -> None:  # noqa: FBT001 - a table
    """A line that is a time of day and nothing else is told."""
    assert furniture.is_time(line) is holds


def newsletter(*head: str) -> str:
    """Three numbered reports under what stands above them."""
    rows = [row for at, (heads, says) in enumerate(ENTRIES, start=1) for row in (f"{at}. {heads}", says, "")]
    return "\n".join([*head, "", *rows])


@pytest.mark.parametrize("stated", ["Wednesday, 7 May 2025", "7 May 2025", "Issue 14 | 7 May 2025"])
def test_a_newsletters_day_is_that_of_its_reports(stated: str) -> None:
    """The one day above a row of reports is given to each, whether its name is with it or not."""
    found = drafts(
        newsletter("The Dorvale Morning Brief", stated, "Good morning. Here is what you need to know.")
    )
    assert [draft.title for draft in found] == [heads for heads, _ in ENTRIES]
    assert [draft.published for draft in found] == [day(2025, 5, 7)] * 3


def test_a_day_of_one_report_is_not_that_of_others() -> None:
    """Two days above the reports name none, and a report's own day stays its own."""
    found = drafts(newsletter("The Dorvale Morning Brief", "7 May 2025", "Last issue: 6 May 2025"))
    assert [draft.published for draft in found][1:] == [None, None]
    rows = newsletter("The Dorvale Morning Brief", "7 May 2025").split("\n")
    at = next(at for at, row in enumerate(rows) if row.startswith("2."))
    found = drafts("\n".join([*rows[: at + 1], "Published: 5 May 2025", *rows[at + 1 :]]))
    assert found[1].published == day(2025, 5, 5)
    assert found[2].published is None

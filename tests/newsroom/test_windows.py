"""The time that a question asks about."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.windows import Window, find

NOW = datetime(2026, 5, 6, 9, 30, tzinfo=UTC)  # a Wednesday


def day(text: str | None) -> datetime | None:
    """Midnight UTC of a day."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


ASKED = [
    ("What happened in Kursk last week?", "What happened in Kursk?", "2026-04-27", "2026-05-04"),
    ("What happened in Kursk this week?", "What happened in Kursk?", "2026-05-04", "2026-05-11"),
    ("What did Rutte say yesterday?", "What did Rutte say?", "2026-05-05", "2026-05-06"),
    ("Who met on Tuesday?", "Who met?", "2026-05-05", "2026-05-06"),
    ("What is new since Friday?", "What is new?", "2026-05-01", None),
    ("What is new since last Friday?", "What is new?", "2026-05-01", None),
    ("Strikes in October", "Strikes", "2025-10-01", "2025-11-01"),
    ("Strikes in April", "Strikes", "2026-04-01", "2026-05-01"),
    ("Strikes in October 2024", "Strikes", "2024-10-01", "2024-11-01"),
    ("What happened on 23 October 2024?", "What happened?", "2024-10-23", "2024-10-24"),
    ("What happened on October 23, 2024?", "What happened?", "2024-10-23", "2024-10-24"),
    ("What happened on October 23?", "What happened?", "2025-10-23", "2025-10-24"),
    ("Talks after 1 May", "Talks", "2026-05-02", None),
    ("Talks before 2026-05-01", "Talks", None, "2026-05-01"),
    ("Talks until Monday", "Talks", None, "2026-05-05"),
    ("Talks in 2025", "Talks", "2025-01-01", "2026-01-01"),
    ("Talks during the past week", "Talks", "2026-04-29", "2026-05-07"),
    ("Talks in the last 3 days", "Talks", "2026-05-03", None),
    ("Talks over the past two weeks, please", "Talks , please", "2026-04-22", None),
    ("Talks last month", "Talks", "2026-04-01", "2026-05-01"),
    ("Talks last year", "Talks", "2025-01-01", "2026-01-01"),
    ("Talks between 1 March and 3 March", "Talks", "2026-03-01", "2026-03-04"),
    ("Talks from Monday to Tuesday", "Talks", "2026-05-04", "2026-05-06"),
    ("Yesterday, what did Rutte say?", "what did Rutte say?", "2026-05-05", "2026-05-06"),
]


@pytest.mark.parametrize(("text", "rest", "after", "before"), ASKED, ids=[asked[0] for asked in ASKED])
def test_window(text: str, rest: str, after: str | None, before: str | None) -> None:
    """A window is found, and its words are taken out of the question."""
    left, window = find(text, now=NOW, zone=UTC)
    assert window == Window(after=day(after), before=day(before))
    assert left.replace(" ,", ",") == rest.replace(" ,", ",")


@pytest.mark.parametrize(
    "text",
    [
        "Who may supply weapons?",
        "How many of the 2024 men came?",
        "Did 2000 troops march?",
        "Who won?",
        "What happened on 31 February?",
        "What did Seoul say about the second unit?",
    ],
)
def test_no_window(text: str) -> None:
    """Words that only look like times are left in the question."""
    assert find(text, now=NOW, zone=UTC) == (text, None)


def test_days_are_the_readers() -> None:
    """Yesterday begins at the reader's midnight, not at Greenwich's."""
    late = datetime(2026, 5, 6, 22, 30, tzinfo=UTC)  # 01:30 on the 7th in Kyiv
    _, window = find("What happened yesterday?", now=late, zone=ZoneInfo("Europe/Kyiv"))
    assert window == Window(
        after=datetime(2026, 5, 5, 21, tzinfo=UTC), before=datetime(2026, 5, 6, 21, tzinfo=UTC)
    )


def test_hours_are_counted_back_from_now() -> None:
    """The last 24 hours are hours, not days."""
    _, window = find("News of the last 24 hours", now=NOW, zone=UTC)
    assert window == Window(after=datetime(2026, 5, 5, 9, 30, tzinfo=UTC), before=None)


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    """Whatever is typed, there is a window or the text comes back as it was."""
    rest, window = find(text, now=NOW, zone=UTC)
    assert window is not None or rest == text


@given(st.sampled_from(ASKED), st.text(alphabet="abc XYZ", max_size=10))
def test_window_is_in_order(asked: tuple[str, str, str | None, str | None], more: str) -> None:
    """A window begins before it ends."""
    _, window = find(f"{asked[0]} {more}", now=NOW, zone=UTC)
    if window is not None and window.after and window.before:
        assert window.after < window.before

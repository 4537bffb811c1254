"""The bundled sample articles are sound, marked, and nobody else's words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.samples import Sample, load
from ingest.model import Precision

PUBLISHED_PAGE = Path(__file__).parents[2] / ".." / "shared" / "samples" / "arab-news-paste.txt"
SAMPLES = load()


def words(text: str) -> list[str]:
    """The words of a text, without case and marks."""
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many consecutive words."""
    all_words = words(text)
    return {tuple(all_words[at : at + length]) for at in range(len(all_words) - length + 1)}


def test_there_is_a_small_archive() -> None:
    """A dozen or more articles come from at least four sources, in order of publication."""
    assert len(SAMPLES) >= 12
    assert len({sample.source for sample in SAMPLES}) >= 4
    assert [sample.published for sample in SAMPLES] == sorted(sample.published for sample in SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.url)
class TestEachSample:
    """What must hold of every sample."""

    def test_is_marked_as_a_sample(self, sample: Sample) -> None:
        """A sample's source says that it is one and its address is in a reserved domain."""
        assert sample.source.startswith("Sample ")
        assert re.fullmatch(r"https://\w+\.sample\.example/\S+", sample.url)

    def test_is_a_short_article(self, sample: Sample) -> None:
        """A body has five to nine sentences in clean paragraphs."""
        assert 5 <= len(re.findall(r"[.?!](?=\s|$)", sample.body.replace("Gen.", "Gen"))) <= 9
        assert all(line == line.strip() and line for line in sample.body.split("\n"))

    def test_has_a_true_time(self, sample: Sample) -> None:
        """A publication time is in UTC, at midnight where only the day is known, and of the events' days."""
        assert sample.published.tzinfo is UTC
        if sample.precision is Precision.DAY:
            assert (sample.published.hour, sample.published.minute) == (0, 0)
        assert sample.published.date() in {
            date(2024, 10, 21),
            date(2024, 10, 22),
            date(2024, 10, 23),
            date(2026, 1, 21),
        }

    def test_quotes_nobody(self, sample: Sample) -> None:
        """The only quotation marks stand around the name of the board."""
        quoted = set(re.findall(r"\"(.+?)\"", f"{sample.title}\n{sample.body}"))
        assert quoted <= {"Board of Peace"}
        assert not re.search("[“”«»„]", sample.title + sample.body)

    def test_is_in_our_own_words(self, sample: Sample) -> None:
        """No run of eight words is shared with the page that reported the facts."""
        if not PUBLISHED_PAGE.exists():
            pytest.skip("the published page is not here to compare with")
        page = runs(PUBLISHED_PAGE.read_text(encoding="utf-8"), 8)
        assert len(page) > 100
        assert not page & runs(f"{sample.title}\n{sample.body}", 8)


def test_both_precisions_are_there() -> None:
    """Some samples are known to the minute and some to the day."""
    assert set(Counter(sample.precision for sample in SAMPLES)) == {Precision.DAY, Precision.MINUTE}
    assert datetime(2024, 10, 21, 15, 20, tzinfo=UTC) in {sample.published for sample in SAMPLES}

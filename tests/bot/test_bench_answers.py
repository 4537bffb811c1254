"""Measuring answers on a made-up archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import bench_answers
from bot.bench_answers import answers, p95
from bot.bench_archive import Archive
from bot.cli import app
from newsroom.question import Question
from storage.bulk import filling
from storage.database import Storage
from tests.newsroom.house import assert_verbatim


def test_p95_by_hand() -> None:
    """Of twenty times, the nineteenth; of few, the longest."""
    assert p95(list(range(1, 21))) == 19
    assert p95(list(range(1, 101))) == 95
    assert p95([3.0]) == 3.0


async def test_a_made_up_archive_is_a_true_one(storage: Storage, database_url: str) -> None:
    """What is loaded in bulk is what the repositories would have kept, and is answered verbatim."""
    archive = Archive(150)
    with filling(database_url) as bulk:
        archive.grow(bulk, 100)
    with filling(database_url) as bulk:
        archive.grow(bulk, 50)
        bulk.count()
    async with storage.read() as work:
        held = await work.articles.reach()
        assert (held.articles, held.sources) == (150, len(await work.articles.sources()))
        for person in await work.people.top(9):
            assert len(await work.people.articles(person.id, 200)) == person.articles
            assert (await work.people.reach(person.id)).articles == person.articles
        for topic in await work.topics.counts(5):
            assert len(await work.topics.articles(topic.slug, 200)) == topic.articles
            assert (await work.topics.reach(topic.slug)).last == topic.last
        for story in await work.stories.page(5):
            told = [article.dated for article in await work.stories.articles(story.id)]
            assert (len(told), min(told), max(told)) == (story.articles, story.first, story.last)
    desk = bench_answers.made_desk(storage)
    quotes = 0
    for intents in (await bench_answers._questions(storage)).values():
        answer = await desk.answer(Question(intent=intents[0], asker=bench_answers.ASKER))
        assert answer.blocks
        assert not answer.refused
        quotes += await assert_verbatim(storage, answer)
    assert quotes > 30


def test_the_same_archive_every_time() -> None:
    """Two makers make the same articles, whatever the machine."""
    one, other = Archive(50), Archive(50)
    assert [one._filed() for _ in range(9)] == [other._filed() for _ in range(9)]


async def test_times_of_each_kind_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The archive grows from size to size; a kept one is asked again without being filled."""
    monkeypatch.setattr(bench_answers, "ASKED", 1)
    file = tmp_path / "kept.db"
    found = await answers([200, 100], database=None, keep=file)
    assert sorted(found) == [100, 200]
    assert found[100].keys() == found[200].keys()
    assert all(len(times) == 1 and times[0].clock > 0 for times in found[200].values())
    again = await answers([100], database=f"sqlite:///{file}", keep=None)
    assert list(again) == [200]
    printed = capsys.readouterr().out
    assert all(kind in printed for kind in ("/search, a past week", "question, a person", "all of them"))


def test_too_small_an_archive_is_refused() -> None:
    """Under a hundred articles there is too little to ask about."""
    assert CliRunner().invoke(app, ["bench", "answers", "--articles", "5"]).exit_code == 2

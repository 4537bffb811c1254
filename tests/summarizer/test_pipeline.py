"""The whole analysis of an article."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.model import Budget, Document, Mention, Role
from summarizer.pipeline import VERSION, analyze, brief
from tests.summarizer.test_segment import TEXT
from tests.summarizer.test_select import PLAIN

BODY = "\n".join(
    [PLAIN[0] + " " + "He could not be independently verified as the author of the plan.", *PLAIN[1:]]
)
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "arab-news-paste.txt"
HEAVY = ("spacy", "sumy", "nupunkt", "nltk", "numpy", "py3langid", "requests")


def test_importing_is_cheap() -> None:
    """The parent process imports the pipeline and the rankers' names without any language library."""
    program = (
        f"import sys, summarizer.pipeline, summarizer.rank; print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    assert done.stdout.strip() == "[]"


def test_analysis() -> None:
    """An analysis names its version and language, and flags what cannot stand alone."""
    found = analyze(BODY, title="Grain corridor talks")
    assert found.version == VERSION
    assert found.language == "en"
    assert BODY[found.sentences[0].start : found.sentences[0].end] == PLAIN[0]
    assert len(found.sentences) == 6
    assert [s.anaphoric for s in found.sentences] == [False, True, False, False, False, False]
    assert [s.caveat for s in found.sentences] == [False, True, False, False, False, False]
    assert max(s.salience for s in found.sentences) == 1.0
    assert len(found.summary) == 3
    assert "grain" in found.terms.split()


def test_picklable() -> None:
    """An analysis crosses the process border unchanged."""
    found = analyze(BODY, title="")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own bytes


def test_empty() -> None:
    """An empty body has an empty analysis."""
    found = analyze(" \n", title="")
    assert (found.sentences, found.summary, found.people, found.terms) == ((), (), (), "")
    assert brief([Document(text="")]).picks == ()


def test_language_given() -> None:
    """A language that is given is not detected again."""
    assert analyze(BODY, title="", language="de").language == "de"


def test_unknown_ranker() -> None:
    """An unknown ranker is an error."""
    with pytest.raises(KeyError):
        analyze(BODY, title="", ranker="nosuch")


@given(body=TEXT, title=st.text(max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_survived(body: str, title: str) -> None:
    """No text makes the analysis fail; every span and index in it is sound."""
    found = analyze(body, title=title)
    assert all(0 <= s.start < s.end <= len(body) and 0 <= s.salience <= 1 for s in found.sentences)
    assert all(0 <= at < len(found.sentences) for at in found.summary)
    assert len(found.summary) <= 3
    assert bool(found.summary) == bool(found.sentences)
    named: list[Mention | Role] = [*found.mentions, *found.roles]
    for mention in named:
        sentence = found.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert 0 <= mention.person < len(found.people)


@pytest.mark.parametrize("sentences", [1, 2, 5, 50])
def test_summarize(sentences: int) -> None:
    """A summary holds whole sentences of the body, as many as asked for where there are so many."""
    found = brief([Document(text=BODY)], budget=Budget(sentences=sentences)).picks
    assert len(found) == min(sentences, 6)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert all(BODY[s.start : s.end].endswith(".") for s in found)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the page as really pasted is not beside this checkout")
def test_the_real_page() -> None:
    """Of a page with its furniture, no caption, label, teaser or headline is chosen."""
    body = SAMPLE.read_text(encoding="utf-8")
    picks = brief([Document(text=body)], budget=Budget(sentences=5)).picks
    texts = [body[pick.start : pick.end] for pick in picks]
    assert len(texts) == 5
    assert all(text[-1] in ".”" and not text.startswith(("•", "This handout", "Updated")) for text in texts)

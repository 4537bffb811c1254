"""What may be stored beside a text, by whichever way it comes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.model import Doubt, Draft, Precision, Stamp, Why
from newsroom import believable

NOW = datetime(2026, 5, 4, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Talks resume", "Talks resume"),
        ("\u202eTalks\u202c resume\u200b", "Talks resume"),
        ("\u2066\u200b\ufeff", None),
        ("  ", None),
        ("“?”", "“?”"),
        ("\u3164\u2800", None),
        ("Talks\u3164resume", "Talks resume"),
        ("\u061c\u200e\u200f", None),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_names_are_what_one_sees(given: str, shown: str | None) -> None:
    """Marks that turn or hide letters go; a joiner that Persian needs stays; nothing to see is no name."""
    assert believable.name(given) == shown


def test_facts_of_a_draft() -> None:
    """Another scheme, a day to come and invisible names are not taken; all else is as it was."""
    odd = Draft(
        title="\u202eTalks",
        body="They talk.",
        url="javascript:alert(1)",
        source="\u200b",
        published=Stamp(at=NOW + timedelta(days=3), precision=Precision.DAY),
    )
    doubts = (
        Doubt(words="javascript:alert(1)", why=Why.ADDRESS),
        Doubt(words="2026-05-07", why=Why.FUTURE),
    )
    assert believable.facts(odd, NOW) == Draft(title="Talks", body="They talk.", doubts=doubts)
    assert believable.facts(Draft(title="\u3164", body="They talk. All night."), NOW).title == "They talk."
    fine = Draft(
        title="Talks",
        body="They talk.",
        url="https://paper.example/1",
        source="Paper",
        published=Stamp(at=NOW + timedelta(hours=20), precision=Precision.DAY),
    )
    assert believable.facts(fine, NOW) == fine

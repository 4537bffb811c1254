"""The databases of the tests themselves: a server that was promised must not be skipped."""

from __future__ import annotations

import pytest
from _pytest.outcomes import Failed, Skipped

from tests import databases

NOBODY = "postgresql://root@127.0.0.1:1/test"


@pytest.mark.parametrize(
    ("environment", "outcome"),
    [
        ({"SITREP_TEST_POSTGRES_URL": NOBODY}, Failed),
        ({"CI": "true"}, Failed),
        ({"CI": "true", "SITREP_TEST_POSTGRES_URL": NOBODY}, Failed),
        ({}, Skipped),
    ],
    ids=["named", "in CI", "named in CI", "elsewhere"],
)
def test_a_missing_server_is_skipped_only_where_none_was_promised(
    environment: dict[str, str], outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named, or in CI, a server that does not answer fails the test; elsewhere it is a skip one can see."""
    for name in ("CI", "SITREP_TEST_POSTGRES_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(databases, "DEFAULT", NOBODY)
    with pytest.raises(outcome, match="PostgreSQL server"):
        databases.server()

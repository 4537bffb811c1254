"""Who publishes is told by a name beside a day and by the head of a page, never by a menu or an address."""

from __future__ import annotations

import pytest

from ingest import lines, page
from ingest.paste import drafts
from tests.ingest import layouts
from tests.ingest.pages import html


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Suspilne, 7 May 2025", "Suspilne"),
        ("Dorvale Paper, 7 May 2025", "Dorvale Paper"),
        ("7 May 2025 | BBC News", "BBC News"),
        ("7 May 2025, 14:32 · The Guardian", "The Guardian"),
        ("Ukrainska Pravda — 7 May 2025, 10:15", "Ukrainska Pravda"),
        ("Українська правда, 7 травня 2025, 14:32", "Українська правда"),
        ("Le Monde, 7 mai 2025", "Le Monde"),
        ("By Jane Doe, Dorvale Paper, 7 May 2025", "Dorvale Paper"),
        ("paper.example, 7 May 2025", "paper.example"),
        ("Ostra Radio (7 May 2025)", "Ostra Radio"),
        ("Jane Doe, 7 May 2025", None),
        ("Kyiv, 7 May 2025", None),
        ("World, 7 May 2025", None),
        ("Politik | 7. Mai 2025", None),
        ("Wednesday, 7 May 2025", None),
        ("Published 7 May 2025", None),
        ("Dorvale, 7 May 2025", None),
        ("Goma - 7 May 2025, 17:05 CET", None),  # a town that the report need not speak of
        ("Medellín - 7 May 2025", None),
    ],
)
def test_the_outlet_beside_a_day(line: str, source: str | None) -> None:
    """A name beside the day under the headline is the outlet's, not a person, a place or a section."""
    (draft,) = drafts("\n".join([layouts.BRIDGE_TITLE, line, *layouts.BRIDGE]))
    assert draft.source == source
    assert draft.published is not None
    assert draft.published.at.isoformat()[:10] == "2025-05-07"
    assert draft.body.split("\n") == list(layouts.BRIDGE)


@pytest.mark.parametrize("name", ["World", "News", "Новини", "Startseite"])
def test_an_entry_of_a_menu_is_no_publisher(name: str) -> None:
    """Neither a label nor the head of a page makes a section of the site its publisher."""
    assert lines.line((f"Source: {name}",)).source is None
    (draft,) = page.drafts(html(f'<meta property="og:site_name" content="{name}">'), None)
    assert draft.source is None


def test_an_address_is_no_publisher() -> None:
    """Where the head gives the domain as the site's name, the publisher's name is taken, or none."""
    host = '<meta property="og:site_name" content="www.paper.example">'
    assert page.drafts(html(host), None)[0].source is None
    named = f'{host}<meta name="application-name" content="The Dorvale Paper">'
    assert page.drafts(html(named), None)[0].source == "The Dorvale Paper"


def test_a_label_is_compared_with_the_owner_in_whole_words() -> None:
    """ "Source: Ost" on a page of Ostra Radio does not name its owner."""
    for name, source in (("Ost", None), ("Ostra Radio", "Ostra Radio")):
        rows = [layouts.BRIDGE_TITLE, "7 May 2025", f"Source: {name}", *layouts.BRIDGE, "© 2025 Ostra Radio"]
        (draft,) = drafts("\n".join(rows))
        assert draft.source == source

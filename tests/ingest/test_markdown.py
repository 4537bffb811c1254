"""Markdown files: their marks are no text, their front matter states facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import documents, markdown
from ingest.errors import Unreadable
from ingest.model import Draft, Precision, Stamp
from tests.ingest import layouts

MARKED = """---
title: "Quay crane falls silent"
source: https://arden.example/quay?utm_source=x
site: Arden Post
author:
  - "[[Mara Lind]]"
published: 2024-10-23
created: 2024-11-01
tags: [a, b]
---
# Quay crane falls silent

![A crane](crane.png)

The **last coal crane** on the north quay of [Port Arden](https://x.example) was switched off on Thursday,
the office of the harbour said in a statement that &amp; was read to `reporters` at noon. It had
unloaded ships for forty years, ~~none~~ most of them from the southern coast.[^1]

## What comes next

- The office wants to turn the quay into a *market hall* within two years, according to its director.
- Its keeper, 5 \\* 3, said that \\*nothing\\* was decided.

```python
print("He said that nothing was decided.")
```

> “We will miss it,” said the oldest of the crane drivers, who had worked there since 1984.

| what | how many |
|---|---|
| The number of ships was | 40 |

<div class="note">The council will vote on the <b>plan</b> on Monday, it said.</div>
<p hidden>Nobody sees this sentence on the page.</p>

[^1]: Which ones nobody knows.
    https://x.example/note
"""
SHOWN = (
    (
        "The last coal crane on the north quay of Port Arden was switched off on Thursday, the office of the "
        "harbour said in a statement that & was read to reporters at noon. It had unloaded ships for forty "
        "years, none most of them from the southern coast."
    ),
    "What comes next",
    "The office wants to turn the quay into a market hall within two years, according to its director.",
    "Its keeper, 5 * 3, said that *nothing* was decided.",
    "“We will miss it,” said the oldest of the crane drivers, who had worked there since 1984.",
    "The council will vote on the plan on Monday, it said.",
)


def test_marks_are_no_text_and_front_matter_states_facts() -> None:
    """The body is what a reader sees; title, address, publisher, byline and day are what the head says."""
    assert markdown.drafts(MARKED) == (
        Draft(
            title="Quay crane falls silent",
            body="\n".join(SHOWN),
            published=Stamp(at=datetime(2024, 10, 23, tzinfo=UTC), precision=Precision.DAY),
            source="Arden Post",
            url="https://arden.example/quay",
            byline="Mara Lind",
        ),
    )


def only(text: str) -> Draft:
    """The one article of a text."""
    (draft,) = markdown.drafts(text)
    return draft


BODY = "\n\n".join(layouts.BRIDGE)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"# {layouts.BRIDGE_TITLE}", layouts.BRIDGE_TITLE),
        (f"{layouts.BRIDGE_TITLE}\n===", layouts.BRIDGE_TITLE),
        (f"**{layouts.BRIDGE_TITLE}**", layouts.BRIDGE_TITLE),
        (f"+++\ntitle = '{layouts.BRIDGE_TITLE}'\ndate = 2024-10-23\n+++", layouts.BRIDGE_TITLE),
        ("---\ntitle: Another: words\n---\n# A headline of the page", "Another: words"),
        (f"---\ntitle: >-\n  Folded\n---\n# {layouts.BRIDGE_TITLE}", layouts.BRIDGE_TITLE),
    ],
)
def test_headlines(head: str, title: str) -> None:
    """A heading is the headline, and the title that the front matter states goes before it."""
    draft = only(f"{head}\n\n{BODY}")
    assert (draft.title, draft.body) == (title, "\n".join(layouts.BRIDGE))


def test_an_address_stands_behind_the_headline_or_at_the_end() -> None:
    """A link that is all of the main heading or of the last block leads to the article."""
    for text in (
        f"# [{layouts.BRIDGE_TITLE}](https://arden.example/a)\n\n{BODY}",
        f"# {layouts.BRIDGE_TITLE}\n\n{BODY}\n\n[Read it there](https://arden.example/a)",
    ):
        assert (only(text).url, only(text).body) == ("https://arden.example/a", "\n".join(layouts.BRIDGE))
    assert only(f"# {layouts.BRIDGE_TITLE}\n\n{BODY} Of [this](https://arden.example/a).").url is None


def test_lines_are_joined_where_a_margin_broke_them() -> None:
    """Wrapped lines are a paragraph; what its author put on a line of its own stays on it."""
    wrapped = (
        "The bridge of Lindow opened to carts and\nbarges on Friday after long months by both\nKarn & Sons."
    )
    head = f"# {layouts.BRIDGE_TITLE}\nBy Ada Karn\nPublished: 3 March 2024\n\n"
    draft = only(f"{head}{wrapped}\n\n{BODY}")
    assert draft.body.split("\n")[0] == " ".join(wrapped.split("\n"))
    assert draft.published == Stamp(at=datetime(2024, 3, 3, tzinfo=UTC), precision=Precision.DAY)
    rows = only(f"# {layouts.BRIDGE_TITLE}\n\n" + "\n".join(layouts.BRIDGE)).body
    assert rows == "\n".join(layouts.BRIDGE)


def test_several_articles_come_apart() -> None:
    """Reports under headings of their own are articles; the publisher of the head is theirs."""
    first, second = markdown.drafts(
        f"---\npublisher: Arden Post\n---\n# {layouts.BRIDGE_TITLE}\n\n"
        f"Published: 2 March 2024\n\n{BODY}\n\n---\n\n"
        f"# {layouts.HARVEST_TITLE}\n\nPublished: 9 June 2025\n\n" + "\n\n".join(layouts.HARVEST)
    )
    assert (first.title, second.title) == (layouts.BRIDGE_TITLE, layouts.HARVEST_TITLE)
    assert (first.source, second.source) == ("Arden Post", "Arden Post")
    assert second.body == "\n".join(layouts.HARVEST)


@pytest.mark.parametrize("text", ["", "\n---\n", "---\ntags: a\n---\n", "```\ncode\n```", "![a](b.png)"])
def test_nothing_to_read(text: str) -> None:
    """A file without text has no article."""
    with pytest.raises(Unreadable):
        markdown.drafts(text)


def test_files_are_known_by_their_names() -> None:
    """What is called .md is read as such; a page that is called so is a page."""
    for name, media_type in (("a.md", ""), ("a.markdown", "text/plain"), ("a", "text/markdown")):
        (piece,) = documents.pieces(MARKED.encode(), name, media_type)
        assert piece.drafts()[0].body == "\n".join(SHOWN)
    page = f"<html><body><h1>T</h1>{''.join(f'<p>{row}</p>' for row in layouts.BRIDGE)}</body></html>"
    (piece,) = documents.pieces(page.encode(), "a.md")
    assert piece.drafts()[0].body == "\n".join(layouts.BRIDGE)


@given(st.text(alphabet="ab .*_`[](){}<>#\\&;:!|~^-+=>\n\t1\"'", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No file makes the reader fail, and its lines are no more than one row each."""
    try:
        found = markdown.drafts(text)
    except Unreadable:
        return
    assert all(draft.body for draft in found)

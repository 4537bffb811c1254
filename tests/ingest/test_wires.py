"""What wires put around a report for editors and by a desk's habit goes; a correction stays for readers."""

from __future__ import annotations

import pytest

from ingest import page, signatures, title
from ingest.paste import drafts

TITLE = "Ostra port resumes grain loading after strike on silo"
FIRST = (
    "Grain loading resumed at the port of Ostra on Wednesday, a day after a strike damaged a silo and killed "
    "two dock workers, the harbour authority said."
)
REST = (
    "The authority said three of five berths were open and that the others would need a week of repairs.",
    "“We lost two colleagues,” harbour master Ivan Petrov told reporters.",
    "The attack could not be independently verified.",
)


@pytest.mark.parametrize(
    ("line", "who"),
    [
        (
            "(Reporting by Lena Marsh in Ostra; Writing by Kate Frost; Editing by Amy Hill)",
            "Lena Marsh in Ostra",
        ),
        ("Reporting by Lena Marsh, Omar Haddad, Editing by Amy Hill", "Lena Marsh, Omar Haddad"),
        (
            "Additional reporting by Jonas Weber and the AFP bureau in Paris. Writing by Kate Frost.",
            "Kate Frost",
        ),
        ("Editing by Ben Clarke. Contributions by Omar Haddad.", ""),
        ("— With assistance from Samir Levy", ""),
        ("(Rédigé par Jean Dupont, édité par Anne Petit)", "Jean Dupont"),
        ("(Bericht von Max Meier, redigiert von Anna Weber.)", "Max Meier"),
        ("(Reporte de Juan Pérez; Editado en español por Ana Gómez)", "Juan Pérez"),
        ("Редактор: Іван Петренко", ""),
        ("Reporting by the Ostra Paper found that soldiers were killed.", None),
        ("Editing by Amy Hill was said to be harsh.", None),
        ("Written by Adam Smith in 1776", None),
        ("Reporting by telephone from Ostra is slow.", None),
    ],
)
def test_the_credits_of_a_desk(line: str, who: str | None) -> None:
    """A line of work and names alone tells who reported; a sentence about reporting is none."""
    assert signatures.reporters(line) == who


@pytest.mark.parametrize(
    "credit",
    [
        "(Reporting by Lena Marsh in Ostra and Omar Haddad in Selm; Writing by Amy Hill)",
        "Reporting by Lena Marsh in Ostra and Omar Haddad in Selm; Editing by Peter Grant",
    ],
)
def test_credits_are_facts_and_no_text(credit: str) -> None:
    """Under a text or behind its last sentence, credits go and tell who wrote it, in pastes and pages."""
    signed = "Lena Marsh in Ostra and Omar Haddad in Selm"
    (draft,) = drafts("\n\n".join([TITLE, FIRST, *REST, credit]))
    assert draft.body.split("\n") == [FIRST, *REST]
    assert draft.byline == signed
    (draft,) = drafts("\n\n".join([TITLE, "By Rosa Levy", FIRST, *REST, credit]))
    assert draft.byline == "Rosa Levy"
    bracketed = credit if credit.startswith("(") else f"({credit})"
    (draft,) = drafts("\n\n".join([TITLE, FIRST, *REST[:2], f"{REST[2]} {bracketed}"]))
    assert (draft.body.split("\n"), draft.byline) == ([FIRST, *REST], signed)
    shown = "".join(f"<p>{one}</p>" for one in (FIRST, *REST, credit))
    (draft,) = page.drafts(f"<html><body><article><h1>{TITLE}</h1>{shown}</article></body></html>", None)
    assert (draft.body.split("\n"), draft.byline) == ([FIRST, *REST], signed)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("UPDATE 2-Ostra port resumes loading", "Ostra port resumes loading"),
        ("WRAPUP 1-Ostra port resumes loading", "Ostra port resumes loading"),
        ("RPT-UPDATE 3-Ostra port resumes loading", "Ostra port resumes loading"),
        ("EXCLUSIVE-Ostra port hid damage", "Ostra port hid damage"),
        ("(2nd LD) Ostra port resumes loading", "Ostra port resumes loading"),
        ("ROUNDUP 2: Hafen von Ostra öffnet", "Hafen von Ostra öffnet"),
        ("EXCLUSIVE: Ostra port hid damage", "EXCLUSIVE: Ostra port hid damage"),
        ("CORRECTED-Ostra port resumes loading", "CORRECTED-Ostra port resumes loading"),
        ("UPDATE 1-CORRECTED-Ostra port opens", "CORRECTED-Ostra port opens"),
        ("REFILE-Ostra port resumes loading", "REFILE-Ostra port resumes loading"),
        ("UPDATE 2-", "UPDATE 2-"),
        ("Update 2 of the charter is void", "Update 2 of the charter is void"),
    ],
)
def test_slugs_are_no_words_of_a_headline(line: str, words: str) -> None:
    """What tells editors how new a wire's report is goes; that it is corrected does not."""
    assert title.bare(line) == words


@pytest.mark.parametrize(
    "note",
    [
        "(Corrects number of dead in first paragraph to two from three)",
        "This story has been corrected to show that two workers were killed.",
        "Correction: an earlier version of this article misstated the number of berths.",
    ],
)
def test_a_correction_stays(note: str) -> None:
    """The note of a correction is text, above it or below; the place of the report is still read."""
    opens = f"OSTRA, May 7 (Reuters) - {FIRST}"
    for rows in ((note, opens, *REST), (opens, *REST, note)):
        (draft,) = drafts("\n\n".join([f"CORRECTED-{TITLE}", *rows]))
        assert draft.title == f"CORRECTED-{TITLE}"
        assert note in draft.body.split("\n")
        assert FIRST in draft.body.split("\n")
        assert (draft.dateline, draft.agency) == ("OSTRA", "Reuters")


def test_no_line_takes_for_ever() -> None:
    """Long gaps in a headline, and credits upon credits, are read at once: each in one way only."""
    gap = f"Port{' ' * 90}opens"
    assert title.bare(gap) == gap
    assert title.bare(f"Port opens{' *' * 40}") == "Port opens"
    assert signatures.reporters(f"{'Reporting by Amy Hill, ' * 10}!") is None

"""Whether one text is another's copy."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import combinations, pairwise

import pytest

from bot import samples
from bot.edits import LIGHT, MODELS, sentences
from summarizer import copies, forms
from summarizer.forms import Figure
from summarizer.wording import wording

SAMPLES = {sample.url: sample.body for sample in samples.load()}
LONG = {url: body for url, body in SAMPLES.items() if len(body.split()) >= 90}
BULLETIN = (
    "The general staff said on {day} that its forces had shot down {drones} of {sent} drones overnight. "
    "Air defences worked in {regions} regions, and debris damaged {houses} houses in the south."
)
DAY = timedelta(days=1)


def _score(new: str, old: str, apart: timedelta | None = None) -> float:
    return copies.score(wording(new), wording(old), apart)


def _dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # test data, nothing secret


def _bulletin(day: str, *figures: int) -> str:
    return BULLETIN.format(
        day=day, **dict(zip(("drones", "sent", "regions", "houses"), figures, strict=True))
    )


@pytest.mark.parametrize("model", LIGHT)
def test_edited_copies_are_found(model: str) -> None:
    """Every sample that an editor has gone over, in any of the ways, is a copy of what it was."""
    bodies = list(LONG.values())
    for at, body in enumerate(bodies):
        edited = MODELS[model](_dice(at), body, bodies[at - 1])
        assert _score(edited, body), edited
        assert _score(body, edited), edited


def test_heavy_edits_are_mostly_found() -> None:
    """Nine of ten copies are found whose every sentence was rewritten in part, some left out."""
    bodies = ["\n".join(pair) for pair in pairwise(LONG.values())]
    edited = [MODELS["heavy"](_dice(at), body, bodies[at - 1]) for at, body in enumerate(bodies)]
    found = [bool(_score(new, old)) for new, old in zip(edited, bodies, strict=True)]
    assert sum(found) >= 0.9 * len(found)


def test_reports_on_one_event_are_not_copies() -> None:
    """No two samples are copies, though most of them report the same few events."""
    assert len(SAMPLES) > 10
    for one, other in combinations(SAMPLES.values(), 2):
        assert not _score(one, other), (one, other)


@pytest.mark.parametrize("standing", [1, 2, 3])
def test_a_standing_background_merges_nothing(standing: int) -> None:
    """Different reports that end in the same paragraphs of background are no copies."""
    bodies = list(LONG.values())
    background = "\n".join(sentences(bodies[0])[:standing])
    one, other = (" ".join(sentences(body)[:5]) for body in (bodies[1], bodies[-1]))
    assert not _score(f"{one}\n{background}", f"{other}\n{background}")


def test_a_brief_is_a_long_reads_beginning() -> None:
    """The first three paragraphs of a very long piece are its copy; three from its middle are none."""
    parts = [part for body in SAMPLES.values() for part in body.split("\n")]
    assert len(parts) > 40
    long = "\n".join(parts)
    assert _score("\n".join(parts[:3]), long)
    assert _score(long, "\n".join(parts[:3]))
    assert not _score("\n".join(parts[20:23]), long)


def test_a_live_report_that_grew() -> None:
    """A report with two new paragraphs on top of the old ones is the old one's copy."""
    old, other = list(LONG.values())[:2]
    assert _score("\n".join([*sentences(other)[:2], old]), old)


class TestBulletins:
    """One form, filled in anew every day."""

    def test_other_days_are_others(self) -> None:
        """With other figures on another day it is another article; the same hour's correction is a copy."""
        monday, tuesday = _bulletin("Monday", 36, 40, 7, 3), _bulletin("Monday", 51, 60, 9, 12)
        assert not _score(tuesday, monday, DAY)
        assert not _score(monday, tuesday, -DAY)
        assert _score(tuesday, monday, timedelta(hours=2))

    def test_of_a_few_lines_every_figure_is_the_news(self) -> None:
        """Undated and short, a bulletin with all figures different is another; with one, it is corrected."""
        old, new = _bulletin("Monday", 36, 40, 7, 3), _bulletin("Monday", 51, 60, 9, 12)
        assert not _score(new, old)
        assert not _score(old, new)
        assert _score(_bulletin("Monday", 36, 44, 7, 3), old)

    def test_a_form_for_another_firm(self) -> None:
        """A form filled in for another name, with other figures, is another report, even within the hour."""
        form = (
            "Shares in {} rose {}% in early trading after the company reported a revenue of {} million, "
            "up from {} million a year earlier. Its management said that demand had been in line with what "
            "it expected, and confirmed the outlook for the full year, which it had raised in the spring."
        )
        one, other = form.format("Norvex", 4, 61, 57), form.format("Halden", 7, 88, 70)
        assert not _score(other, one, timedelta(hours=1))
        assert not _score(other, one)
        assert _score(form.format("Norvex", 4, 62, 57), one, timedelta(hours=1))
        assert _score(form.format("Norvex", 7, 88, 70), one, timedelta(hours=1))
        assert _score(form.format("Nils Norvex", 7, 88, 70), one, timedelta(hours=1))

    @pytest.mark.parametrize("apart", [None, timedelta(hours=1)])
    def test_a_form_with_another_town_and_one_figure(self, apart: timedelta | None) -> None:
        """One other name with the one figure is another report; one of both alone, or a spelling, is none."""
        form = (
            "Russian forces shelled {} on Monday, killing {} people, governor Ida Falk said. The strike "
            "damaged houses, a school and a kindergarten. Rescuers work at the scene, the wounded are in "
            "hospital. Prosecutors have opened a case into a violation of the laws and customs of war."
        )
        one = form.format("Karsk", 3)
        assert not _score(form.format("Denholm", 7), one, apart)
        assert not _score(one, form.format("Denholm", 7), apart)
        assert _score(form.format("Karsk", 5), one, apart)
        assert _score(form.format("Karskk", 5), one, apart)

    def test_victims_between_whose_names_the_figure_stands(self) -> None:
        """Where names around a figure are others, too, no place of it is like; it counts all the same."""
        form = (
            "Russian forces shelled {} in Orlen region on Monday, killing {}, {}, and {}, who were at home. "
            "Governor Ida Falk said that the strike damaged houses, a school and a kindergarten. They search "
            "the ruins. Prosecutors have opened a case into a violation of the laws and customs of war."
        )
        one = form.format("Karsk", "Ann Marlow", 34, "Petr Pavic")
        assert not _score(form.format("Denholm", "Lena Idris", 61, "Tom Okoro"), one)
        assert _score(form.format("Karsk", "Ann Marlow", 35, "Petr Pavic"), one)

    def test_a_form_with_other_names_alone(self) -> None:
        """Of a form without figures, other names in most places make another report."""
        form = (
            "The council of {} has named {} as its new head of schools. The post had been empty since May, "
            "when {} left it for the ministry. Parents had asked for a decision before the holidays began, "
            "and the council met them twice to hear what they thought of the people who had applied for it."
        )
        one = form.format("Lorvik", "Marlow", "Kessler")
        assert not _score(form.format("Selm", "Pavic", "Idris"), one)
        assert _score(form.format("Lorvik", "Marlow", "Kesler"), one)

    def test_without_a_date_the_weekday_tells(self) -> None:
        """Where no publication time is known, another day of the week with other figures is enough."""
        monday, tuesday = _bulletin("Monday", 36, 40, 7, 3), _bulletin("Tuesday", 51, 60, 9, 12)
        assert not _score(tuesday, monday)
        assert _score(_bulletin("Tuesday", 36, 40, 7, 3), monday)

    def test_a_late_copy_is_one(self) -> None:
        """What others carry on the next day, with one figure put right, is a copy still."""
        assert _score(_bulletin("Monday", 36, 40, 7, 4), _bulletin("Monday", 36, 40, 7, 3), DAY)


class TestShort:
    """Texts of few words."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Air raid alert in Kyiv.", "Air raid alert in Lviv."),
            (
                "Explosions heard in the centre of Kyiv, the mayor says.",
                "Explosions heard in Odesa, the mayor says.",
            ),
            ("", ""),
            ("", "Air raid alert in Kyiv."),
            ("!!!", "???"),
        ],
    )
    def test_what_differs_is_different(self, one: str, other: str) -> None:
        """One other word makes a flash another one; nothing is a copy of nothing."""
        assert not _score(one, other)

    def test_the_same_flash(self) -> None:
        """The same words are a copy, however few."""
        assert _score("AIR RAID ALERT: Kyiv!", "Air raid alert, Kyiv")
        assert _score("Kyiv", "Kyiv")


def test_figures_that_differ() -> None:
    """Figures in like places are compared, as they are spelt in one way; others are not told."""
    old = wording("At least three people were killed and 1,200 fled, the mayor said. Rain fell.")
    new = wording("At least 5 people were killed and 1200 fled, the mayor said. 9 dogs barked.")
    assert forms.figures(new, old) == [Figure(new="5", old="3")]
    assert forms.figures(new, new) == []


HIT = "Two people were killed when a drone hit a bus in Lorvik on Monday, the governor said."


@pytest.mark.parametrize(
    ("report", "other"),
    [
        (
            "The third brigade has taken the town of Halmar after nine days of fighting, its commander said.",
            "The third brigade has lost the town of Halmar after nine days of fighting, its commander said.",
        ),
        (HIT, HIT.replace("Lorvik", "Selm")),
        (HIT, HIT.replace("the governor said", "the governor denied")),
        (HIT, HIT.replace("Two people", "Several soldiers")),
        (HIT, HIT.replace("were killed", "were not killed")),
        (f"They did not flee. {HIT}", f"They did flee. {HIT}"),
    ],
)
def test_in_a_few_lines_one_word_is_the_news(report: str, other: str) -> None:
    """Short reports of which one says something else are two, whichever comes first."""
    assert _score(report, other) == _score(other, report) == 0


@pytest.mark.parametrize(
    "copy",
    [
        f"{HIT} Eleven others were taken to hospital.",
        f"LORVIK, May 3 (Reuters) - {HIT}",
        HIT.replace(" on Monday", " Monday"),
        HIT.replace("Two people", "Three people"),
        HIT.upper(),
        f"{HIT} The driver did not stop.",
    ],
)
def test_a_short_copy_may_say_more_or_another_figure(copy: str) -> None:
    """What is added, left out or counted otherwise does not make a short report another one."""
    assert _score(copy, HIT) > 0


def test_what_frames_a_flash_says_nothing() -> None:
    """A dateline before eight words and "Read more" behind them leave them a copy."""
    flash = "The bridge at Lorvik has been closed."
    assert _score(f"LORVIK, May 3 (Reuters) - {flash}", flash)
    assert _score(f"{flash} Read more", flash)


@pytest.mark.parametrize(
    ("one", "other"), [("Kiev", "Kyiv"), ("Odessa", "Odesa"), ("Zelenskiy", "Zelenskyy")]
)
def test_a_house_spells_names_its_way(one: str, other: str) -> None:
    """A name in another house's spelling is the same name, in a few lines, too."""
    report = "The ministry said {} had been told of the decision before the talks began on Monday."
    assert _score(report.format(one), report.format(other))

"""Which sentences may be shown at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.eligible import Fitness, eligible, fitness
from tests.ingest.layouts import BRIDGE, HARVEST

FURNITURE = [
    "We use cookies and similar technologies to give you a better experience on our pages.",
    "We and our 842 partners store and access information on a device, such as unique identifiers.",
    "By continuing to use this site you agree to the placement of cookies on your device.",
    "Already a subscriber? Log in to go on with this story and all of our other journalism.",
    "Sign up for our free daily newsletter and get the most important stories in your inbox.",
    "Download the Courier app to get breaking news alerts sent directly to your phone today.",
    "Follow us on Facebook, X and Instagram for more news from the region as it comes in.",
    "Join our WhatsApp channel for the latest news, delivered straight to your phone every morning.",
    "Support independent journalism: our reporters on the ground depend on readers like you.",
    "Tell us what you think about this story in the comments section at the bottom of the page.",
    "Share this article with your friends on Facebook, X, WhatsApp or by e-mail right now.",
    "Read more: What the reopened bridge means for the farmers of the valley and their trucks.",
    "ALSO READ | Council votes on a new ferry for the valley after years of debate about it.",
    "Watch the video above to see how the operation unfolded on the night of the attack.",
    "An error occurred while loading the video, please try again in a few minutes from now.",
    "This content is hosted by a third party and is shown once you accept its terms and conditions.",
    "Workers inspect a pillar of the bridge at Dorvale on Friday. Photograph: John Roe/Reuters",
    "FILE PHOTO: People wait for a train at the central station on a cold day, March 3, 2024.",
    "Rescue workers search the rubble of a house through the night in Dorvale. [John Roe/AFP]",
    "Image source, Getty Images: workers at the pillar of the bridge on a cold day in March.",
    "(Reporting by Ann Poe in Dorvale and John Roe in Selm; Editing by Max Moe and Lena Day)",
    "By Ann Poe, Foreign Correspondent, in Dorvale, and John Roe, who reported from the capital",
    "Published 14:05 GMT, 2 March 2024, and last updated on Sunday morning by the night desk.",
    "This material may not be published, broadcast, rewritten, or redistributed without permission.",
    "© 2024 The Dorvale Paper, all of whose pages are protected by the law of the land.",
    "Home | World | Politics | Business | Sport | Culture | Weather | Podcasts | Video | Opinion",
    "Home World Politics Business Sport Culture Weather Podcasts Video Opinion Travel Food Health Cars",
    "Email the desk at tips@courier.example if there is anything that the paper should look into.",
    "Ann Poe has covered the region for the Courier since 2011 and is the author of two books.",
    "Читайте также: что означает открытие моста для фермеров долины и для их грузовиков.",
    "Підписуйтесь на наш канал у телеграмі, щоб дізнаватися новини першими щодня.",
    "Abonnez-vous à notre newsletter pour recevoir chaque matin toutes les nouvelles du jour.",
]
NEWS = [
    *(line for line in (*BRIDGE, *HARVEST) if len(line.split()) > 8),
    "Follow-up talks on the grain corridor are planned for the last week of the month in Ankara.",
    "The photograph of the burning bridge was printed on the front pages of nine newspapers.",
    "More than forty people signed up for military service in the town on the first day.",
    "Comments by the minister on the radio angered the farmers of the valley on Monday evening.",
    "Related charges against two officers of the brigade were dropped by the court last month.",
    "Watchmen at the port said that they had seen three drones before the fire broke out.",
    "Published reports of the losses were denied by the ministry in a statement on Sunday.",
    "Images of the wreck showed that the hull had been torn open below the water line.",
    "Subscribers to the state railway's pension fund lost a third of their savings in the war.",
    "Support for the truce has fallen to a third of voters, a poll published on Friday showed.",
    "Sources in the army said that the brigade had lost forty men in the fight for the town.",
    "Sharing a border of two hundred miles, the two countries have fought over water for years.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_never_shown(line: str) -> None:
    """Each kind of page furniture is known for what it is, whatever else stands on the page."""
    sentences = [*NEWS[:3], line, *NEWS[3:6]]
    assert fitness(sentences, range(7))[3] is not Fitness.ALONE


@pytest.mark.parametrize("line", NEWS)
def test_news_is_shown(line: str) -> None:
    """A sentence of a report is fit, even with the words of furniture in it."""
    assert eligible(line) is Fitness.ALONE


def test_short_ones_stand_beside() -> None:
    """A short sentence is shown beside the one it belongs to, a question never."""
    assert eligible("The bridge stays shut.") is Fitness.BESIDE
    assert eligible("Will the bridge ever open?") is Fitness.NEVER


def test_a_mark_lost_in_encoding() -> None:
    """A quotation mark that became a question mark makes no question of a sentence."""
    assert (
        eligible("The envoy said that “the corridor would open within the week, and no later.?")
        is Fitness.ALONE
    )
    assert eligible("Would the corridor really open within the week, as the envoy has said?") is Fitness.NEVER


def test_captions_go_with_their_credit() -> None:
    """Of a line that ends with a credit nothing is shown; the lines around it are."""
    sentences = [
        NEWS[0],
        "Workers inspect a pillar of the bridge at Dorvale on Friday.",
        "Photo: John Roe",
        NEWS[1],
    ]
    fit = fitness(sentences, [0, 1, 1, 2])
    assert fit == [Fitness.ALONE, Fitness.NEVER, Fitness.NEVER, Fitness.ALONE]


def test_lines_without_a_mark() -> None:
    """Where lines end with marks, a long one without is a caption; where none does, it may be all."""
    caption = (
        "Engineers and soldiers stand beside the broken pillar of the river bridge at Dorvale on the morning "
        "after the shelling of the town by the army"
    )
    assert fitness([*NEWS[:3], caption], range(4))[3] is Fitness.NEVER
    assert fitness([caption, caption + " again"], range(2)) == [Fitness.ALONE] * 2


def test_what_stands_under_a_report() -> None:
    """After a heading such as "Comments" in the latter half nothing is shown, before it all is."""
    sentences = [*NEWS[:3], "Comments (12)", NEWS[3]]
    assert fitness(sentences, range(5)) == [Fitness.ALONE] * 3 + [Fitness.NEVER] * 2
    assert fitness([NEWS[0], "Comments", *NEWS[1:4]], range(5))[2:] == [Fitness.ALONE] * 3


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_are_survived(sentences: list[str]) -> None:
    """Any lines get a fitness each."""
    assert len(fitness(sentences, range(len(sentences)))) == len(sentences)

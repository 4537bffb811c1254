"""Which sentences a summary is made of."""

from __future__ import annotations

import pytest

from summarizer.eligible import Fitness, eligible
from summarizer.model import Budget, Document
from summarizer.pipeline import brief
from summarizer.quotations import standings
from summarizer.rank import rank
from summarizer.reference import anaphoric, caveat

PLAIN = [
    "Ministers from nine countries met in Geneva on Monday to discuss the grain corridor and its guards.",
    "The grain corridor would let forty ships a month leave the three ports under a shared flag.",
    "Insurers in London asked for guards on every ship before they would cover the corridor again.",
    "Farmers near the ports said the harvest would rot in the silos unless ships came by September.",
    "A second meeting about the grain corridor is planned in Ankara for the last week of the month.",
]


def chosen(sentences: list[str], count: int = 3) -> list[str]:
    """The summary as texts."""
    return [sentences[at] for at in rank(sentences, count=count).chosen]


@pytest.mark.parametrize(
    "unfit",
    [
        "Photo: Grain ships wait in the port of Odesa on a calm morning in June.",
        "Grain ships wait in the port of Odesa on a calm morning in June. (AFP)",
        "Scroll down for video of the grain ships that wait in the port today.",
        "Grain corridor talks open in Geneva with nine ministers",
        "Will the grain corridor ever open again for all of the waiting ships?",
        "The grain corridor stays shut.",
        "• Ministers from nine countries said the grain corridor would open in the last week of the month.",
        "GRAIN CORRIDOR TALKS OPEN IN GENEVA AND NINE MINISTERS COME TO THE TABLE TODAY.",
    ],
)
def test_unfit_sentences_are_left_out(unfit: str) -> None:
    """Captions, labels, headlines, teasers, questions and stumps are never chosen, wherever they stand."""
    assert eligible(unfit) is not Fitness.ALONE
    assert unfit not in chosen([unfit, *PLAIN])


def test_order_and_number() -> None:
    """As many sentences as asked for, in the order of the source; fewer where fewer are fit."""
    for count in range(1, 6):
        positions = rank(PLAIN, count=count).chosen
        assert len(positions) == count
        assert list(positions) == sorted(set(positions))
    assert chosen([PLAIN[0], "Too short.", PLAIN[1]]) == PLAIN[:2]


def test_something_is_always_chosen() -> None:
    """A text without one fit sentence gives its short ones, and one of questions alone its first."""
    assert chosen(["Too short.", "Why?"]) == ["Too short."]
    assert chosen(["Who?", "Why?"]) == ["Who?", "Why?"]


@pytest.mark.parametrize("ranker", ["sitrep", "lex-rank", "luhn", "text-rank", "kl", "reduction"])
def test_characters_are_kept_to(ranker: str) -> None:
    """No ranker goes beyond the characters where one sentence fits; where none does, one is given."""
    long = f"{PLAIN[0][:-1]}, {PLAIN[1][:-1].lower()}, {PLAIN[2][:-1].lower()}, {PLAIN[3].lower()}"
    document = Document(text="\n".join([long, *PLAIN]), language="en")
    (pick,) = brief([document], budget=Budget(sentences=1, characters=120), method=ranker).picks
    assert pick.position > 0
    assert len(brief([document], budget=Budget(characters=20), method=ranker).picks) == 1


def test_nothing_twice() -> None:
    """A repeated sentence is chosen once, and one that says the same gives way to news."""
    assert chosen([PLAIN[0], PLAIN[0], PLAIN[0], *PLAIN[1:]]).count(PLAIN[0]) == 1
    nearly = PLAIN[0].replace("Monday", "Tuesday")
    assert not {PLAIN[0], nearly} <= set(chosen([PLAIN[0], nearly, *PLAIN[1:]], count=2))


def test_pronouns_do_not_stand_alone() -> None:
    """A sentence that points back is chosen only right after the one it points at."""
    leaning = (
        "He said the grain corridor, the ships, the ports and the guards were all that ministers discussed."
    )
    text = ["The rain fell all day and nobody came to the square in town.", leaning, *PLAIN]
    for count in (1, 2, 3):
        positions = rank(text, count=count).chosen
        assert 1 not in positions or 0 in positions


def test_nothing_leans_on_what_is_left_out() -> None:
    """Where sentences are few, one that leans on an unfit sentence is left out too."""
    leaning = "He said the grain corridor, the ships, the ports and the guards were all that they discussed."
    assert chosen(["Who came?", leaning, PLAIN[0]]) == [PLAIN[0]]
    assert chosen(["Who came?", leaning]) == [leaning]


def test_quotations_are_not_opened_inside() -> None:
    """Of a quotation that runs over sentences, no later part is chosen without the part before it."""
    quoted = [
        "“The grain corridor is a matter of life for the farmers and the ports,” the envoy said, “and so",
        "ministers in Geneva know that the grain corridor needs ships and guards and insurers from London.",
        "The ships of the grain corridor will not wait for the ministers of nine countries in Geneva.”",
    ]
    text = [PLAIN[0], *quoted, *PLAIN[1:]]
    for count in (1, 2, 3, 4):
        positions = set(rank(text, count=count, paragraphs=[0] * len(text)).chosen)
        assert not {2, 3} & positions or positions >= {1, 2, 3}
        assert 1 not in positions or positions >= {1, 2, 3}


def test_caveats_stay_with_their_claim() -> None:
    """A caveat right after the first claim is kept where there is room."""
    doubt = "The claim that insurers had asked for guards on the ships could not be independently verified."
    assert chosen([*PLAIN[:3], doubt, *PLAIN[3:]], count=4) == [*PLAIN[:3], doubt]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He said nothing about the war.", "en"),
        ("But the war went on.", "en"),
        ("“They will come,” said Doe.", "en"),
        ("‘We will go,’ he said.", "en"),
        ("It also bought ships.", "en"),
        ("Speaking after the talks, she named no date.", "en"),
        ("This led to war.", "en"),
        ("Він нічого не сказав.", "uk"),
        ("Но война продолжалась.", "ru"),
        ("Il a parlé de la guerre.", "fr"),
        ("Dennoch ging der Krieg weiter.", "de"),
        ("Sin embargo, la guerra siguió.", "es"),
        ("وأضاف أن الحرب ستستمر.", "ar"),
    ],
)
def test_points_back(text: str, language: str) -> None:
    """An opening pronoun or connective is known in every covered language."""
    assert anaphoric(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hermann Doe said nothing.", "en"),
        ("The attack on the port killed nobody.", "en"),
        ("This week the talks go on.", "en"),
        ("It is unclear who fired.", "en"),
        ("In his speech, Doe named a date.", "en"),
        ("When Doe came to Geneva, he named a date.", "en"),
        ("Init Corp. sells ships.", "en"),
        ("Ибрагимов выступил с речью.", "ru"),
        ("Il y a un accord.", "fr"),
        ("Derweil gehen die Gespräche weiter.", "de"),
    ],
)
def test_stands_alone(text: str, language: str) -> None:
    """A sentence with its own subject stands alone."""
    assert not anaphoric(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "The claim could not be independently verified.",
        "Проверить эти данные независимо не удалось: независимого подтверждения нет.",
        "Die Angaben ließen sich nicht unabhängig überprüfen.",
        "لم يتسن التحقق من ذلك من مصدر مستقل.",
    ],
)
def test_caveats_are_known(text: str) -> None:
    """A sentence that limits a claim is known as a caveat, an ordinary one is not."""
    assert caveat(text)
    assert not caveat(PLAIN[0])


def test_open_quotations() -> None:
    """A quotation is followed over sentences, and a missing closing mark is taken for a slip."""
    marks = ["“One is here. ", "Two goes on.", "Three ends it,” Doe said.", "Four is free."]
    assert [s.inside for s in standings(marks, [0] * 4)] == [False, True, True, False]
    assert [s.left_open for s in standings(marks, [0] * 4)] == [True, True, False, False]
    slip = ["“One never ends, Doe said.", "Two is free.", "Three is ‘free’ too."]
    assert not any(s.inside for s in standings(slip, [0, 1, 2]))
    assert standings(["“If so, it is enough.”"], [0])[0].bare
    assert not standings(["'It's the soldiers' day,' Doe said."], [0])[0].bare

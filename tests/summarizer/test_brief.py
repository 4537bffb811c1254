"""Briefs on one document and on several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import segment
from summarizer.model import LINE, LONG, NORMAL, SHORT, Brief, Budget, Document
from summarizer.pipeline import brief
from summarizer.rank import RANKERS
from summarizer.reference import anaphoric
from tests.ingest.layouts import ARAB_LAYOUT, BRIDGE, BRIDGE_TITLE, HARVEST, WHOLE_PAGE, WIRE
from tests.summarizer.test_segment import TEXT
from tests.summarizer.test_select import PLAIN

DAY = datetime(2024, 3, 1, tzinfo=UTC)
ARTICLE = "\n".join([*PLAIN, *(line for line in BRIDGE if line[-1] == "."), *HARVEST])
IN_LANGUAGES = {
    "en": " ".join(PLAIN),
    "uk": "Міністри дев'яти країн зустрілися в Женеві, щоб обговорити зерновий коридор. Коридор дозволить "
    "сорока кораблям на місяць виходити з трьох портів під спільним прапором. Страховики в Лондоні "
    "вимагали охорони на кожному кораблі, перш ніж знову страхувати коридор. Фермери біля портів "
    "сказали, що врожай згниє в силосах.",
    "ru": "Министры девяти стран встретились в Женеве, чтобы обсудить зерновой коридор. Коридор позволит "
    "сорока кораблям в месяц выходить из трёх портов под общим флагом. Страховщики в Лондоне "
    "потребовали охраны на каждом корабле, прежде чем снова страховать коридор. Фермеры у портов "
    "сказали, что урожай сгниёт в силосах.",
    "fr": "Les ministres de neuf pays se sont réunis à Genève pour discuter du corridor céréalier. Le "
    "corridor permettrait à quarante navires par mois de quitter les trois ports sous un même drapeau. "
    "Les assureurs de Londres ont demandé des gardes sur chaque navire. Les agriculteurs ont dit que la "
    "récolte pourrirait ici.",
    "de": "Minister aus neun Ländern trafen sich in Genf, um über den Getreidekorridor zu sprechen. Der "
    "Korridor würde vierzig Schiffe im Monat unter gemeinsamer Flagge aus den drei Häfen lassen. "
    "Versicherer in London verlangten Wachen auf jedem Schiff. Bauern nahe den Häfen sagten, die Ernte "
    "werde in den Silos verfaulen.",
    "es": "Ministros de nueve países se reunieron en Ginebra para hablar del corredor de cereales. El "
    "corredor dejaría salir de los tres puertos cuarenta barcos al mes bajo una misma bandera. Las "
    "aseguradoras de Londres pidieron guardias en cada barco. Los agricultores dijeron que la cosecha "
    "se pudriría pronto en los silos.",
    "ar": "اجتمع وزراء تسع دول في جنيف لبحث ممر الحبوب عبر البحر يوم الاثنين. سيسمح الممر لأربعين سفينة كل "
    "شهر بمغادرة الموانئ الثلاثة تحت علم واحد مشترك. طالبت شركات التأمين في لندن بحراس على كل سفينة قبل "
    "التأمين عليها. قال المزارعون قرب الموانئ إن المحصول سيفسد في الصوامع إن لم تصل السفن.",
    "zh": "九国部长周一在日内瓦开会，讨论粮食走廊及其护卫问题。走廊将允许每月四十艘船只悬挂共同旗帜离开三个"
    "港口。伦敦的保险公司要求每艘船上都有护卫。港口附近的农民说，如果船只不来，收成将在筒仓里腐烂。",
    "tr": "Dokuz ülkenin bakanları tahıl koridorunu görüşmek üzere pazartesi Cenevre'de bir araya geldi. "
    "Koridor her ay kırk geminin ortak bayrak altında üç limandan çıkmasına izin verecek. Londra'daki "
    "sigortacılar her gemide koruma istedi. Limanlara yakın çiftçiler hasadın silolarda çürüyeceğini "
    "yine söyledi.",
}
UPDATES = [
    ["Fighters from the north took the town of Dorvale on Friday after two days of shelling.", PLAIN[2]],
    [
        "The army said it had lost forty soldiers in Dorvale and would send three brigades to the river.",
        PLAIN[3],
    ],
    ["Envoys of both sides met in Geneva and agreed on a truce of ten days around Dorvale.", PLAIN[4]],
]
DATED = [
    Document(text="\n".join(lines), published=DAY + timedelta(days=day)) for day, lines in enumerate(UPDATES)
]


def texts(documents: Sequence[Document], found: Brief) -> list[str]:
    """The picked sentences."""
    return [documents[pick.document].text[pick.start : pick.end] for pick in found.picks]


def one(text: str, budget: Budget = NORMAL, *, about: str = "", known: Sequence[str] = ()) -> list[str]:
    """The brief on one English text."""
    documents = [Document(text=text, language="en")]
    return texts(documents, brief(documents, budget=budget, about=about, known=known))


def verbatim(documents: Sequence[Document], found: Brief, budget: Budget) -> None:
    """Every pick is a sentence of its document, none is told twice, and the budget is kept."""
    for pick in found.picks:
        document = documents[pick.document]
        spans = segment.spans(document.text, document.language or "en")
        assert spans[pick.position] == (pick.start, pick.end)
    told = texts(documents, found)
    assert len(set(told)) == len(told)
    if budget.sentences is not None:
        assert len(told) <= budget.sentences
    if budget.characters is not None and len(told) > 1:
        assert len(" ".join(told)) <= budget.characters


@pytest.mark.parametrize("method", RANKERS)
@pytest.mark.parametrize("language", IN_LANGUAGES)
@pytest.mark.parametrize("budget", [LINE, SHORT, Budget(sentences=2)])
def test_every_method_in_every_language(method: str, language: str, budget: Budget) -> None:
    """Each method chooses in each language, for one document and for several, within each budget."""
    alone = [Document(text=IN_LANGUAGES[language], language=language)]
    several = [
        Document(text=sentence, language=language, published=DAY + timedelta(days=at))
        for at, sentence in enumerate(IN_LANGUAGES[language].replace("。", ". ").split(". "))
        if sentence
    ]
    for documents in (alone, several):
        found = brief(documents, budget=budget, method=method)
        assert found.picks
        verbatim(documents, found, budget)
        order = [(pick.document, pick.start) for pick in found.picks]
        assert order == sorted(order)
        assert found == brief(documents, budget=budget, method=method)


@pytest.mark.parametrize("method", [name for name in RANKERS if name != "kl"])
@given(
    bodies=st.lists(TEXT, max_size=3),
    budget=st.builds(
        Budget, sentences=st.none() | st.integers(0, 5), characters=st.none() | st.integers(0, 400)
    ),
    about=st.text(max_size=8),
    known=st.lists(TEXT, max_size=2),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_survived(
    method: str, bodies: list[str], budget: Budget, about: str, known: list[str]
) -> None:
    """No text, budget, wish or memory makes a brief fail, cut a sentence, or tell one twice."""
    documents = [Document(text=body, language="en") for body in bodies]
    verbatim(documents, brief(documents, budget=budget, method=method), budget)
    verbatim(documents, brief(documents, budget=budget, about=about, known=known, method=method), budget)


@pytest.mark.parametrize("documents", [[], [Document(text="")], [Document(text=" \n\t"), Document(text="…")]])
def test_nothing_to_tell(documents: list[Document]) -> None:
    """Of no documents, and of empty ones, there is no brief, by any method."""
    for method in RANKERS:
        assert len(texts(documents, brief(documents, method=method))) <= 1


def test_unknown_method() -> None:
    """A method that does not exist is an error, whatever there is to tell."""
    with pytest.raises(KeyError):
        brief([], method="nosuch")


def test_language_and_fallback() -> None:
    """The language is the first document's; one whose stop words are not known is said to fall back."""
    assert brief([Document(text=ARTICLE)]).language == "en"
    assert not brief([Document(text=ARTICLE)]).fallback
    assert brief([Document(text=IN_LANGUAGES["tr"], language="tr")]).fallback
    assert brief([Document(text=ARTICLE, language="de", published=DAY), *DATED]).language == "de"


def test_lengths() -> None:
    """A line is one sentence that fits it, a short brief is filled well, a long one has eight sentences."""
    (line,) = one(ARTICLE, LINE)
    assert len(line) <= 160
    assert 200 <= len(" ".join(one(ARTICLE, SHORT))) <= 300
    assert len(one(ARTICLE, NORMAL)) == 3
    assert len(one(ARTICLE, LONG)) == 8
    assert len(one(ARTICLE, Budget(sentences=None))) > 8
    assert one(ARTICLE, Budget(sentences=0)) == []


def test_the_first_sentence_is_given_even_where_it_is_longer() -> None:
    """A text of long sentences alone still has a line, uncut; one with a shorter sentence gives that."""
    assert one(" ".join(PLAIN[:2]), Budget(sentences=1, characters=20))[0] in PLAIN[:2]
    short = "The envoys left Geneva without a word on Friday night."
    assert one(" ".join([*PLAIN, short]), Budget(sentences=1, characters=60)) == [short]


def test_about() -> None:
    """A brief about somebody tells of them alone, by any part of the name, and by pronouns after it."""
    text = [
        *PLAIN,
        "Lena Orlova, the chief engineer, tested every span of the bridge at Dorvale before it opened.",
        "She said the bridge would carry trucks of twenty tonnes by the end of the month.",
        "Pavel Orlov, a farmer of the valley, sold his wheat to the ministry of another country.",
    ]
    for asked in ("Lena Orlova", "lena orlova", "Orlova", "engineer Orlova"):
        assert set(one("\n".join(text), about=asked)) <= set(text[5:7])
        assert text[5] in one("\n".join(text), about=asked)
    assert one("\n".join(text), about="Lena Orlova") == text[5:7]
    assert one("\n".join(text), about="Mark Rutte") == []
    assert one("\n".join(text), about="corridor insurers") == [text[2]]


def test_about_a_topic() -> None:
    """A topic is found by its aliases: a demonym speaks of the country."""
    text = "\n".join(
        [*PLAIN, "Ukrainian troops left the town of Dorvale before the shelling of the bridge began."]
    )
    assert one(text, about="Ukraine") == [text.splitlines()[-1]]
    assert one(text, about="ukraine") == one(text, about="Ukraine")
    assert one(text, about="Brazil") == []


def test_another_persons_surname() -> None:
    """A family name beside another first or last name is not the one asked for."""
    other = "Boris Sand sold the mill at Dorvale to a firm from the coast."
    wanted = "President Sand opened the new mill on Monday at noon."
    assert one(f"{other}\n{wanted}", about="Anna Sand") == [wanted]


@pytest.mark.parametrize("method", RANKERS)
def test_only_what_is_new(method: str) -> None:
    """What a reader knows, word for word or nearly, is not told again; new figures are news."""
    documents = [Document(text=ARTICLE, language="en")]
    everything = ARTICLE.splitlines()
    assert brief(documents, known=everything, method=method).picks == ()
    seen = [PLAIN[0].replace("Ministers from", "The ministers of"), *everything[1:]]
    assert brief(documents, known=seen, method=method).picks == ()
    rest = texts(documents, brief(documents, budget=Budget(sentences=20), known=PLAIN, method=method))
    assert rest
    assert not set(rest) & set(PLAIN)
    more = [PLAIN[1].replace("forty", "40"), PLAIN[0]]
    assert PLAIN[1].replace("forty", "55") in one(PLAIN[1].replace("forty", "55"), known=more)


def test_several_tell_nothing_twice() -> None:
    """Of the same fact in several reports, word for word or told anew, one report alone is cited."""
    again = UPDATES[2][0].replace("Envoys of both sides met", "On Sunday the envoys of both sides met")
    documents = [
        *DATED,
        Document(text=again + "\n" + UPDATES[0][0], published=DAY + timedelta(days=2, hours=5)),
    ]
    found = texts(documents, brief(documents, budget=Budget(sentences=6)))
    assert len({again, UPDATES[2][0]} & set(found)) == 1
    assert found.count(UPDATES[0][0]) == 1


def test_newest_first_but_told_in_order() -> None:
    """The newest report is told of before older ones, and what is told stands in the order of events."""
    assert texts(DATED, brief(DATED, budget=Budget(sentences=1))) == [UPDATES[2][0]]
    for documents in (DATED, DATED[::-1]):
        found = brief(documents, budget=Budget(sentences=5))
        days = [documents[pick.document].published for pick in found.picks]
        assert len(days) == 5
        assert days == sorted(days, key=lambda day: day or DAY)


def test_dates_of_any_kind() -> None:
    """Dates with and without a zone, and none at all, are told apart without an error."""
    documents = [
        Document(text=UPDATES[0][0]),
        Document(text=UPDATES[1][0], published=datetime(2024, 3, 2)),  # noqa: DTZ001  # as a feed may give it
        Document(text=UPDATES[2][0], published=DAY),
    ]
    found = brief(documents, budget=Budget(sentences=3))
    assert [pick.document for pick in found.picks] == [0, 2, 1]


@pytest.mark.parametrize("page", [ARAB_LAYOUT, WHOLE_PAGE, WIRE])
@pytest.mark.parametrize("budget", [LINE, SHORT, NORMAL, LONG])
def test_no_furniture_of_a_page(page: str, budget: Budget) -> None:
    """Of a page that nobody cleaned, only sentences of its articles are told."""
    told = " ".join([*BRIDGE, *HARVEST])
    found = one(page, budget)
    assert found
    assert all(sentence.split(" - ")[-1].removeprefix("SELM: ") in told for sentence in found)
    assert BRIDGE_TITLE not in found


def test_what_a_short_sentence_belongs_to() -> None:
    """A short sentence is told where another cannot stand without it, not by itself."""
    text = "\n".join(
        [
            "Leon Marsh died.",
            "He had asked the ministers in Geneva for guards on the grain ships of the corridor.",
        ]
    )
    assert one(text) == text.splitlines()


def test_caveat_travels() -> None:
    """A doubt stands beside the claim wherever there is room for both, however short it is."""
    doubt = "The claim could not be verified."
    text = "\n".join([PLAIN[0], doubt, *PLAIN[1:]])
    assert doubt in one(text, Budget(sentences=2))
    assert one(text, Budget(sentences=3))[:2] == [PLAIN[0], doubt]


def test_no_dangling_opening() -> None:
    """No brief on an ordinary report opens with a pronoun, whatever the budget."""
    text = "\n".join(f"{plain}\nIt also told the ministers of {at} ships." for at, plain in enumerate(PLAIN))
    for budget in (LINE, SHORT, NORMAL, LONG, Budget(sentences=None, characters=700)):
        assert not anaphoric(one(text, budget)[0], "en")


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "He said “a. " * 17_000,
        ".”" * 100_000,
        "\n".join(
            f"Ship {n} of the corridor left port {n % 7} with {n * 3} tonnes today." for n in range(3_000)
        ),
    ],
)
def test_long_texts_are_bounded(text: str) -> None:
    """Texts of 200,000 characters, hostile ones too, are briefed on in seconds, with large budgets too."""
    began = perf_counter()
    for budget in (NORMAL, Budget(sentences=50), Budget(sentences=None, characters=20_000)):
        verbatim(
            [Document(text=text, language="en")],
            brief([Document(text=text, language="en")], budget=budget),
            budget,
        )
    assert perf_counter() - began < 60


def test_many_documents_are_bounded() -> None:
    """Fifty reports of a hundred sentences are briefed on in seconds."""
    documents = [
        Document(
            text="\n".join(
                f"Ship {n} left port {day} with {n * day} tonnes of wheat today." for n in range(100)
            ),
            published=DAY + timedelta(days=day),
            language="en",
        )
        for day in range(50)
    ]
    began = perf_counter()
    assert len(brief(documents, budget=Budget(sentences=5)).picks) == 5
    assert perf_counter() - began < 30

"""Openings that point back and caveats, in seven languages."""

from __future__ import annotations

from time import perf_counter

import pytest

from summarizer.reference import anaphoric, caveat

LEANING = {
    "en": [
        "He said so.",
        "“We will stay,” he added.",
        "But the talks went on.",
        "The move comes as talks stall.",
        "The attack killed three people.",
        "The two met again in March.",
        "The two leaders shook hands.",
        "There, he met the mayor.",
        "Doing so would cost lives, the general said.",
        "His comments came after a night of shelling.",
        "Both sides blamed each other.",
        "Such talks have failed before.",
        "Others fled across the river.",
        "Two others were hurt.",
        "That year, the party lost its majority.",
        "It said that the bridge was closed.",
        "It also hit a bridge.",
        "In his remarks, he thanked the crew.",
        "According to him, nobody was hurt.",
        "The decision was welcomed by the union.",
        "Meanwhile, the port stayed shut.",
        "The latter was released.",
        "Another official said the road was mined.",
        "Some said they would stay.",
        "After that, nobody spoke.",
    ],
    "uk": [
        "Він сказав це вчора.",
        "За його словами, міст закрито.",
        "Водночас порт працює.",
        "Однак дощ не вщух.",
        "«Ми лишаємося в місті», — сказав він.",
    ],
    "ru": [
        "Он сказал это вчера.",
        "По его словам, мост закрыт.",
        "При этом порт работает.",
        "Но дождь не утих.",
        "«Мы остаёмся в городе», — сказал он журналистам.",
    ],
    "fr": [
        "Il a dit non.",
        "Selon lui, le pont est fermé.",
        "Mais la pluie a continué.",
        "Cette attaque a fait trois morts.",
        "« Nous restons en ville », a-t-il déclaré à la presse.",
    ],
    "de": [
        "Er sagte nein.",
        "Ihm zufolge ist die Brücke zu.",
        "Dennoch regnete es weiter.",
        "Dieser Angriff kostete drei Leben.",
        "„Wir bleiben in der Stadt“, sagte er am Montag.",
    ],
    "es": [
        "Él dijo que no.",
        "Según ella, el puente está cerrado.",
        "Sin embargo, siguió lloviendo.",
        "Ese ataque mató a tres.",
    ],
    "ar": ["وأضاف أن الجسر مغلق.", "وقال إن المحادثات فشلت.", "لكن المطر استمر.", "وهذا الهجوم قتل ثلاثة."],
}
STANDING = {
    "en": [
        "This week the ministers meet in Geneva.",
        "This past Monday a bridge fell.",
        "It is unclear whether the talks will go on.",
        "It was not immediately clear who fired.",
        "It took the crew three hours to reach the ship.",
        "One of the ministers resigned.",
        "Another 12 people were killed in the port.",
        "Both Russia and Ukraine sent envoys.",
        "The former president of Acme was charged.",
        "The attack on the port killed three people.",
        "The decision by the court was welcomed.",
        "The two-day summit opened on Monday.",
        "Those who fled the town came home.",
        "So far 12 ships have left the port.",
        "Then-President Ann Roe signed the treaty.",
        "Here’s what we know about the crash.",
        "There is no power in the town.",
        "Because of the storm the port is shut.",
        "Instead of talks the ministers sent letters.",
        "In response to the shelling, the army moved north.",
        "Some of the ships left the port.",
        "Italy said the ships had left.",
    ],
    "uk": ["Цього тижня міністри зустрінуться.", "Міст закрито.", "Президент сказав, що він піде."],
    "ru": ["Этим летом министры встретятся.", "Мост закрыт.", "Президент сказал, что он уйдёт."],
    "fr": [
        "Il y a trois blessés.",
        "Cette semaine, les ministres se voient.",
        "Le pont est fermé.",
        "Ce lundi, un pont a cédé.",
    ],
    "de": ["Diese Woche treffen sich die Minister.", "Die Brücke ist zu.", "Sergej Doe kam an."],
    "es": ["Este lunes se reúnen los ministros.", "El puente está cerrado.", "Esta semana no hay clases."],
    "ar": ["وقال وزير الخارجية إن المحادثات فشلت.", "الجسر مغلق.", "قال الرئيس إن الحرب انتهت."],
}
CAVEATS = {
    "en": [
        "The claim could not be independently verified.",
        "It was not immediately clear who fired.",
        "The ministry did not respond to a request for comment.",
        "The claims could not be confirmed.",
        "Moscow denies targeting civilians.",
        "There was no immediate comment from Kyiv.",
        "The agency was unable to verify the footage.",
        "The group gave the figure without providing evidence.",
        "The army has neither confirmed nor denied the loss.",
        "It remains unclear how the fire began.",
        "A spokesman declined to comment.",
    ],
    "uk": [
        "Незалежно перевірити ці дані не вдалося.",
        "Причина наразі не відома.",
        "У міністерстві від коментарів відмовилися.",
    ],
    "ru": [
        "Независимо проверить эти данные не удалось.",
        "Причина пока неизвестна.",
        "В министерстве не ответили на запрос.",
    ],
    "fr": [
        "L'information n'a pas pu être vérifiée.",
        "Le ministère n'a pas immédiatement réagi.",
        "L'armée dément toute attaque.",
    ],
    "de": [
        "Die Angaben ließen sich nicht unabhängig überprüfen.",
        "Die Ursache ist noch unklar.",
        "Moskau bestreitet den Angriff.",
    ],
    "es": [
        "La información no pudo ser verificada.",
        "El ministerio no respondió a una solicitud.",
        "El ejército negó que hubiera muertos.",
    ],
    "ar": ["لم يتسن التحقق من هذه الأنباء.", "ولم ترد الوزارة على طلب للتعليق.", "ونفت الوزارة ذلك."],
}
PLAIN = {
    "en": [
        "The minister confirmed the talks.",
        "She was denied the prize.",
        "The sky was clear over the port.",
    ],
    "uk": ["Міністр підтвердив переговори.", "Відомо про трьох поранених."],
    "ru": ["Министр подтвердил переговоры.", "Известно о трёх раненых."],
    "fr": ["Le ministre a confirmé la visite.", "Le ciel était clair."],
    "de": ["Der Minister bestätigte den Besuch.", "Der Himmel war klar."],
    "es": ["El ministro confirmó la visita.", "El cielo estaba claro."],
    "ar": ["أكد الوزير عقد المحادثات.", "قال الوزير إن الجسر مغلق."],
}


def listed(cases: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Every sentence with its language."""
    return [(code, sentence) for code, sentences in cases.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "sentence"), listed(LEANING))
def test_leaning(language: str, sentence: str) -> None:
    """A sentence that points at something before it is held."""
    assert anaphoric(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), listed(STANDING))
def test_standing(language: str, sentence: str) -> None:
    """A sentence that could open an article is not held."""
    assert not anaphoric(sentence, language)


@pytest.mark.parametrize(("language", "sentence"), listed(CAVEATS))
def test_caveats(language: str, sentence: str) -> None:
    """A sentence that limits a claim is known, with its language given and without."""
    assert caveat(sentence, language)
    assert caveat(sentence)


@pytest.mark.parametrize(("language", "sentence"), listed(PLAIN))
def test_no_caveats(language: str, sentence: str) -> None:
    """A plain report is no caveat."""
    assert not caveat(sentence, language)


def test_long_sentences_are_cheap() -> None:
    """A hostile sentence costs no more than its length."""
    began = perf_counter()
    anaphoric("it is very " * 100_000, "en")
    anaphoric("they may " + "be a " * 100_000, "en")
    caveat("could not be immediately " * 40_000, "en")
    caveat("не " * 200_000 + "провер", "ru")
    assert perf_counter() - began < 5

"""The language of a text, and what sumy brings for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer import languages, rank

OWN_WORDS = {
    "en": "The ministers met on Monday and said that the talks would go on for a week, but gave no date.",
    "uk": "Міністри зустрілися в понеділок і повідомили, що переговори триватимуть ще один тиждень.",
    "ru": "Министры встретились в понедельник и сообщили, что переговоры продлятся ещё одну неделю.",
    "ar": "التقى الوزراء يوم الاثنين وقالوا إن المحادثات ستستمر أسبوعا آخر لكنهم لم يحددوا موعدا لذلك.",
    "fr": "Les ministres se sont réunis lundi et ont déclaré que les discussions dureraient une semaine.",
    "de": "Die Minister trafen sich am Montag und erklärten, dass die Gespräche eine Woche dauern würden.",
    "es": "Los ministros se reunieron el lunes y dijeron que las conversaciones durarían una semana más.",
    "zh": "部长们星期一举行会晤，并表示会谈将再持续一周。",
}


@pytest.mark.parametrize(("code", "text"), OWN_WORDS.items())
def test_told_apart(code: str, text: str) -> None:
    """The language of one plain sentence is told."""
    assert languages.detect(text) == code


@pytest.mark.parametrize("text", ["", "   \n", "12 345", "OK", "Zelensky", "🙂🙂", "!!!"])
def test_unknown(text: str) -> None:
    """A text too short to tell, without a telling script, is of no known language."""
    assert languages.detect(text) == "und"


@pytest.mark.parametrize(("text", "code"), [("Київ", "uk"), ("мы", "ru"), ("سلام", "ar"), ("서울", "ko")])
def test_script_tells(text: str, code: str) -> None:
    """A short text is told by letters that only one of the languages has."""
    assert languages.detect(text) == code


def test_english_needs_no_model() -> None:
    """Plain English is told without loading py3langid, whose model takes 100 MiB."""
    told = f"print(detect({OWN_WORDS['en']!r}), 'py3langid' in sys.modules)"
    program = f"import sys; from summarizer.languages import detect; {told}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    assert done.stdout.split() == ["en", "False"]


@pytest.mark.parametrize("code", sorted(languages.STOP_WORDS))
def test_stop_words_are_there(code: str) -> None:
    """Every language said to have stop words has its own inside sumy."""
    assert code == "en" or rank.stop_words(code) != rank.stop_words("en")


@pytest.mark.parametrize("code", sorted(languages.STEMMERS))
def test_stemmers_work(code: str) -> None:
    """Every language said to have a stemmer stems with what is installed."""
    assert rank.stemmer(code)("Книги" if code in {"ru", "uk"} else "houses")

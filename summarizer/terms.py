"""Text to search terms: the stems that the index holds and that questions are matched by.

Light on purpose (PyStemmer and the standard library), since the parent process uses it too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

LONGEST = 64
"""Characters of a token that are kept; no word is longer, hostile input may be."""

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02bb\u00b4\u2032\uff07`", "'"))
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009\u066c']\d{3})+(?![\d])")
_DIGIT = re.compile(r"\d")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_CLITIC = re.compile(r"(?<=\w)'(?:s|ll|re|ve|d|m)\b", re.IGNORECASE)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|all|dell|nell|un)'(?=\w)", re.IGNORECASE)
_INNER_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_TOKEN = re.compile(r"[^\W_]+")
# Scripts written without spaces: Thai, Lao, Khmer, kana and Han are cut into pairs of characters.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")

# These mean something else in capitals: the country, the health agency, the group.
_NOT_STOPPED = frozenset({"US", "WHO", "IS"})
_ELIDING = frozenset({"fr", "it", "ca"})

# Snowball's algorithms, by ISO 639-1 code (https://snowballstem.org/algorithms/). Ukrainian has
# none; the Russian one trims most of its endings and keeps both languages findable by script alone.
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish", "uk": "russian",
}  # fmt: skip
_SCRIPT_OF = {"ar": "arabic", "ru": "cyrillic", "uk": "cyrillic", "el": "greek", "hy": "armenian"}
_LANGUAGE_OF = {"arabic": "ar", "cyrillic": "ru", "greek": "el", "armenian": "hy", "latin": "en"}


def terms(text: str, language: str | None = None) -> list[str]:
    """The search terms of a text, in order: stems of its words, and its numbers; stop words dropped.

    A term is casefolded, without diacritics, and holds only ``\\w`` characters; "12,000" gives
    "12000", "Russia's" the same as "Russia", "Jong-un" two terms. ``language`` is an ISO 639-1
    code; None or an unknown one stems each word by its script (Latin as English, Cyrillic as
    Russian, Arabic as Arabic). Any string is accepted.
    """
    code = language[:2].lower() if language else ""
    return [term for token in _tokens(text, code) for term in _stemmed(token, code)]


def folded(text: str) -> str:
    """The text decomposed by compatibility and without diacritics; case is kept.

    Cyrillic "й" is a letter of its own and stays, since the stemmer needs it.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    plain = plain.replace("\u0438\u0306", "\u0439").replace("\u0418\u0306", "\u0419")
    return "".join(c for c in plain if unicodedata.category(c)[0] != "M")


def _tokens(text: str, code: str) -> list[str]:
    # Each step is passed over where nothing in the text calls for it: most sentences need none.
    if not text.isascii() or "`" in text:
        text = text.translate(_APOSTROPHES)
    if _DIGIT.search(text):
        text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), text)
    if not text.isascii():
        text = folded(text).translate(_APOSTROPHES)
    if text.count(".") > 1:
        text = _INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    if "'" in text:
        if code in _ELIDING:
            text = _ELISION.sub("", text)
        text = _INNER_APOSTROPHE.sub("", _CLITIC.sub("", text))
    return [token[:LONGEST] for token in _TOKEN.findall(text)]


@lru_cache(maxsize=50_000)
def _stemmed(token: str, code: str) -> tuple[str, ...]:
    if token.isdecimal():
        return ("".join(str(unicodedata.decimal(c)) for c in token),)
    if _UNSPACED.fullmatch(token):
        return tuple(token[i : i + 2] for i in range(max(1, len(token) - 1)))
    word = token.casefold()
    language = _language(word, code)
    if word in stop_words(language) and token not in _NOT_STOPPED:
        return ()
    stem = _stemmer(language).stemWord(word)
    return ("".join(_TOKEN.findall(folded(stem))) or word,)


def _language(word: str, code: str) -> str:
    """The language to stem by: the given one if the word is in its script, else the script's own."""
    script = _script(word[0])
    if code in _ALGORITHMS and _SCRIPT_OF.get(code, "latin") == script:
        return code
    return _LANGUAGE_OF[script]


def _script(character: str) -> str:
    point = ord(character)
    if 0x0400 <= point <= 0x052F:
        return "cyrillic"
    if 0x0600 <= point <= 0x06FF or 0x0750 <= point <= 0x077F:
        return "arabic"
    if 0x0370 <= point <= 0x03FF:
        return "greek"
    return "armenian" if 0x0530 <= point <= 0x058F else "latin"


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_ALGORITHMS[language])


@cache
def stop_words(language: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1) that are not indexed; none where there is no list."""
    # One Cyrillic list, so that a text and a question agree when only one of them has its language told.
    languages = ("ru", "uk") if language in {"ru", "uk"} else (language,)
    return frozenset(word for each in languages for word in _lists().get(each, "").split())


@cache
def _lists() -> dict[str, str]:
    path = files("summarizer") / "data" / "stopwords.toml"
    lists: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return lists

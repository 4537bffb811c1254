"""The language of a text, and what sumy brings for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer import analyze, languages, rank

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


SHORT = {
    "en": [
        "Shelling hit the port overnight, officials said.",
        "The ministers will meet in Geneva next week.",
        "Two soldiers were hurt when a mine went off near the bridge.",
        "Rescue teams are still looking for survivors.",
        "Prices for bread have doubled since May.",
        "No injuries reported after blast in Odesa",
    ],
    "uk": [
        "Уночі обстріляли порт, повідомили чиновники.",
        "Міністри зустрінуться в Женеві наступного тижня.",
        "Двоє військових поранені біля мосту.",
        "Рятувальники досі шукають людей під завалами.",
        "Ціни на хліб зросли вдвічі з травня.",
        "Внаслідок вибуху в Одесі ніхто не постраждав",
    ],
    "ru": [
        "Ночью обстреляли порт, сообщили чиновники.",
        "Министры встретятся в Женеве на следующей неделе.",
        "Двое военных ранены возле моста.",
        "Спасатели до сих пор ищут людей под завалами.",
        "Цены на хлеб выросли вдвое с мая.",
        "В результате взрыва в Одессе никто не пострадал",
    ],
    "ar": [
        "قصف الميناء خلال الليل كما قال مسؤولون.",
        "سيجتمع الوزراء في جنيف الأسبوع المقبل.",
        "أصيب جنديان عند انفجار لغم قرب الجسر.",
        "ما زالت فرق الإنقاذ تبحث عن ناجين.",
        "تضاعفت أسعار الخبز منذ شهر مايو.",
        "لم يصب أحد بأذى في انفجار أوديسا",
    ],
    "fr": [
        "Le port a été bombardé dans la nuit, selon des responsables.",
        "Les ministres se retrouveront à Genève la semaine prochaine.",
        "Deux soldats ont été blessés près du pont.",
        "Les secours cherchent encore des survivants.",
        "Le prix du pain a doublé depuis mai.",
        "Aucun blessé après une explosion à Odessa",
    ],
    "de": [
        "Der Hafen wurde in der Nacht beschossen, sagten Beamte.",
        "Die Minister treffen sich nächste Woche in Genf.",
        "Zwei Soldaten wurden nahe der Brücke verletzt.",
        "Retter suchen noch immer nach Überlebenden.",
        "Der Brotpreis hat sich seit Mai verdoppelt.",
        "Keine Verletzten nach Explosion in Odessa",
    ],
    "es": [
        "El puerto fue bombardeado por la noche, dijeron funcionarios.",
        "Los ministros se reunirán en Ginebra la próxima semana.",
        "Dos soldados resultaron heridos cerca del puente.",
        "Los equipos de rescate siguen buscando supervivientes.",
        "El precio del pan se ha duplicado desde mayo.",
        "Sin heridos tras una explosión en Odesa",
    ],
    "it": [
        "Il porto è stato bombardato nella notte, dicono i funzionari.",
        "I ministri si incontreranno a Ginevra la prossima settimana.",
    ],
    "pt": [
        "O porto foi bombardeado durante a noite, disseram autoridades.",
        "Os ministros vão reunir-se em Genebra na próxima semana.",
    ],
    "pl": [
        "W nocy ostrzelano port, podali urzędnicy.",
        "Ministrowie spotkają się w Genewie w przyszłym tygodniu.",
    ],
    "cs": [
        "V noci byl ostřelován přístav, uvedli úředníci.",
        "Ministři se příští týden setkají v Ženevě.",
    ],
    "sk": [
        "V noci bol ostreľovaný prístav, uviedli úradníci.",
        "Ministri sa budúci týždeň stretnú v Ženeve.",
    ],
    "nl": [
        "De haven werd in de nacht beschoten, zeiden ambtenaren.",
        "De ministers komen volgende week in Genève bijeen.",
    ],
    "sv": [
        "Hamnen besköts under natten, sade tjänstemän.",
        "Ministrarna träffas i Genève nästa vecka.",
    ],
    "ro": [
        "Portul a fost bombardat în timpul nopții, au spus oficialii.",
        "Miniștrii se vor întâlni la Geneva săptămâna viitoare.",
    ],
    "hu": [
        "Éjszaka lőtték a kikötőt, közölték a tisztviselők.",
        "A miniszterek jövő héten Genfben találkoznak.",
    ],
    "tr": [
        "Liman gece bombalandı, yetkililer söyledi.",
        "Bakanlar gelecek hafta Cenevre'de buluşacak.",
    ],
    "el": [
        "Το λιμάνι βομβαρδίστηκε τη νύχτα.",
    ],
    "he": [
        "הנמל הופגז במהלך הלילה.",
    ],
    "fa": [
        "بندر شب گذشته گلوله‌باران شد و مقامات آن را تأیید کردند.",
    ],
    "zh": [
        "港口昨夜遭到炮击。",
    ],
    "ja": [
        "港は夜間に砲撃された。",
    ],
    "ko": [
        "항구가 밤사이 포격을 받았다.",
    ],
    "bg": [
        "Пристанището беше обстрелвано през нощта, казаха служители.",
    ],
    "sr": [
        "Лука је гранатирана током ноћи, рекли су званичници.",
    ],
    "be": [
        "Уначы абстралялі порт, паведамілі чыноўнікі.",
    ],
    "da": [
        "Havnen blev beskudt i løbet af natten, sagde embedsmænd, og flere skibe blev ramt.",
    ],
    "fi": [
        "Satamaa pommitettiin yöllä, kertoivat viranomaiset.",
    ],
    "no": [
        "Havnen ble beskutt i løpet av natten, sa tjenestemenn, og flere skip ble truffet.",
    ],
    "th": [
        "ท่าเรือถูกยิงถล่มในช่วงกลางคืน",
    ],
}


def test_short_sentences() -> None:
    """Of single short sentences at least 19 in 20 are told, and of the seven covered languages all."""
    told = {code: [languages.detect(text) for text in texts] for code, texts in SHORT.items()}
    right = sum(found.count(code) for code, found in told.items())
    assert right >= 0.95 * sum(map(len, told.values()))
    for code in ("en", "uk", "ru", "ar", "fr", "de", "es"):
        assert set(told[code]) == {code}


@pytest.mark.parametrize("code", sorted(languages.NAMES))
def test_every_language_works(code: str) -> None:
    """A text in any language of sumy's is analysed with what is installed, without losing a character."""
    body = "\n".join(f"{number}. {text}" for number in range(1, 5) for text in SHORT[code])
    found = analyze(body, "", None, code)
    assert found.language == code
    assert "".join("".join(body[s.start : s.end].split()) for s in found.sentences) == "".join(body.split())
    assert found.summary
    assert languages.supported(code)


def test_others_fall_back() -> None:
    """A language that sumy does not know works too, and says that it is not supported."""
    body = "Liman gece bombalandı, yetkililer söyledi. Bakanlar gelecek hafta Cenevre'de buluşacak."
    assert analyze(body, "").language == "tr"
    assert analyze(body, "").summary
    assert not languages.supported("tr")
    assert not languages.supported(languages.UNKNOWN)


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

"""Where a report was filed, by whom and for which agency is read in each tradition, and is no text."""

from __future__ import annotations

import pytest

from ingest import datelines, lines
from ingest.paste import drafts
from tests.ingest.abroad import REPORTS


@pytest.mark.parametrize(
    ("language", "opens", "place", "agency", "byline"),
    [
        ("en", "OSTRA, Arland, May 7 (Reuters) - ", "OSTRA", "Reuters", None),
        ("de", "Ostra (dpa/lby) - ", "Ostra", "dpa", None),
        ("fr", "Ostra, 7 mai 2025 (AFP) – ", "Ostra", "AFP", None),
        ("es", "Ciudad de Ostra, 7 may (EFE).- ", "Ciudad de Ostra", "EFE", None),
        ("pt", "Ostra, 07 mai 2025 (Lusa) - ", "Ostra", "Lusa", None),
        ("it", "(ANSA) - OSTRA, 07 MAG - ", "OSTRA", "ANSA", None),
        ("uk", "ОСТРА, 7 травня (Укрінформ) - ", "ОСТРА", "Укрінформ", None),
        ("uk", "Остра. 7 травня. УНІАН. ", "Остра", "УНІАН", None),
        ("ru", "ОСТРА, 7 мая. /ТАСС/. ", "ОСТРА", "ТАСС", None),
        ("ru", "ОСТРА, 7 мая — РИА Новости. ", "ОСТРА", "РИА Новости", None),
        ("ar", "أوسترا (رويترز) - ", "أوسترا", "رويترز", None),
        ("ar", "أوسترا - أ ف ب: ", "أوسترا", "أ ف ب", None),
        ("ko", "(오스트라=연합뉴스) 홍길동 기자 = ", "오스트라", "연합뉴스", "홍길동"),
        ("ko", "[한국신문=홍길동 기자] ", None, None, "홍길동"),
        ("zh", "新华社奥斯特拉5月7日电（记者张三 李四）", "奥斯特拉", "新华社", "张三 李四"),
        ("zh", "中新网5月7日电 ", None, "中新网", None),
        ("ja", "【オストラ共同】", "オストラ", "共同", None),
        ("ja", "【オストラ＝山田太郎】", "オストラ", None, "山田太郎"),
        ("ja", "［オストラ　７日　ロイター］ - ", "オストラ", "ロイター", None),
    ],
)
def test_a_report_opens_with_facts(
    language: str, opens: str, place: str | None, agency: str | None, byline: str | None
) -> None:
    """Of the first paragraph the text stays byte for byte, and what stood before it is told."""
    report = REPORTS[language]
    first, *rest = report.opening
    (draft,) = drafts("\n".join([report.title, opens + first, *rest]))
    assert draft.title == report.title
    assert draft.body.split("\n") == [first, *rest]
    assert (draft.dateline, draft.agency, draft.byline) == (place, agency, byline)


@pytest.mark.parametrize(
    "text",
    [
        "In Ostra (AFP) sagte der Minister am Mittwoch, es sei genug.",
        "The ministry (Reuters) said so on Wednesday, and the port too.",
        "NATO: The minister said no on Wednesday.",
        "(Ostra) The minister said no on Wednesday.",
        "국방부는 (오스트라) 항구를 공격한 사실을 부인했다.",
        "【速報】国防省は港を攻撃したことを否定した。",
    ],
)
def test_other_openings_stay(text: str) -> None:
    """A sentence that names an agency or has brackets opens with no dateline."""
    assert datelines.of(text) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Par Jean Dupont, le 7 mai 2025 à 14h32", "Jean Dupont"),
        ("Par Jean Dupont avec AFP", "Jean Dupont"),
        ("Von Max Mustermann", "Max Mustermann"),
        ("Por Juan Pérez", "Juan Pérez"),
        ("Autor: Jan Kowalski", "Jan Kowalski"),
        ("Автор: Іван Петренко", "Іван Петренко"),
        ("بقلم: أحمد محمد", "أحمد محمد"),
        ("홍길동 기자 hong@news.example", "홍길동"),
        ("记者 张三", "张三"),
        ("山田太郎記者", "山田太郎"),
        ("Von Sieg zu Niederlage im Selmtal", None),
        ("По словам мэра", None),
    ],
)
def test_bylines_in_other_languages(line: str, name: str | None) -> None:
    """A byline is told from a headline in each language, with the day beside it."""
    assert lines.line((line,)).byline == name


@pytest.mark.parametrize(
    "line",
    [
        "2025년 5월 7일",
        "2025. 5. 7. 14:32",
        "公開日時 2025年5月7日 14時32分",
        "Par Jean Dupont, le 7 mai 2025 à 14h32",
    ],
)
def test_days_in_other_languages(line: str) -> None:
    """A line of facts states its day."""
    stamp = lines.line((line,)).stamp
    assert stamp is not None
    assert stamp.at.isoformat()[:10] == "2025-05-07"

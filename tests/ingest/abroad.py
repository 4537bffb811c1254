"""One report in many languages, in our own words: headline, three paragraphs, a list of others, two more.

The fourth paragraph is a denial, the fifth limits what is known. Both stand below the list.
"""

from __future__ import annotations

from typing import NamedTuple


class Report(NamedTuple):
    """What stands on the page, in its order."""

    title: str
    opening: tuple[str, str, str]
    label: str
    others: tuple[str, str]
    denial: str
    caveat: str


REPORTS = {
    "en": Report(
        "Port of Ostra loads grain again after strike",
        (
            "Grain is being loaded again in the port of Ostra since Wednesday, the harbour authority said.",
            "Two dock workers were killed when a drone hit a silo on Tuesday night.",
            "Three of five berths are open, and the others are to follow within a week.",
        ),
        "More on this topic",
        ("Insurers raise premiums for voyages to Ostra", "Harvest in the Selm valley is worse"),
        "The defence ministry denied having attacked the port.",
        "The claims could not be independently verified.",
    ),
    "de": Report(
        "Hafen von Ostra verlädt nach Angriff wieder Getreide",
        (
            "Im Hafen von Ostra wird seit Mittwoch wieder Getreide verladen, teilte die Hafenbehörde mit.",
            "Zwei Hafenarbeiter kamen ums Leben, als in der Nacht zum Dienstag eine Drohne ein Silo traf.",
            "Drei von fünf Liegeplätzen sind offen, die übrigen sollen binnen einer Woche folgen.",
        ),
        "Mehr zum Thema",
        ("Versicherer erhöhen Prämien für Fahrten nach Ostra", "Ernte im Selmtal fällt schlechter aus"),
        "Das Verteidigungsministerium wies zurück, den Hafen angegriffen zu haben.",
        "Die Angaben ließen sich zunächst nicht unabhängig überprüfen.",
    ),
    "fr": Report(
        "Le port d’Ostra charge de nouveau du blé après une frappe",
        (
            "Le chargement de blé a repris mercredi dans le port d’Ostra, a annoncé l’autorité portuaire.",
            "Deux dockers ont été tués lorsqu’un drone a touché un silo dans la nuit de mardi.",
            "Trois des cinq quais sont ouverts, les autres doivent l’être d’ici une semaine.",
        ),
        "Sur le même sujet",
        ("Les assureurs relèvent leurs primes pour Ostra", "Mauvaise récolte dans la vallée de Selm"),
        "Le ministère de la Défense a démenti avoir attaqué le port.",
        "Ces affirmations n’ont pas pu être vérifiées de source indépendante.",
    ),
    "es": Report(
        "El puerto de Ostra vuelve a cargar grano tras el ataque",
        (
            "El puerto de Ostra volvió a cargar grano el miércoles, informó la autoridad portuaria.",
            "Dos estibadores murieron cuando un dron alcanzó un silo en la noche del martes.",
            "Tres de los cinco muelles están abiertos y los demás seguirán en una semana.",
        ),
        "Noticias relacionadas",
        ("Las aseguradoras suben las primas para Ostra", "Mala cosecha en el valle de Selm"),
        "El Ministerio de Defensa negó haber atacado el puerto.",
        "Las afirmaciones no pudieron ser verificadas de forma independiente.",
    ),
    "pt": Report(
        "Porto de Ostra volta a carregar grãos após ataque",
        (
            "O porto de Ostra voltou a carregar grãos na quarta-feira, informou a autoridade portuária.",
            "Dois estivadores morreram quando um drone atingiu um silo na noite de terça-feira.",
            "Três dos cinco cais estão abertos e os outros devem abrir em uma semana.",
        ),
        "Veja também",
        ("Seguradoras elevam prêmios para viagens a Ostra", "Safra ruim no vale de Selm"),
        "O Ministério da Defesa negou ter atacado o porto.",
        "As alegações não puderam ser verificadas de forma independente.",
    ),
    "it": Report(
        "Il porto di Ostra torna a caricare grano dopo l’attacco",
        (
            "Nel porto di Ostra si carica di nuovo grano da mercoledì, ha annunciato l’autorità portuale.",
            "Due portuali sono morti quando un drone ha colpito un silo nella notte di martedì.",
            "Tre dei cinque moli sono aperti e gli altri seguiranno entro una settimana.",
        ),
        "Articoli correlati",
        ("Gli assicuratori alzano i premi per Ostra", "Raccolto scarso nella valle di Selm"),
        "Il ministero della Difesa ha smentito di aver attaccato il porto.",
        "Le affermazioni non hanno potuto essere verificate in modo indipendente.",
    ),
    "pl": Report(
        "Port w Ostrze znów ładuje zboże po ataku",
        (
            "W porcie w Ostrze od środy znów ładuje się zboże, poinformował zarząd portu.",
            "Dwóch dokerów zginęło, gdy we wtorek w nocy dron trafił w silos.",
            "Trzy z pięciu nabrzeży są otwarte, a pozostałe mają ruszyć w ciągu tygodnia.",
        ),
        "Czytaj także",
        ("Ubezpieczyciele podnoszą składki za rejsy do Ostry", "Gorsze zbiory w dolinie Selmu"),
        "Ministerstwo obrony zaprzeczyło, że zaatakowało port.",
        "Tych informacji nie udało się niezależnie zweryfikować.",
    ),
    "uk": Report(
        "Порт Остра знову вантажить зерно після удару",
        (
            "У порту Остра від середи знову вантажать зерно, повідомила адміністрація порту.",
            "Двоє докерів загинули, коли в ніч на вівторок дрон влучив у силос.",
            "Три з п’яти причалів працюють, решту мають відкрити протягом тижня.",
        ),
        "Читайте також",
        ("Страховики підняли тарифи на рейси до Остри", "У долині Сельм гірший урожай"),
        "Міністерство оборони заперечило, що атакувало порт.",
        "Ці твердження не вдалося незалежно перевірити.",
    ),
    "ru": Report(
        "Порт Остра снова грузит зерно после удара",
        (
            "В порту Остра со среды снова грузят зерно, сообщила администрация порта.",
            "Двое докеров погибли, когда в ночь на вторник дрон попал в силос.",
            "Три из пяти причалов работают, остальные должны открыться в течение недели.",
        ),
        "Материалы по теме",
        ("Страховщики подняли тарифы на рейсы в Остру", "В долине Сельм урожай хуже прежнего"),
        "Министерство обороны опровергло, что атаковало порт.",
        "Эти утверждения не удалось независимо проверить.",
    ),
    "ar": Report(
        "ميناء أوسترا يعود إلى تحميل الحبوب بعد الهجوم",
        (
            "عاد ميناء أوسترا إلى تحميل الحبوب منذ يوم الأربعاء، كما أعلنت سلطة الميناء في بيان.",
            "قتل اثنان من عمال الميناء عندما أصابت طائرة مسيرة صومعة في ليلة الثلاثاء الماضي.",
            "ثلاثة من خمسة أرصفة مفتوحة الآن ومن المقرر فتح بقية الأرصفة خلال أسبوع واحد.",
        ),
        "مواضيع ذات صلة",
        ("شركات التأمين ترفع أقساط الرحلات إلى أوسترا", "محصول أسوأ في وادي سيلم هذا العام"),
        "نفت وزارة الدفاع أنها هاجمت الميناء.",
        "لم يتسن التحقق من هذه المزاعم بشكل مستقل.",
    ),
    "ko": Report(
        "오스트라 항구, 공습 뒤 곡물 선적 재개",
        (
            "오스트라 항구에서 수요일부터 곡물 선적이 다시 시작됐다고 항만 당국이 밝혔다.",
            "화요일 밤 무인기가 곡물 저장고를 때려 항만 노동자 두 명이 숨졌다.",
            "다섯 개 선석 가운데 세 개가 열렸고 나머지는 일주일 안에 열릴 예정이다.",
        ),
        "관련기사",
        ("보험사들 오스트라 항로 보험료 올린다", "셀름 계곡 올해 곡물 수확 더 나빠져"),
        "국방부는 항구를 공격한 사실을 부인했다.",
        "이 주장은 독립적으로 확인되지 않았다.",
    ),
    "ja": Report(
        "オストラ港、攻撃後に穀物の積み込みを再開",
        (
            "オストラ港では水曜日から穀物の積み込みが再び始まったと港湾当局が発表した。",
            "火曜日の夜に無人機が穀物倉庫に命中し、港の作業員二人が死亡した。",
            "五つの岸壁のうち三つが開いており、残りも一週間以内に開く見通しだという。",
        ),
        "関連記事",
        ("保険会社、オストラ航路の保険料を引き上げ", "セルム渓谷の収穫、昨年より悪化する見通し"),
        "国防省は港を攻撃したことを否定した。",
        "これらの主張は独自に確認できていない。",
    ),
    "zh": Report(
        "奥斯特拉港遇袭后恢复装运谷物",
        (
            "奥斯特拉港务局宣布，该港自星期三起恢复装运谷物，船只可以重新靠岸。",
            "星期二夜间一架无人机击中一座粮仓，两名码头工人在袭击中丧生。",
            "五个泊位中已有三个开放，其余泊位预计将在一周之内陆续重新开放。",
        ),
        "相关新闻",
        ("保险公司提高前往奥斯特拉的航运保费", "塞尔姆河谷今年收成不如去年同期"),
        "国防部否认袭击了该港口。",
        "上述说法尚未得到独立证实，记者无法核实。",
    ),
}

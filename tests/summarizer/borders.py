"""Hard cases of sentence borders in own words: "|" stands where one sentence ends and the next begins."""

from __future__ import annotations

CASES: dict[str, list[str]] = {
    "en": [
        # ranks, initials, names
        "Lt. Gen. Ivan Doe met Sen. Ann Roe.| Sgt. Poe stayed.",
        "J. K. Doe and George W. Roe came.| They left.",
        "The order was signed by Maj. Gen. A. B. Doe.| It took effect at once.",
        "He met the Rev. Dr. Ann Roe, Prof. Poe and Gov. Doe Jr. on Monday.| None of them spoke.",
        "The senator, D-Calif., voted no.| Rep. Ann Roe, R-Tex., did not vote.",
        # states, organisations, firms
        "The U.S. President spoke.| The U.S. Army came.| It left the U.S.| The rest stayed.",
        "Talks between the U.K. and the U.A.E. failed.| Both sides blamed the U.N. Security Council.",
        "Acme Inc. said so.| He works at Acme Inc.| The firm closed.",
        "She flew to Washington, D.C., on Friday.| He stayed in St. Petersburg.",
        "Doe vs. Roe was heard at 10 Main St. in Kansas City, Mo., last week.| The court ruled for Roe.",
        # figures, dates, times
        "It cost $3.5 billion.| Prices rose 2.5 percent.",
        "See No. 5 and Nos. 6 and 7.| On Jan. 5 it began.",
        "He came at 5 p.m. Tuesday.| It ended at 6 a.m.| The rest is known.",
        "Shelling began at 8 p.m.| Ukrainian officials said three people were hurt.",
        "The strike on Oct. 21 killed 12.| By Nov. 2 the front had moved 1.5 km.",
        "It opened in 2019.| 40 people work there.",
        "He said no.| 5 people left anyway.",
        # quotations
        "He said: “We will go.| We will stay.”| Then he left.",
        "“Why now?” Doe asked.| “No!” she said.| “Go!”| The crowd cheered.",
        "“Are we safe?| Will help come?” asked a woman in the crowd.",
        "'We won't go.'| She left.| They said 'no.'| He agreed.",
        "“We are ready.”| Doe paused.| “We have been ready.”",
        'The song "Who Are You?" was played.| The band "Wham!" was not.',
        "He asked, “Is this the end?”| Nobody answered.",
        "“It is over,” he said.| “Let us go home.”",
        # brackets, ellipses, runs of marks
        "(It was late.)| Then [it rained.]| All went home.",
        "The convoy (see map, p. 4) moved on.| The bridge (built in 1950.) fell.",
        "It was late... and dark.| What?!| Yes.",
        "He paused…| Then he went on.| “But . . . we had no choice,” he said.",
        "Nobody knew why . . .| The guns fell silent.",
        # the net
        "The war ended.| The men left.| Visit www.example.org today.",
        "Write to press.office@example.org or see https://example.org/a.b?c=d!e.| It costs nothing.",
        "The post on Example.com said so.| Node.js was down, example.co.uk was not.",
        "He wrote on X: “No comment.”| It spread under #NoWar.| @doe_press did not reply.",
        # missing or glued marks
        "The war ended.|The men left in 2024.|Nobody came.",
        "He said.|“It is over.”| Then he left.",
        "He left.”|The crowd cheered!|Police came.",
        "No full stop here|\nNext line",
        "He spoke.”| Then he left.",
        # lists, headings, datelines
        "1. The first item stands here.| It goes on.|\n2. The second item.",
        "What we know|\n• Three people were hurt|\n• A bridge is closed|\nThe mayor spoke at noon.",
        "- The port was hit.|\n- Two ships sank.|\n– Nobody was hurt.",
        "KYIV, Oct. 21 (Agency) - Guns fell silent on Monday.| Nobody knew why.",
        "GENEVA (Agency) — The talks failed.| MOSCOW: The ministry said nothing.",
        "The missile, the S-300, fell.| Police came.",
        "a) The first point.|\nb) The second point.",
        # wrapped by hand
        (
            "The ministers met on Monday in the capital and agreed to hold\n"
            "further talks next month.| A spokesman for the foreign ministry\n"
            "said that Gen. Ivan Doe, who leads the mission, would meet Mr.\n"
            "Roe and others.| No date was given."
        ),
        (
            "Talks resume in the capital|\n\n"
            "The ministers met on Monday in the capital with the President of\n"
            "Moldova and agreed to hold further talks.|\n\n"
            "The next round, they said, would be\nheld in a month.| Nobody else came."
        ),
        (
            "Talks resume|\n"
            "The ministers met on Monday in the capital and agreed to hold\n"
            "further talks next month.|\n"
            "- One group, officials said, would look at prisoners and at the\n"
            "  return of children.|\n"
            "- Another would look at grain."
        ),
        (
            "    The convoy left the town at dawn and reached the border by noon,\n"
            "where it was held for two hours.|\n"
            "    A second convoy turned back, and its drivers said that the road\n"
            "was mined."
        ),
        "\r\n".join(
            [
                "The river rose for a third day and flooded two villages in the",
                "south, where 400 people left their homes.| Engineers said the dam",
                "would hold.",
            ]
        ),
        # not wrapped, though of like length
        (
            "The first train left the station at six in the morning.|\n"
            "The second train left the station at nine in the morning.|\n"
            "The third train did not leave the station on that day."
        ),
        (
            "Army says it has taken two villages in the country's east|\n"
            "President urges allies to send more air defence systems now|\n"
            "Grain prices fall as the first ships leave the southern port"
        ),
    ],
    "uk": [
        "У м. Київ 24 лютого 2022 р. почалася війна.| Про це сказав ген. Доу.",
        "Втрати склали 5 тис. осіб.| «Ні!» — сказав він.| Він пішов.",
        "Про це повідомив о 8 год. ранку О. П. Доу.| Ніхто не постраждав.",
        "Збитки сягнули 3,5 млрд грн.| Це на 2.5 відсотка більше.",
        "«Чому зараз?» — запитала вона.| «Бо час.»| Він замовк…| Потім пішов.",
        "Полк. Іван Доу та ін. прибули на вул. Миру, буд. 5.| Їх зустріли.",
        "Війна скінчилася.|Люди повернулися.| Пишіть на press@example.org.",
        "Що відомо|\n• Троє поранених|\n• Міст закрито|\nМер виступив опівдні.",
        (
            "Міністри зустрілися в понеділок у столиці й домовилися провести\n"
            "нові переговори наступного місяця.| Речник міністерства сказав, що\n"
            "дату ще не визначено."
        ),
        "КИЇВ, 21 жовтня — Обстріли припинилися.| Причина невідома.",
    ],
    "ru": [
        "А. С. Доу жил в г. Тула на ул. Мира, д. 5.| Он уехал.",
        "«Что?» — спросил он.| Было это в 2024 г.| Потом он ушёл и т. д.| Это конец.",
        "Ущерб составил 2,5 млрд руб.| Погибли 3 тыс. человек.",
        "Ген. Иван Доу прибыл в 8 ч. утра.| Его ждали.",
        "«Мы готовы.| Мы ждём», — сказал он.| Ответа не было…| Тишина!",
        "Война кончилась.|Люди вернулись.| Сайт www.example.ru не работал.",
        "Что известно|\n— Трое ранены.|\n— Мост закрыт.",
        (
            "Министры встретились в понедельник в столице и договорились\n"
            "провести новые переговоры через месяц.| Представитель ведомства\n"
            "сказал, что дата не назначена."
        ),
        "Об этом сообщил проф. Н. И. Роу, т. е. глава комиссии.| Подробностей нет.",
    ],
    "ar": [
        "قال الرئيس، إن الحرب ستنتهي.| هل ستنتهي؟| نعم، قال ذلك۔| ثم غادر.",
        "بلغت الخسائر 3.5 مليون دولار.| وارتفعت الأسعار بنسبة 2.5 في المئة.",
        "قال: «نحن مستعدون.»| ثم غادر القاعة.",
        "سأل الصحفي: «لماذا الآن؟»| لم يجب الوزير.",
        "انتهت الحرب.|وعاد الناس إلى بيوتهم.",
        "انتظر الناس…| ثم عادوا!| لم يبق أحد.",
        "ما نعرفه|\n• ثلاثة جرحى|\n• الجسر مغلق|\nتحدث رئيس البلدية ظهرا.",
        "راسلونا على press@example.org أو زوروا www.example.org.| شكرا لكم.",
        (
            "اجتمع الوزراء يوم الاثنين في العاصمة واتفقوا على عقد جولة جديدة\n"
            "من المحادثات الشهر المقبل.| وقال متحدث باسم الوزارة إن الموعد لم\n"
            "يحدد بعد."
        ),
        "قال د. دو إن أ. د. رو وصل.| وكان في استقباله السفير.",
    ],
    "fr": [
        "M. Doe a parlé.| « Nous sommes prêts. »| Il est parti.| « Vraiment ? » a-t-il demandé.",
        "Le gén. Doe et Mme Roe sont arrivés à 8 h. 30.| Personne ne les attendait.",
        "Le coût s'élève à 3.5 milliards d'euros, soit 2,5 % de plus.| C'est trop.",
        "« Pourquoi maintenant ? »| Il n'a pas répondu.| « Assez ! »",
        "Voir p. 5 et art. 6 de la loi.| Le texte date de janv. 2024.",
        "La guerre est finie.|Les gens sont rentrés.| Voir www.example.fr.",
        "Ce que l'on sait|\n• Trois blessés|\n• Un pont fermé|\nLe maire a parlé à midi.",
        "J.-P. Doe, de la S.A. Acme, a démissionné.| Il n'a rien dit.",
        (
            "Les ministres se sont réunis lundi dans la capitale et sont\n"
            "convenus de tenir de nouvelles discussions le mois prochain.| Aucune\n"
            "date n'a été fixée."
        ),
        "Il y avait des armes, des vivres, etc.| Tout a brûlé…| Rien ne reste.",
    ],
    "de": [
        "Am 3. Oktober kam Dr. Doe, z. B. nach Bonn.| „Wir kommen.“| Dann ging er.| Es war 2024.",
        "Der 2. Weltkrieg endete 1945.| Am 8. Mai schwiegen die Waffen.",
        "Gen. Doe traf Prof. Roe um 8.30 Uhr.| Sie schwiegen.",
        "Es kostete ca. 3,5 Mrd. Euro.| Das sind 2.500 Euro mehr.",
        "„Warum jetzt?“, fragte sie.| „Genug!“| Er ging.",
        "Der Krieg ist aus.|Die Leute kehrten heim.| Siehe www.example.de.",
        "Was bekannt ist|\n• Drei Verletzte|\n• Eine Brücke gesperrt|\nDer Bürgermeister sprach am Mittag.",
        (
            "Die Minister trafen sich am Montag in der Hauptstadt und einigten\n"
            "sich auf weitere Gespräche im nächsten Monat.| Ein Sprecher des\n"
            "Ministeriums sagte, ein Termin stehe nicht fest."
        ),
        "Die Fa. Acme GmbH & Co. KG schloss am 31. Dez. 2023.| Niemand klagte.",
        "BERLIN (Agentur) - Die Gespräche scheiterten.| Warum, blieb offen.",
    ],
    "es": [
        "El Sr. Doe llegó a EE. UU. el lunes.| ¿Qué dijo?| ¡Nada!| Luego salió.",
        "El gral. Doe y la Dra. Roe llegaron a las 8 p. m. del martes.| Nadie los esperaba.",
        "Costó 3.500 millones de euros, un 2,5 % más.| Es demasiado.",
        "«¿Por qué ahora?», preguntó ella.| «¡Basta!»| Él se fue.",
        "Véase pág. 5 y art. 6 de la ley.| El texto es de 2024.",
        "La guerra terminó.|La gente volvió.| Vea www.example.es.",
        "Lo que se sabe|\n• Tres heridos|\n• Un puente cerrado|\nEl alcalde habló al mediodía.",
        (
            "Los ministros se reunieron el lunes en la capital y acordaron\n"
            "celebrar nuevas conversaciones el próximo mes.| Un portavoz del\n"
            "ministerio dijo que no hay fecha."
        ),
        "La empresa Acme S. A. cerró.| La dirigía J. A. Doe…| Nadie protestó.",
    ],
    "zh": ["他来了。|他走了！"],
    "th": ["รัฐมนตรีพบกันเมื่อวันจันทร์"],
}

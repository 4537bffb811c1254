"""What a person says and what they hear, on the bundled samples."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from newsroom.answer import Quote, QuoteKind
from newsroom.question import Asker
from storage.chat_values import ChatKind
from storage.database import Storage
from tests.newsroom.house import ADMIN, MORNING, READER, House, assert_verbatim

SAYS_AND_HEARS = [
    ("/who Rutte", ["Mark Rutte", "NATO Secretary General", "Sample Herald"]),
    ("/who mark rutte", ["Mark Rutte"]),
    ("/who Rute", ["Did you mean Mark Rutte?"]),
    ("/who Зеленський", ["Volodymyr Zelensky"]),
    ("/who Zelenskyy", ["Volodymyr Zelensky"]),
    ("/who Qwxzk", ["I know nobody called", "Looked through: 16 articles, 4 sources"]),
    ("/who NATO", ["NATO", "Named in 6 articles"]),
    ("/who Mark", ["Mark Rutte"]),
    ("/topic Putin", ["is no topic, but a person"]),
    ("who is Rutte?", ["Mark Rutte", "NATO Secretary General"]),
    ("latest on Gaza", ["Gaza"]),
    ("hi", ["Hello."]),
    ("Thank you!", ["You are welcome."]),
    ("more", ["More of what?"]),
    ("What is the news?", ["Latest", "Story 1: 4 outlets, 4 accounts"]),
    ("What happened in Kursk in October 2024?", ["Kursk"]),
    ("What happened in Kursk last week?", ["Not in the articles of that time"]),
    ("What happened yesterday?", ["Nothing was reported at that time"]),
    ("How many North Korean troops, according to Sample Gazette?", ["12,000"]),
    ("/who", ["/who needs something after it", "Usage: /who NAME", "Example: /who Rutte"]),
    ("/topic north-korea", ["North Korea", "North Korean"]),
    ("/topic DPRK", ["North Korea"]),
    ("/topic Pyongyang", ["North Korea"]),
    ("/topic nort korea", ["Did you mean North Korea?"]),
    ("/topic Bolivia", ["No stored article names Bolivia"]),
    ("/topic qwxzk", ["I know no topic"]),
    ("/topics", ["Topics in the archive", "North Korea"]),
    ("/latest", ["Latest", "Story 1: 4 outlets, 4 accounts; latest 22 Oct 2024, 15:55"]),
    (
        "/story 1",
        ["Story 1: 4 outlets, 4 accounts. First reported by Sample Wire, 21 Oct 2024, 15:20; latest"],
    ),
    ("/story #2", ["Story 1: 4 outlets"]),
    ("/story", ["/story needs something after it", "Usage: /story NUMBER"]),
    ("/story 99", ["There is no story 99."]),
    ("/story #99", ["There is no article #99"]),
    ("/story Rutte", ['"Rutte" is not a story\'s number.']),
    ("How many North Korean troops?", ["12,000"]),
    (
        "Who won the World Cup?",
        ["None of 16 stored articles (21 Oct 2024 to ", ", 4 sources) says that. Newest: "],
    ),
    ("How many Ukrainian soldiers died?", ["None of 16 stored articles", "Closest"]),
    ("Did North Korea send tanks?", ["None of 16 stored articles", "Closest"]),
    ("Скільки солдатів загинуло в Болівії?", ["Questions are read in English.", "None of 16 stored"]),
    ("Wieviele Soldaten starben in Bolivien?", ["Questions are read in English."]),
    ("Is China sending troops?", ["None of 16 stored articles"]),
    ("Who is the president of France?", ["None of 16 stored articles", "Closest"]),
    ("Who is the president of Ukraine?", ["From the articles", "Ukrainian President Volodymyr Zelensky"]),
    ("?", ["Ask about people, places or events"]),
    ("x" * 600, ["over 500 characters"]),
    ("/help", ["What you can ask"]),
    ("/help who", ["Usage: /who NAME"]),
    ("/hlep", ["Did you mean /help?"]),
    ("/xyzzy", ["There is no command /xyzzy"]),
    ("/start", ["Sitrep", "word for word", "sample data"]),
    ("/digest", ["Digest", "16 articles arrived"]),
    ("/settings", ["Digest: none", "Time zone: UTC"]),
    ("/privacy", ["What is stored about you"]),
    ("/forgetme", ["Delete everything"]),
    ("/subscribe", ["At what time?"]),
    ("/subscribe 25:00", ["is not a time of day"]),
    ("/subscribe 08:00 Atlantis-on-Sea", ['I do not know "Atlantis-on-Sea"', '08:00 "Atlantis-on-Sea"']),
    ("/subscribe 08:00 Kyyiv", ["Did you mean Europe/Kyiv?"]),
    ("/subscribe 08:00 Kyiv", ["every day at 08:00 (Europe/Kyiv, where it is 09:00 now)"]),
    ("/subscribe 08:00 GMT+3", ["at 08:00 (UTC+3, where it is 09:00 now)", "the whole year", "Kyiv"]),
    ("/subscribe 8 am +5:30", ["at 08:00 (Asia/Kolkata, where it is 11:30 now)", "the whole year"]),
    ("/subscribe 07:30 north-korea", ["at 07:30 (UTC,", "about North Korea only", "4 May 2026, 07:30"]),
    ("/subscribe 07:30 in North Korea", ["at 07:30 (Asia/Pyongyang,"]),
    (
        "/subscribe 07:30 weekdays Europe/Kyiv north-korea, Rutte",
        ["on weekdays at 07:30 (Europe/Kyiv,", "about North Korea, Mark Rutte only", "5 May 2026, 04:30"],
    ),
    ("/subscribe 08:00 20:00 Mon Wed Fri brief", ["brief digest", "on Mon, Wed, Fri at 08:00, 20:00"]),
    ("/subscribe 08:00 nort-korea", ['I do not know "nort-korea"', "Did you mean North Korea?"]),
    ("/subscribe weekdays", ["At what time?"]),
    ("/subscribe 1 2 3 4 5 6 7", ["at most 6 times a day"]),
    ("/subscribe 08:00 quiet skip", ["nothing comes"]),
    ("/subscribe 08:00", ["at 08:00 (UTC,", "Is that your clock?", "like 14:35"]),
    ("/zone", ["Your time zone is UTC, where it is 06:00 now.", "Is that your clock?"]),
    ("/zone it's 09:00 here", ["Your time zone is Europe/Kyiv, where it is 09:00 now."]),
    ("/zone 10:11", ["Nowhere do clocks show 10:11 now; in Greenwich it is 06:00."]),
    ("/zone Kyiv", ["Your time zone is Europe/Kyiv, where it is 09:00 now."]),
    ("/zone 11:45", ["Your time zone is Asia/Kathmandu, where it is 11:45 now."]),
    ("/zone 8.58 am", ["Your time zone is Europe/Kyiv, where it is 09:00 now.", "changed on other days"]),
    ("/zone eastern time", ["Your time zone is America/New_York"]),
    ("/zone Eastern", ["Your time zone is America/New_York"]),
    ("/zone pacific", ["Your time zone is America/Los_Angeles"]),
    ("/zone kyiv time", ["Your time zone is Europe/Kyiv"]),
    ("/zone GMT+2", ["Your time zone is UTC+2"]),
    ("/subscribe 8 am central time", ["at 08:00 (America/Chicago"]),
    ("/zone Kyyiv", ["Did you mean Europe/Kyiv?"]),
    ("/zone 25:00", ['No clock shows "25:00"', "like 14:35"]),
    ("/zone nowhere at all", ["I do not know the place", "/zone 14:35"]),
    ("/pause 2w", ["This chat has no digest"]),
    ("/pause", ["/pause needs something after it"]),
    ("/resume", ["This chat has no digest"]),
    ("/subscribe 08:00 UTC-3:30", ["No place's clock stays at", "/subscribe 08:00 Kyiv"]),
    ("/unsubscribe", ["This chat has no digest"]),
    ("/stats", ["Only admins can do that"]),
    ("/delete 1", ["Only admins can do that"]),
    ("/add something", ["Only admins can do that"]),
    ("/undo", ["Only admins can do that"]),
]


@pytest.mark.parametrize(("says", "hears"), SAYS_AND_HEARS, ids=[says[:30] for says, _ in SAYS_AND_HEARS])
async def test_reader(library: House, says: str, hears: list[str]) -> None:
    """A reader's words are answered to the point, verbatim where articles speak."""
    answer = await library.ask(says)
    words = library.words(answer)
    for expected in hears:
        sources = [b.source.name or "" for b in answer.blocks if isinstance(b, Quote)]
        assert expected in words or any(expected in source for source in sources), words
    await assert_verbatim(library.storage, answer)


@pytest.mark.parametrize(
    ("says", "hears"),
    [
        ("How many North Korean troops?", "12,000"),
        ("how many soldiers from north korea", "12,000"),
        ("Who is the head of Ukraine's military intelligence?", "Budanov"),
        ("who runs nato", "Rutte"),
        ("What happened in Kursk?", "Kursk"),
        ("How many North Korean troops are in Russia according to Zelensky and Healey?", "12,000"),
        ("How many troops did Healey mention?", "hundreds"),
    ],
)
async def test_the_answer_is_first(library: House, says: str, hears: str) -> None:
    """The first sentence of an answer holds what was asked for."""
    answer = await library.ask(says)
    first = next(b for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE)
    assert answer.answered
    assert hears in first.text


async def test_beside_the_answer_stands_nothing_beside_the_point(library: House) -> None:
    """What holds no more of the question than its verb passes alone, but not beside an answer."""
    answer = await library.ask("Who said Seoul may supply weapons?")
    assert len([block for block in answer.blocks if isinstance(block, Quote)]) == 2
    assert "Rutte" not in library.words(answer)


@pytest.mark.parametrize(
    "says",
    [
        "Who won the World Cup?",
        "How many died in Bolivia?",
        "Is it true that Putin died?",
        "How many Ukrainian soldiers are in Kursk?",
    ],
)
async def test_the_unanswerable_is_declined(library: House, says: str) -> None:
    """What the articles do not say is declined, whatever words they share with the question."""
    answer = await library.ask(says)
    assert not answer.answered
    assert "None of 16 stored articles" in library.words(answer)


@pytest.mark.parametrize(
    "says", ["/latest", "/who Rutte", "/topic nato", "/topics", "Who?", "/digest", "/start"]
)
async def test_empty_archive_says_so(empty_house: House, says: str) -> None:
    """With nothing stored, every question is answered without an error and without a quote."""
    answer = await empty_house.ask(says)
    assert answer.blocks
    assert not [block for block in answer.blocks if isinstance(block, Quote)]


async def test_pages_go_on_and_back(library: House) -> None:
    """Pages of a person lead on until nothing is left, show no sentence twice, and lead back."""
    answer = await library.ask("/who Zelensky")
    seen: list[str] = []
    for _ in range(20):
        seen += [b.text for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE]
        if "More" not in library.labels(answer):
            break
        answer = await library.press(answer, "More")
    assert len(seen) > 4
    assert "Back" in library.labels(answer)
    assert "More" not in library.labels(answer)


async def test_latest_groups_reports_of_one_event(library: House) -> None:
    """Reports of one event from several sources are one entry, which opens into all of them."""
    answer = await library.ask("/latest")
    told = re.findall(r"Story (\d+): (\d+) outlets", library.words(answer))
    number = next(number for number, outlets in told if int(outlets) > 1)
    opened = await library.press(await library.press(answer, f"Story {number}"), "Sources")
    headlines = [b for b in opened.blocks if isinstance(b, Quote) and b.kind is QuoteKind.HEADLINE]
    assert len({h.source.name for h in headlines}) > 1
    await assert_verbatim(library.storage, opened)


async def test_every_button_leads_somewhere(library: House) -> None:
    """From the first answers, every button that is offered has an answer, three steps deep."""
    answers = [
        await library.ask(says) for says in ("/latest", "/who Rutte", "/topic nato", "/topics", "/help")
    ]
    pressed: set[str] = set()
    for _ in range(3):
        found = []
        for answer in answers:
            for action in answer.actions:
                if action.token in pressed:
                    continue
                pressed.add(action.token)
                next_answer = await library.press(answer, library.texts.say(action.label, library.at.tzinfo))  # type: ignore[arg-type]  # the clock is aware
                assert next_answer.blocks
                assert not next_answer.refused, action
                await assert_verbatim(library.storage, next_answer)
                found.append(next_answer)
        answers = found[:12]
    assert len(pressed) > 20


async def test_follow_shows_in_settings(house: House) -> None:
    """What is followed from a button stands in the settings, and can be ended there."""
    page = await house.ask("/who Rutte")
    followed = await house.press(page, "Follow Mark Rutte")
    assert followed.silent
    settings = await house.ask("/settings")
    assert "Following: Mark Rutte" in house.words(settings)
    await house.press(await house.press(settings, "What I follow"), "Unfollow Mark Rutte")
    assert "Following: Mark Rutte" not in house.words(await house.ask("/settings"))


async def test_settings_show_the_clock_as_it_was_named(house: House) -> None:
    """A distance from Greenwich is shown with the sign it was typed with."""
    await house.ask("/subscribe 08:00 UTC+3")
    words = house.words(await house.ask("/settings"))
    assert "every day at 08:00 (UTC+3, where it is 09:00 now)" in words  # the house is in Greenwich
    assert "Time zone: UTC+3" in words


async def test_a_digest_is_changed_by_its_buttons(house: House) -> None:
    """Length, days and a pause are changed one by one; each is said back, and /settings says the same."""
    said = await house.ask("/subscribe 08:00 Kyiv nato")
    assert "Your digest comes every day at 08:00 (Europe/Kyiv" in house.words(said)
    said = await house.press(said, "Brief")
    assert "Your brief digest comes every day" in house.words(said)
    said = await house.press(said, "Weekdays only")
    assert "Your brief digest comes on weekdays at 08:00" in house.words(said)
    assert "about NATO only" in house.words(said)
    said = await house.press(said, "Pause a week")
    assert "Paused until 11 May 2026, 06:00. The next one: 12 May 2026, 05:00." in house.words(said)
    assert "Paused until 11 May" in house.words(await house.press(said, "Long"))
    assert "Paused until 11 May" in house.words(await house.ask("/settings"))
    assert "The next one: 5 May 2026, 05:00." in house.words(await house.press(said, "Resume"))
    assert "Your long digest comes on weekdays at 09:00" in house.words(
        await house.ask("/subscribe 09:00 weekdays")
    )


async def test_the_question_for_the_zone_is_no_part_of_the_conversation(house: House) -> None:
    """What is asked after it does not go on from it, nor does "more"."""
    await house.ask("/subscribe 08:00")
    assert "Taken as" not in house.words(await house.ask("What about Seoul?"))
    await house.ask("/zone")
    assert "More of what?" in house.words(await house.ask("more"))


async def test_the_zone_is_told_by_the_phone(house: House) -> None:
    """The clock on the phone moves the digest there; those changed on other days are a button away."""
    await house.ask("/subscribe 08:00 nato")
    said = await house.ask("/zone 09:03")
    assert "every day at 08:00 (Europe/Kyiv, where it is 09:00 now)" in house.words(said)
    assert "The next one: 5 May 2026, 05:00." in house.words(said)
    assert "Europe/Moscow, 09:00" in house.labels(said)
    said = await house.press(said, "Europe/Moscow, 09:00")
    assert "every day at 08:00 (Europe/Moscow," in house.words(said)
    assert "about NATO only" in house.words(said)
    assert "Not your clock?" not in house.words(await house.ask("/subscribe 09:00"))


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("2w", "18 May 2026, 06:00"),
        ("3 days", "7 May 2026, 06:00"),
        ("for a week", "11 May 2026, 06:00"),
        ("until Monday", "10 May 2026, 21:00"),
        ("until 5 Dec", "4 Dec 2026, 22:00"),
        ("till Jan 2nd", "1 Jan 2027, 22:00"),
        ("until 2026-06-01", "31 May 2026, 21:00"),
        ("until tomorrow", "4 May 2026, 21:00"),
        ("until 25.12", "24 Dec 2026, 22:00"),
        ("until 25.12.2026", "24 Dec 2026, 22:00"),
        ("until 25 December", "24 Dec 2026, 22:00"),
        ("until 3 May", "2 May 2027, 21:00"),
        ("for a fortnight", "18 May 2026, 06:00"),
        ("2 fortnights", "1 Jun 2026, 06:00"),
        ("til next monday", "10 May 2026, 21:00"),
        ("tomorrow", "5 May 2026, 21:00"),
        ("today", "4 May 2026, 21:00"),
        ("2 months", "3 Jul 2026, 06:00"),
        ("until 31.2", None),
        ("until 4 May", None),
        ("until today", None),
        ("until 4 May 2026", None),
        ("until 31 Feb", None),
        ("0 days", None),
        ("soon", None),
        ("900 weeks", None),
    ],
)
async def test_a_pause_ends_when_it_is_said_to(house: House, words: str, ends: str | None) -> None:
    """A pause is read as people write it, on the reader's clock; one that cannot be is refused."""
    await house.ask("/subscribe 08:00 Kyiv")
    said = await house.ask(f"/pause {words}")
    assert said.refused == (ends is None)
    if ends is not None:
        assert f"Paused until {ends}." in house.words(said)


@pytest.mark.parametrize("words", ["30m", "2m", "1 m"])
async def test_minutes_are_no_months(house: House, words: str) -> None:
    """An m may be a minute or a month: neither is taken, and the units are named."""
    await house.ask("/subscribe 08:00")
    said = await house.ask(f"/pause {words}")
    assert said.refused
    assert "in hours, days, weeks or months" in house.words(said)


async def test_forget_me_forgets(house: House) -> None:
    """After /forgetme is confirmed, nothing of the chat is left."""
    await house.ask("/subscribe 08:00")
    asked = await house.ask("/forgetme")
    assert "digest comes every day" in house.words(await house.ask("/settings"))
    await house.press(asked, "Yes, delete it")
    assert "Digest: none" in house.words(await house.ask("/settings"))
    async with house.storage.read() as work:
        assert await work.chats.get(READER.chat_id) is None


async def test_admin_adds_and_takes_back(empty_house: House) -> None:
    """An admin's article is stored with a receipt; undo takes it back; a second undo has nothing."""
    house = empty_house
    text = "Talks open in Geneva\n\nDelegates of both sides met in Geneva on Monday. The talks last a week."
    receipt = await house.ask(f"/add {text}", ADMIN)
    assert "Stored #1" in house.words(receipt)
    assert house.labels(receipt) == ["Article #1", "Add source and date", "Undo"]
    assert await assert_verbatim(house.storage, receipt)
    again = await house.ask(f"/add {text}", ADMIN)
    assert "Already stored as #1" in house.words(again)
    assert "Undo" not in house.labels(again)
    undone = await house.press(receipt, "Undo", ADMIN)
    assert "Taken back" in house.words(undone)
    assert "The archive is empty" in house.words(await house.ask("/latest"))
    assert (await house.ask("/undo", ADMIN)).refused


async def test_reader_cannot_use_an_admins_button(empty_house: House) -> None:
    """A button of a receipt, forwarded to somebody else, does nothing."""
    receipt = await empty_house.hand_over("A short report\n\nSomething happened in the town on Monday.")
    answer = await empty_house.press(receipt, "Undo", READER)
    assert answer.refused


async def test_delete_asks_first(house: House) -> None:
    """An article is deleted only after a second yes."""
    asked = await house.ask("/delete #1", ADMIN)
    assert "Delete article #1" in house.words(asked)
    await house.press(asked, "Yes, delete it", ADMIN)
    assert (await house.ask("/delete 1", ADMIN)).refused
    assert "is not an article's number" in house.words(await house.ask("/delete one", ADMIN))


async def test_surname_alone_joins_the_known_person(house: House) -> None:
    """A later article with the surname alone is found under the full name."""
    await house.hand_over("Envoys meet again\n\nRutte met envoys in the town of Exampleton on Monday.")
    words = house.words(await house.ask("/who Mark Rutte"))
    assert "Rutte met envoys" in words


async def test_storage_trouble_is_said_plainly() -> None:
    """When the database cannot be reached, the answer is "try again", never "nothing found"."""
    house = House(storage=Storage.open("postgresql://nobody@127.0.0.1:1/nothing"), at=MORNING)
    answer = await house.ask("/latest")
    assert answer.refused
    assert "cannot be reached" in house.words(answer)
    await house.storage.close()


async def test_questions_go_on(house: House) -> None:
    """A follow-up is read after the last question, says what it was taken for, and turns its pages."""
    first = await house.ask("What did Rutte say about North Korean soldiers?")
    assert first.answered
    follow = await house.ask("And what did he say on Monday 21 October 2024?")
    assert "Taken as: What did Mark Rutte say on Monday 21 October 2024?" in house.words(follow)
    await assert_verbatim(house.storage, follow)
    asked = await house.ask("What did Zelensky ask of allies?")
    shown = house.words(asked)
    more = await house.ask("more")
    assert house.words(more) != shown
    declined = await house.ask("Did Healey visit Bolivia?")
    assert not declined.answered
    assert "Taken as: Did Putin visit Bolivia?" in house.words(await house.ask("And Putin?"))
    house.later(hours=2)
    assert "Taken as" not in house.words(await house.ask("And what did he say?"))


@pytest.mark.parametrize(
    ("says", "taken"),
    [
        ("what did Ruttte say", "what did Rutte say"),
        ("What did helaey say?", "What did Healey say?"),
    ],
)
async def test_misspelled_name_is_put_right(library: House, says: str, taken: str) -> None:
    """A name that no article spells so is read as the one it resembles, and the answer says so."""
    answer = await library.ask(says)
    assert answer.answered
    assert f"Taken as: {taken}" in library.words(answer)
    await assert_verbatim(library.storage, answer)


@pytest.mark.parametrize("says", ["What did Netanyahu say?", "Who is Merkel?", "Did Austria send soldiers?"])
async def test_another_name_is_no_slip(library: House, says: str) -> None:
    """A name that the archive does not know stays what it is."""
    answer = await library.ask(says)
    assert not answer.answered
    assert "Taken as" not in library.words(answer)


async def test_topics_of_a_forum_go_on_by_themselves(house: House) -> None:
    """What was asked in one topic of a forum is not continued in another, nor outside of any."""
    here = Asker(chat_id=-1, kind=ChatKind.SUPERGROUP, user_id=100, thread_id=5)
    await house.ask("What did Rutte say?", here)
    for thread_id in (6, None):
        there = await house.ask("And what did he say on Tuesday?", replace(here, thread_id=thread_id))
        assert "Taken as" not in house.words(there)
    assert "Mark Rutte" in house.words(await house.ask("And what did he say on Tuesday?", here))


async def test_answer_leads_on(library: House) -> None:
    """From an answer the sentence's surroundings, its story and its people are a press away."""
    answer = await library.ask("How many North Korean troops?")
    quote = next(b for b in answer.blocks if isinstance(b, Quote))
    context = await library.press(answer, "In context")
    around = next(b for b in context.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE)
    assert quote.text in around.text
    assert len(around.text) > len(quote.text)
    assert [around.text[start:end] for start, end in around.marks] == [quote.text]
    await assert_verbatim(library.storage, context)
    assert {"This story", "Who is Volodymyr Zelensky"} <= set(library.labels(answer))


async def test_nothing_is_shown_twice(library: House) -> None:
    """A sentence brought along by the next one does not stand there a second time."""
    for says in ("/who Zelensky", "/topic russia", "/topic north-korea", "/latest", "/digest"):
        answer = await library.ask(says)
        told = [b.text for b in answer.blocks if isinstance(b, Quote) and b.kind is QuoteKind.SENTENCE]
        assert not [(a, b) for a in told for b in told if a is not b and a in b], says

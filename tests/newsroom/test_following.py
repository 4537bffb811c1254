"""Following and muting: what words are taken for, what is said, and how it ends."""

from __future__ import annotations

import pytest

from newsroom import following, things
from newsroom import intents as i
from newsroom import preferences as p
from newsroom.question import Question, parse
from storage.chat_values import Follow, FollowKind
from storage.inbox_values import NewSubmission
from tests.newsroom.house import FOLLOWS, READER, House, assert_verbatim, key

HERALD = "Sample Herald"


async def mine(house: House) -> dict[tuple[str, str], str]:
    """What the reader follows and mutes: the stance by kind and key."""
    async with house.storage.read() as work:
        found = await work.follows.of_chat(READER.chat_id)
    return {(each.what.kind.value, each.what.key): each.stance.value for each in found}


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("Rutte", "person", "1"),
        ("mark  rutte", "person", "1"),
        ("person: Rutte", "person", "1"),
        ("north-korea", "topic", "north-korea"),
        ("DPRK", "topic", "north-korea"),
        ("Kursk", "topic", "kursk"),
        ("place: Kursk", "topic", "kursk"),
        (HERALD, "source", "sample herald"),
        ("herald", "source", "sample herald"),
        ("source:Herald", "source", "sample herald"),
        ("word: Ammunition", "word", "ammunit"),
        ("word: Rutte", "word", "rutt"),
        ('"drone strikes"', "word", "drone strike"),
        ("“Rutte”", "word", "rutt"),
        ("zebras", "word", "zebra"),
        ("1", "story", "1"),
        ("story 1", "story", "1"),
        ("#1", "story", "1"),
    ],
)
async def test_what_words_are_taken_for(library: House, typed: str, kind: str, key: str) -> None:
    """A name is what the archive calls so, a kind before it settles that; the rest is followed as words."""
    for verb, stance in (("follow", "follow"), ("mute", "mute")):
        answer = await library.ask(f"/{verb} {typed}")
        assert not answer.refused
        assert await mine(library) == {(kind, key): stance}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("999", "There is no story 999"),
        ("story: x", "There is no story x"),
        ("#999", "There is no article #999"),
        ("@nobody", "No stored article is from the channel @nobody."),
        ("source: nowhere", "No stored article is from a source called"),
        ("topic: xyzzy", "I know no topic or place"),
        ("the", "is in nearly every article"),
        ("?!", "There is no word in"),
        ("*", "There is no word in"),
        ("\U0001f600", "There is no word in"),
        ('"\U0001f600"', "There is no word in"),
        ("word: one two three blue green", "That is over 4 words"),
        ("x" * 81, "That is over 80 characters"),
        (",".join("abcdefghijk"), "at most 10 things at once"),
    ],
)
async def test_what_cannot_be_followed(library: House, typed: str, said: str) -> None:
    """One sentence says why, and nothing is noted, not even the chat."""
    answer = await library.ask(f"/follow {typed}")
    assert answer.refused
    assert said in library.words(answer)
    assert await mine(library) == {}


async def test_words_that_nothing_holds_are_followed_and_that_is_said(library: House) -> None:
    """What is nowhere in the archive can be waited for."""
    assert "No stored article has it yet" in library.words(await library.ask("/follow zebra"))
    assert "No stored article has it yet" not in library.words(await library.ask('/follow "escalation"'))


async def test_misspelt_name_is_asked_about(library: House) -> None:
    """A name close to a known one is not guessed: buttons offer the person and the words as typed."""
    asked = await library.ask("/follow Ruttte")
    assert library.labels(asked) == ["Mark Rutte (person)", "“Ruttte” (words)", "What I follow"]
    assert await mine(library) == {}
    done = await library.press(asked, "Mark Rutte (person)")
    assert done.silent
    assert await mine(library) == {("person", "1"): "follow"}


async def test_several_of_a_name_are_asked_about(house: House) -> None:
    """Several sources with a word in their names are chosen from by buttons, whatever the names hold."""
    for source in ("Rutte Post", "Evening Post", "Morning: Post"):
        await house.hand_over(
            f"Harbour of {source} closes\n\nThe harbour of the {source} closed on Monday after a strike. "
            "Nobody knows when the ferries will sail again, the mayor said.",
            source=source,
        )
    asked = await house.ask("/mute post")
    assert "Several things are called" in house.words(asked)
    assert set(house.labels(asked)) == {
        *(f"{name} (source)" for name in ("Rutte Post", "Evening Post", "Morning: Post")),
        *("“post” (words)", "What I follow"),
    }
    await house.press(asked, "Morning: Post (source)")
    assert await mine(house) == {("source", "morning: post"): "mute"}
    listed = await house.ask("/following")
    await house.press(listed, "Unmute the source Morning: Post")
    assert await mine(house) == {}


async def test_smaller_place_is_told_what_it_is_filed_under(library: House) -> None:
    """A town that the gazetteer files under its region can be followed by its own name instead."""
    done = await library.ask("/follow Pokrovsk")
    assert 'Articles that name "Pokrovsk" are filed under it.' in library.words(done)
    await library.press(done, "“Pokrovsk” (words)")
    assert set(await mine(library)) == {("topic", "donetsk"), ("word", "pokrovsk")}


async def test_several_things_at_once(library: House) -> None:
    """Commas part things, but not in quotation marks; what cannot be followed stops none of the others."""
    done = await library.ask('/follow Rutte, the, "iron dome, too"; NATO')
    assert set(await mine(library)) == {("person", "1"), ("word", "iron dome"), ("topic", "nato")}
    assert "is in nearly every article" in library.words(done)


@pytest.mark.parametrize(
    ("typed", "followed"),
    [
        ("Rutte and Zelensky", {"Mark Rutte", "Volodymyr Zelensky"}),
        ("Rutte, NATO, and Gaza", {"Mark Rutte", "NATO", "Gaza"}),
        ("Rutte & Gaza", {"Mark Rutte", "Gaza"}),
        ('NATO and "drone strike"', {"NATO", "drone strike"}),
        ("Trinidad and Tobago", {"Trinidad and Tobago"}),
        ('"Rutte and Gaza"', {"Rutte and Gaza"}),
        ("zebras and NATO", {"zebras and NATO"}),
    ],
)
async def test_names_joined_by_and(library: House, typed: str, followed: set[str]) -> None:
    """Names with "and" between are several; a name that holds one, quoted words and other words are whole."""
    for verb in ("follow", "mute"):
        assert not (await library.ask(f"/{verb} {typed}")).refused
        async with library.storage.read() as work:
            chosen = await work.follows.of_chat(READER.chat_id)
            assert {(await things.named(work, each.what)).name for each in chosen} == followed
    await library.ask(f"/unmute {typed}")
    assert await mine(library) == {}


async def test_last_word_holds(library: House) -> None:
    """Muting what is followed mutes it, and the other way round; saying it twice changes nothing."""
    await library.ask("/follow NATO")
    assert "You follow NATO already." in library.words(await library.ask("/follow nato"))
    await library.ask("/mute NATO")
    assert "NATO is muted already." in library.words(await library.ask("/mute nato"))
    assert await mine(library) == {("topic", "nato"): "mute"}


async def test_limit_is_said(library: House) -> None:
    """One more than a chat may have is refused with what to do; changing one's mind about one is not."""
    for number in range(FOLLOWS):
        await library.ask(f'/follow "word{number}"')
    full = await library.ask("/follow NATO")
    assert full.refused
    assert f"{FOLLOWS} things, which is the most" in library.words(full)
    await library.ask('/mute "word3"')
    assert (await mine(library))["word", "word3"] == "mute"


@pytest.mark.parametrize(
    ("follow", "end"),
    [
        ("/follow Rutte", "/unfollow Rutte"),
        ("/follow Rutte", "/unmute mark rutte"),
        ("/mute source: herald", "/unmute Sample Herald"),
        ("/mute source: herald", "/unmute herald"),
        ('/follow "drone strikes"', '/unfollow "drone strike"'),
        ("/follow zebra", "unfollow zebra"),
        ("/follow 1", "/unfollow 1"),
        ("/follow north-korea, Rutte", "/unfollow DPRK, Rutte"),
        ("/follow north-korea, Rutte, zebra", "/unfollow all"),
        ("follow Rutte", "stop following Rutte"),
        ("mute zebra", "unmute zebra"),
    ],
)
async def test_ending(library: House, follow: str, end: str) -> None:
    """What is followed or muted is ended by any name it goes by, by a command or in plain words."""
    await library.ask(follow)
    assert await mine(library)
    answer = await library.ask(end)
    assert not answer.refused
    assert await mine(library) == {}


@pytest.mark.parametrize("kind", ["person", "topic", "source"])
async def test_forged_button(library: House, kind: str) -> None:
    """A number that no database takes is nothing of the archive, and no bug."""
    forged = Question(intent=p.Follow(kind=kind, key="9" * 30), asker=READER)
    assert "follow.gone" in key(await library.desk.answer(forged))
    assert await mine(library) == {}


@pytest.mark.parametrize(("end", "left"), [("/unmute all", "follow"), ("unfollow everything", "mute")])
async def test_all_of_one_kind(library: House, end: str, left: str) -> None:
    """Whoever mutes nothing any more follows what they followed, and the other way round."""
    await library.ask("/follow Rutte, north-korea")
    await library.ask("/mute NATO, zebra")
    assert not (await library.ask(end)).refused
    assert list((await mine(library)).values()) == [left, left]


async def test_ending_what_was_never_begun(library: House) -> None:
    """That is said, with where to look; a button pressed twice says that it is over."""
    await library.ask("/follow Rutte")
    answer = await library.ask("/unfollow NATO")
    assert answer.refused
    assert "/following lists" in library.words(answer)
    listed = await library.ask("/following")
    for said in ("No longer following Mark Rutte.", "That is neither followed nor muted any more."):
        assert library.words(await library.press(listed, "Unfollow Mark Rutte")) == said


async def test_list_turns_its_pages(library: House) -> None:
    """Each thing stands once with what it is and a button that ends it, followed ones first."""
    await library.ask('/follow Rutte, north-korea, Sample Herald, "one", "two", zebra')
    await library.ask("/follow 1")
    await library.ask("/mute NATO, Kursk")
    first = await library.ask("/following")
    second = await library.press(first, "More")
    assert len(library.labels(first)) == 8
    for said in ("Mark Rutte (person)", "North Korea (country)", "Sample Herald (source)", "Story 1"):
        assert said in library.words(first)
    assert {"Unmute NATO", "Unmute Kursk", "Back"} == set(library.labels(second))
    assert "What this chat mutes" in library.words(second)
    assert await assert_verbatim(library.storage, first) == 1
    assert "page.end" in key(await library.ask("/following 9"))


async def test_settings_say_it_in_short(library: House) -> None:
    """The settings name what is followed and muted, and lead to the list."""
    await library.ask("/follow Rutte, NATO")
    await library.ask("/mute zebra")
    settings = await library.ask("/settings")
    assert "Following: Mark Rutte, NATO" in library.words(settings)
    assert "Muted: “zebra”" in library.words(settings)
    assert "follow.heading" in key(await library.press(settings, "What I follow"))


async def test_story_is_followed_from_its_page(library: House) -> None:
    """A story's page has buttons to follow and to mute it."""
    story = await library.ask("/story 1")
    for label, stance in (("Follow this story", "follow"), ("Mute", "mute")):
        await library.press(story, label)
        [(kind, _)] = await mine(library)
        assert kind == "story"
        assert set((await mine(library)).values()) == {stance}


async def test_channel_is_followed_by_its_public_name(house: House) -> None:
    """A channel's @name stands for the source that its stored posts are from."""
    post = NewSubmission(
        key="post",
        text="Ferries sail again\n\nFerries sail from the harbour again, its master said on Monday.",
        received=house.at,
        source="Dock News",
        url="https://t.me/Dock_News/17",
    )
    await house.intake.hand_over(post)
    assert "Following the source Dock News" in house.words(await house.ask("/follow @dock_news"))
    assert (await house.ask("/follow @dock")).refused
    assert (await house.ask("/follow @dock%news")).refused


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("follow Rutte", p.FollowNamed(words="Rutte")),
        ("Please follow north korea!", p.FollowNamed(words="north korea")),
        ("mute sports", p.MuteNamed(words="sports")),
        ("unmute sports", p.UnfollowNamed(words="sports", muted=True)),
        ("stop muting sports", p.UnfollowNamed(words="sports", muted=True)),
        ("stop following Rutte", p.UnfollowNamed(words="Rutte")),
        ("what do I follow?", p.Following()),
        ("/follow", p.Following()),
        ("/mute", i.Usage(command="mute")),
        ("Follow up on the strike", i.Ask(text="Follow up on the strike")),
        ("Follow Rutte to where?", i.Ask(text="Follow Rutte to where?")),
    ],
)
def test_plain_words(typed: str, intent: i.Intent) -> None:
    """Short plain words follow and mute; a question that begins so is a question."""
    assert parse(typed) == intent


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("a, b;c", ["a", "b", "c"]),
        ('"a, b", c', ['"a, b"', "c"]),
        ("O'Neil, 'x, y'", ["O'Neil", "'x, y'"]),
        (' , "open, c', ['"open', "c"]),
        ("12,000", ["12,000"]),
        ("12,000 troops, 3,4", ["12,000 troops", "3", "4"]),
        ("", []),
    ],
)
def test_things_apart(typed: str, parts: list[str]) -> None:
    """Commas and semicolons part things, outside of quotation marks."""
    assert following.apart(typed) == parts


@pytest.mark.parametrize("name", ["x" * 200, "a:b", "Газета" * 9])
def test_any_key_fits_a_button(name: str) -> None:
    """Whatever a source is called, a button can carry it."""
    what = Follow(kind=FollowKind.SOURCE, key=name)
    carried = things.carried(things.Thing(what=what, name=name))
    assert carried is not None
    assert len(carried) <= 40
    assert ":" not in carried

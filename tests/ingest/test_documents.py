"""Documents of every kind become the articles in them, in the publisher's own characters."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml

from ingest.errors import NoArticle, Unreadable
from ingest.model import Draft, Precision, Stamp
from tests.ingest import layouts
from tests.ingest.documents import Row, column, content, docx, mail, pdf, pdf_of, zipped

BRIDGE = "\n".join(layouts.BRIDGE)
HARVEST = "\n".join(layouts.HARVEST)
PAGE = (
    f"<html><head><title>{layouts.BRIDGE_TITLE}</title></head><body><article><h1>{layouts.BRIDGE_TITLE}</h1>"
)
PAGE += "".join(f"<p>{row}</p>" for row in layouts.BRIDGE) + "</article></body></html>"
SENT = Stamp(at=datetime(2024, 10, 23, 6, 15, tzinfo=UTC), precision=Precision.MINUTE)


def read(data: bytes, name: str) -> Draft:
    """The one article of a file."""
    (draft,) = content(data, name).drafts
    return draft


def refused(data: bytes, name: str) -> NoArticle:
    """Why a file is not read."""
    with pytest.raises(Unreadable) as caught:
        content(data, name)
    return caught.value.reason


def press(*, head: str = layouts.BRIDGE_TITLE) -> list[Row]:
    """A page with a headline over a column."""
    return [(72, 740, 20, head), *column(layouts.BRIDGE)]


class TestPdf:
    """Lines of a page become paragraphs."""

    @pytest.mark.parametrize("packed", [False, True])
    def test_paragraphs(self, *, packed: bool) -> None:
        """Lines of a paragraph are put together, and every sentence is the publisher's to the letter."""
        draft = read(pdf([press()], packed=packed), "bridge.pdf")
        assert (draft.title, draft.body) == (layouts.BRIDGE_TITLE, BRIDGE)

    def test_facts_of_the_file_are_none_of_the_article(self) -> None:
        """Who made the file, and when, is not who wrote the article, and when."""
        draft = read(pdf([press()]), "bridge.pdf")
        assert (draft.published, draft.byline, draft.source) == (None, None, None)

    def test_a_date_in_the_text(self) -> None:
        """A date that stands under the headline is the article's."""
        draft = read(pdf([[*press(), (72, 722, 11, "2 March 2024")]]), "bridge.pdf")
        assert draft.published is None or draft.published.at.date().isoformat() == "2024-03-02"

    def test_a_title_that_stands_in_the_text(self) -> None:
        """The properties' title counts where the text has it, in the text's own letters."""
        titled = pdf([press()], title=layouts.BRIDGE_TITLE.upper())
        assert read(titled, "a.pdf").title == layouts.BRIDGE_TITLE
        assert read(pdf([press()], title="Microsoft Word - Document1"), "a.pdf").title == layouts.BRIDGE_TITLE

    def test_heads_feet_and_numbers_of_pages(self) -> None:
        """What stands at the edge of every page is left out, and a sentence goes on over the page."""
        first, rest = BRIDGE.split(" repairs", 1)
        texts = [first, f"repairs{rest}", HARVEST]
        pages = [
            [
                (72.0, 800.0, 9.0, f"The Dorvale Paper, issue {n}"),
                *column(text.split("\n")),
                (290.0, 30.0, 9.0, f"{n}"),
            ]
            for n, text in enumerate(texts, start=1)
        ]
        (draft,) = content(pdf(pages), "paper.pdf").drafts
        assert "Paper" not in draft.body
        assert layouts.BRIDGE[0] in draft.body
        assert not any(row.isdigit() for row in draft.body.split("\n"))

    def test_indented_paragraphs(self) -> None:
        """Without space between them, paragraphs begin where a line is moved in."""
        rows: list[Row] = []
        for paragraph in layouts.BRIDGE:
            for n, (x, _, size, text) in enumerate(column([paragraph])):
                rows.append((x + (14 if n == 0 else 0), 700 - 13 * len(rows), size, text))
        assert read(pdf([[(72, 740, 20, layouts.BRIDGE_TITLE), *rows]]), "a.pdf").body == BRIDGE

    @pytest.mark.parametrize(
        ("rows", "joined"),
        [
            (["The bridge was re-", "opened. They said it was reopened on Friday."], "was reopened. They"),
            (["The long-", "term plan for the bridge was told."], "The long-term plan"),
            (["The bridge in Al-", "Hasakah was reopened, said AlHasakah radio."], "in Al-Hasakah was"),
            (["The bridge was re\u00ad", "opened on Friday, it was said."], "was reopened on"),
            (["A well-", "known wellknown thing was well-known."], "A well-known wellknown"),
        ],
    )
    def test_hyphens(self, rows: list[str], joined: str) -> None:
        """A hyphen at the end of a line stays, unless it is soft or the file has the word without it."""
        page: list[Row] = [(72, 700 - 13 * n, 11, row) for n, row in enumerate(rows)]
        assert joined in " ".join(read(pdf([page]), "a.pdf").body.split("\n"))

    def test_two_articles(self) -> None:
        """Two articles on two pages are told apart as those of a paste are."""
        second: list[Row] = [(72, 740, 20, layouts.HARVEST_TITLE), (72, 722, 11, "Updated 11 June 2025")]
        pages = [press(), [*second, *column(layouts.HARVEST)]]
        assert HARVEST.split("\n")[0] in "\n".join(d.body for d in content(pdf(pages), "a.pdf").drafts)

    def test_what_cannot_be_read(self) -> None:
        """A PDF of pictures, one with a password, one that is none: each its own reason."""
        assert refused(pdf([[], []]), "scan.pdf") is NoArticle.SCANNED
        assert refused(b"words, words", "a.pdf") is NoArticle.DAMAGED
        assert refused(pdf([press()])[:200], "a.pdf") is NoArticle.DAMAGED
        keys = f"/O({'a' * 32})/U({'b' * 32})"
        locked = pdf_of([b""], more=f"/Encrypt<</Filter/Standard/V 1/R 2{keys}/P -4>>/ID[(a)(a)]")
        assert refused(locked, "a.pdf") is NoArticle.ENCRYPTED

    def test_a_bomb(self) -> None:
        """A page that unpacks to far more than a page is not unpacked."""
        assert refused(pdf_of([zlib.compress(bytes(80 << 20))], packed=True), "a.pdf") is NoArticle.TOO_LARGE

    def test_too_many_pages(self) -> None:
        """A whole shelf in one file is refused."""
        assert refused(pdf([[]] * 501), "a.pdf") is NoArticle.TOO_LONG


class TestWord:
    """Headings and paragraphs, no tables."""

    def test_paragraphs(self) -> None:
        """The heading is the title; tables and the file's own facts are left out."""
        draft = read(docx(layouts.BRIDGE, heading=layouts.BRIDGE_TITLE), "bridge.docx")
        assert (draft.title, draft.body) == (layouts.BRIDGE_TITLE, BRIDGE)
        assert (draft.published, draft.byline, draft.source) == (None, None, None)

    def test_without_a_name(self) -> None:
        """It is known by what is in it."""
        assert read(docx(layouts.BRIDGE, heading=layouts.BRIDGE_TITLE), "-").body == BRIDGE

    def test_tracked_changes(self) -> None:
        """What is inserted is read, what is deleted is not: the sentence as its writer left it."""

        document = Document(BytesIO(docx(layouts.BRIDGE[1:], heading=layouts.BRIDGE_TITLE)))
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        runs = (
            "<w:r><w:t>Engineers </w:t></w:r>",
            '<w:del w:id="1" w:author="a"><w:r><w:delText>never </w:delText></w:r></w:del>',
            '<w:ins w:id="2" w:author="a"><w:r><w:t>reopened the river bridge</w:t></w:r></w:ins>',
            f"<w:r><w:t>{layouts.BRIDGE[0].partition('bridge')[2]}</w:t></w:r>",
        )
        paragraph = parse_xml(f"<w:p {space}>{''.join(runs)}</w:p>")
        document.element.body.insert(1, paragraph)
        out = BytesIO()
        document.save(out)
        assert read(out.getvalue(), "a.docx").body == BRIDGE

    def test_entities(self) -> None:
        """A document with entities, which could name a file of the machine, is none that Word wrote."""
        with ZipFile(BytesIO(docx(layouts.BRIDGE, heading=layouts.BRIDGE_TITLE))) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        xml = files["word/document.xml"].decode()
        head, rest = xml.split("?>", 1)
        xml = f'{head}?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rest.replace("Friday", "&x;")}'
        assert refused(zipped({**files, "word/document.xml": xml.encode()}), "a.docx") is NoArticle.DAMAGED


class TestMail:
    """Newsletters have a source, private mail has none."""

    def test_a_person(self) -> None:
        """Of a person's mail neither the name nor the time is told; its subject is the title."""
        message = mail(f"{layouts.BRIDGE_TITLE}\n\n{BRIDGE}", Subject=f"Fwd: {layouts.BRIDGE_TITLE}")
        draft = read(message.as_bytes(), "bridge.eml")
        assert (draft.title, draft.body) == (layouts.BRIDGE_TITLE, BRIDGE)
        assert (draft.source, draft.byline, draft.published) == (None, None, None)

    def test_a_newsletter(self) -> None:
        """A newsletter's sender is its source, and when it was sent is when it was published."""
        message = mail(
            BRIDGE,
            From="Dorvale Paper <news@dorvale.example>",
            List_Id="<news.dorvale.example>",
            Subject="Мост открыт",
        )
        draft = read(message.as_bytes(), "bridge.eml")
        assert (draft.source, draft.published, draft.title) == ("Dorvale Paper", SENT, "Мост открыт")
        assert draft.body == BRIDGE

    def test_a_page(self) -> None:
        """A mail that is a page alone is read as one, also where it is laid out by tables."""
        assert read(mail(None, PAGE, Subject=layouts.BRIDGE_TITLE).as_bytes(), "a.eml").body == BRIDGE
        cells = "".join(f"<tr><td>{row}</td></tr>" for row in layouts.BRIDGE)
        table = f"<html><body><table>{cells}</table></body></html>"
        assert read(mail(None, table, Subject="Bridge").as_bytes(), "a.eml").body == BRIDGE

    def test_forwarded_within(self) -> None:
        """Below the headers of a forwarded mail stands the article, under that mail's subject."""
        text = (
            "FYI\n\n---------- Forwarded message ---------\nFrom: Someone <s@e.example>\n"
            f"Date: Wed, 23 Oct 2024 at 08:15\nSubject: {layouts.BRIDGE_TITLE}\n"
            f"To: <jane@roe.example>\n\n\n{BRIDGE}\n"
        )
        draft = read(mail(text, Subject="Fwd: look").as_bytes(), "a.eml")
        assert (draft.title, draft.body) == (layouts.BRIDGE_TITLE, BRIDGE)
        assert (draft.source, draft.byline) == (None, None)

    def test_forwarded_beside(self) -> None:
        """A newsletter that is attached to a mail is read as itself."""
        outer = mail("See what is attached.", Subject="Fwd")
        outer.add_attachment(
            mail(HARVEST, Subject=layouts.HARVEST_TITLE, From="Selm News <n@selm.example>", List_Id="<s>")
        )
        draft = content(outer.as_bytes(), "a.eml").drafts[-1]
        assert (draft.title, draft.source, draft.published) == (layouts.HARVEST_TITLE, "Selm News", SENT)

    def test_without_a_name(self) -> None:
        """A mail is known by its headers; a text with a colon is none."""
        assert read(mail(BRIDGE, Subject="Bridge").as_bytes(), "-").title == "Bridge"
        assert read(f"Note: one\nThen: two\nAlso: three\n\n{BRIDGE}".encode(), "-").body.endswith(
            layouts.BRIDGE[-1]
        )

    @pytest.mark.parametrize("charset", ["koi8-r", "x-nobody-knows"])
    def test_charsets(self, charset: str) -> None:
        """A text is read in the charset it names, and in another where that is unknown."""
        text = "Инженеры открыли мост в пятницу, сообщил областной совет.\n" * 3
        head = f"Subject: Bridge\nFrom: a@b.example\nContent-Type: text/plain; charset={charset}\n\n"
        known = "koi8-r" if charset == "koi8-r" else "utf-8"
        assert read(head.encode() + text.encode(known), "a.eml").body.startswith("Инженеры открыли")


class TestTexts:
    """Texts and pages are read as ever."""

    def test_texts_and_pages(self) -> None:
        """A text, a page, and a text packed by gzip."""
        assert read(f"{layouts.BRIDGE_TITLE}\n\n{BRIDGE}".encode(), "a.txt").body == BRIDGE
        assert read(PAGE.encode(), "a.html").body == BRIDGE
        assert read(gzip.compress(f"{layouts.BRIDGE_TITLE}\n\n{BRIDGE}".encode()), "a.txt.gz").body == BRIDGE

    def test_what_is_no_document(self) -> None:
        """A picture, an empty file and a list of links are refused."""
        assert refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a.png") is NoArticle.PICTURE
        assert refused(b" \n", "a.txt") is NoArticle.EMPTY
        assert refused(b"Home\nWorld\n", "a.txt") is NoArticle.FURNITURE

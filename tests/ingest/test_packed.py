"""Archives are opened within limits, and no member of one does harm."""

from __future__ import annotations

import gzip
import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from ingest import packed
from ingest.errors import NoArticle, Unreadable
from tests.ingest import layouts
from tests.ingest.documents import Content, column, content, docx, mail, pdf, zipped

BRIDGE = "\n".join(layouts.BRIDGE).encode()
HARVEST = f"{layouts.HARVEST_TITLE}\n\n{chr(10).join(layouts.HARVEST)}".encode()


def refused(data: bytes, name: str = "a.zip") -> NoArticle:
    """Why a file is not read."""
    with pytest.raises(Unreadable) as caught:
        content(data, name)
    return caught.value.reason


def failures(held: Content) -> dict[str, NoArticle]:
    """What was not read, and why."""
    return held.failures


def test_members_in_order() -> None:
    """Every kind of document in an archive is read, in the archive's order; what the system put in is not."""
    held = content(
        zipped(
            {
                "z/harvest.txt": HARVEST,
                "__MACOSX/z/._harvest.txt": b"\0\1",
                "z/.DS_Store": b"\0",
                "a.docx": docx(layouts.BRIDGE, heading=layouts.BRIDGE_TITLE),
                "b.pdf": pdf([column(layouts.HARVEST)]),
                "c.eml": mail(BRIDGE.decode(), Subject="Mail").as_bytes(),
            }
        ),
        "a.zip",
    )
    assert [draft.title for draft in held.drafts][:2] == [layouts.HARVEST_TITLE, layouts.BRIDGE_TITLE]
    assert len(held.drafts) == 4
    assert held.failures == {}


def test_one_bad_member_costs_only_itself() -> None:
    """A picture, an empty file, a damaged PDF and an inner archive are told; the rest is read."""
    held = content(
        zipped(
            {
                "a.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
                "b.txt": b"",
                "c.pdf": b"%PDF-1.4 and nothing else",
                "d.zip": zipped({"a.txt": HARVEST}),
                "e.txt.gz": gzip.compress(HARVEST),
                "f.txt": HARVEST,
            }
        ),
        "a.zip",
    )
    assert [draft.title for draft in held.drafts] == [layouts.HARVEST_TITLE]
    assert failures(held) == {
        "a.png": NoArticle.PICTURE,
        "b.txt": NoArticle.EMPTY,
        "c.pdf": NoArticle.DAMAGED,
        "d.zip": NoArticle.NESTED,
        "e.txt.gz": NoArticle.NESTED,
    }


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out(name: str) -> None:
    """A member whose name leads out of the archive is not opened."""
    held = content(zipped({name: HARVEST, "b.txt": HARVEST}), "a.zip")
    assert len(held.drafts) == 1
    assert list(failures(held).values()) == [NoArticle.PATH]


def test_links_lead_nowhere() -> None:
    """A symbolic link is no file."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        link = ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert failures(content(out.getvalue(), "a.zip")) == {"a.txt": NoArticle.KIND}


def test_locked_members() -> None:
    """A member with a password is told as such."""
    data = bytearray(zipped({"a.txt": HARVEST}))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flags] |= 1
    assert failures(content(bytes(data), "a.zip")) == {"a.txt": NoArticle.ENCRYPTED}


def test_limits() -> None:
    """Too many files, too much in all, and too little packed for what it unpacks to, are refused unopened."""
    assert refused(zipped({f"{n}.txt": b"" for n in range(packed.MEMBERS + 1)})) is NoArticle.TOO_MANY
    assert refused(zipped({"a.txt": b"a" * (4 << 20)})) is NoArticle.TOO_LARGE
    assert refused(gzip.compress(bytes(packed.LARGEST + 1)), "a.txt.gz") is NoArticle.TOO_LARGE
    assert refused(zipped({})) is NoArticle.EMPTY


def test_a_bomb_in_a_document() -> None:
    """A Word document that unpacks to far more than it is, is refused."""
    with ZipFile(BytesIO(docx(layouts.BRIDGE))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert refused(zipped({**files, "word/media/a.png": bytes(8 << 20)}), "a.docx") is NoArticle.TOO_LARGE


def test_declared_sizes_hold() -> None:
    """A member that unpacks to more than it says is cut off there, and damaged."""
    data = bytearray(zipped({"a.txt": HARVEST * 100, "b.txt": HARVEST}))
    at = data.index(b"PK\x01\x02") + 24  # APPNOTE.TXT, section 4.3.12: uncompressed size
    data[at : at + 4] = (10).to_bytes(4, "little")
    held = content(bytes(data), "a.zip")
    assert failures(held) == {"a.txt": NoArticle.DAMAGED}
    assert len(held.drafts) == 1


@pytest.mark.parametrize("names", [{"[Content_Types].xml": b"<a/>"}, {"mimetype": b"application/epub+zip"}])
def test_other_office_documents(names: dict[str, bytes]) -> None:
    """A spreadsheet or a book is a file of a kind that is not read, not an archive of its parts."""
    assert refused(zipped({**names, "a.txt": HARVEST}), "a.xlsx") is NoArticle.OFFICE


def test_archives_that_break_off() -> None:
    """Half an archive, half a gzip, and a gzip in a gzip are refused."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", HARVEST)
    assert refused(out.getvalue()[:-30]) is NoArticle.DAMAGED
    assert refused(gzip.compress(HARVEST)[:-20], "a.gz") is NoArticle.DAMAGED
    assert refused(gzip.compress(gzip.compress(HARVEST)), "a.gz") is NoArticle.NESTED
    assert len(content(gzip.compress(HARVEST) * 2, "a.txt.gz").drafts) >= 1

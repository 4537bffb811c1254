"""A news page in our own words, as a content system would make it."""

from __future__ import annotations

from tests.ingest import layouts

URL = "https://paper.example/bridge?utm_source=mail"

FROST = (
    "Late frost killed most buds on the lower slopes of the Selm valley, growers said on Friday.",
    "Insurers have received nine hundred claims, more than in the last ten years together.",
    "“My grandfather never saw an April like that one,” grower Max Moe told the council.",
)


def html(head: str = "", above: str = "", first: str = layouts.BRIDGE[0]) -> str:
    """A news page in our own words."""
    texts = "".join(f"<p>{text}</p>" for text in (first, *layouts.BRIDGE[1:]))
    return f"""<!doctype html><html lang="en">
    <head><title>{layouts.BRIDGE_TITLE} | The Dorvale Paper</title>{head}</head><body>
    <nav><a href="/">Home</a> <a href="/w">World</a></nav>
    <div class="cookie">We use cookies.</div>
    <article><h1>{layouts.BRIDGE_TITLE}</h1>{above}{texts}
    <p>Read more: The ferry that nobody wanted</p>
    </article>
    <aside><h3>Most read</h3><a href="/f">The ferry that nobody wanted</a></aside>
    <footer>© 2023 Dorvale</footer></body></html>"""


OPEN_GRAPH = f"""<meta property="og:title" content="{layouts.BRIDGE_TITLE}">
<meta property="og:site_name" content="The Dorvale Paper">
<meta property="article:published_time" content="2024-03-02T16:05:30+02:00">
<meta name="author" content="Jane Doe">"""

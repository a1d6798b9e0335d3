"""Telegram's HTML is read strictly."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.errors import ApiError
from bot.demo.formatting import find_entities, trimmed
from bot.demo.html_text import FormattedText, parse_html
from bot.demo.utf16 import utf16_length, utf16_slice

LETTERS = st.text(st.characters(codec="utf-8"))


@given(LETTERS)
def test_escaped_text_comes_back(text: str) -> None:
    """Whatever a person writes survives being escaped by the bot."""
    assert parse_html(escape(text)) == FormattedText(text, [])


@given(LETTERS, LETTERS.filter(bool), LETTERS)
def test_offsets_are_utf16(before: str, bold: str, after: str) -> None:
    """The entity covers exactly the bold part, whatever stands around it."""
    parsed = parse_html(f"{escape(before)}<b>{escape(bold)}</b>{escape(after)}")
    (entity,) = parsed.entities
    assert entity["offset"] == utf16_length(before)
    assert utf16_slice(parsed.text, entity["offset"], entity["length"]) == bold


@given(st.text("<>/&;#b\"'= aquot1", max_size=30))
def test_any_source_is_read_or_refused(source: str) -> None:
    """Nonsense is refused in Telegram's words and never breaks the reader."""
    try:
        answer = parse_html(source).text
    except ApiError as refused:
        answer = refused.description.removeprefix("Bad Request: can't parse entities: ")

    assert not answer.startswith("Bad Request")


@pytest.mark.parametrize(
    ("source", "kind", "fields"),
    [
        ("<strong>x</strong>", "bold", {}),
        ("<em>x</em>", "italic", {}),
        ("<ins>x</ins>", "underline", {}),
        ("<strike>x</strike>", "strikethrough", {}),
        ("<DEL>x</>", "strikethrough", {}),
        ("<code>x</code >", "code", {}),
        ("<pre>x</pre>", "pre", {}),
        ("<pre><code class='language-sql'>x</code></pre>", "pre", {"language": "sql"}),
        ("<blockquote>x</blockquote>", "blockquote", {}),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote", {}),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler", {}),
        ("<span class=tg-spoiler>x</span>", "spoiler", {}),
        ('<tg-emoji emoji-id="5">x</tg-emoji>', "custom_emoji", {"custom_emoji_id": "5"}),
        ('<tg-time unix="60">x</tg-time>', "date_time", {"unix_time": 60}),
        (
            '<tg-time unix="60" format="wD">x</tg-time>',
            "date_time",
            {"unix_time": 60, "date_time_format": "wD"},
        ),
        ('<a href="https://a.kz?b=1&amp;c">x</a>', "text_link", {"url": "https://a.kz?b=1&c"}),
        ("<a href='gov.kz'>x</a>", "text_link", {"url": "http://gov.kz"}),
        (
            '<a href="tg://user?id=7">x</a>',
            "text_mention",
            {"user": {"id": 7, "is_bot": False, "first_name": ""}},
        ),
    ],
)
def test_every_tag_is_understood(source: str, kind: str, fields: dict[str, Any]) -> None:
    """Each tag of Telegram becomes its entity."""
    parsed = parse_html(source)
    assert parsed.text == "x"
    assert parsed.entities == [{"offset": 0, "length": 1, "type": kind, **fields}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ж<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "ж<b>x</i>",
            'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"',
        ),
        ("a &nbsp; b", 'Unsupported reference "&nbsp;" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b =>x</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-time>x</tg-time>", "Invalid date-time specified"),
    ],
)
def test_mistakes_are_named(source: str, reason: str) -> None:
    """A mistake is named with its place in bytes."""
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#1078;&#x436;", "жж"),
        ("A & B &", "A & B &"),
        ("&#0;&#xD800;", "&#0;&#xD800;"),
        ("<a>not.a link</a>", "not.a link"),
        ('<a href="javascript:x">y</a>', "y"),
        ("<b></b>", ""),
    ],
)
def test_what_leaves_no_entity(source: str, text: str) -> None:
    """References become letters; what Telegram would not link is plain text."""
    assert parse_html(source) == FormattedText(text, [])


def test_nested_entities_are_sorted() -> None:
    """The outer entity comes first, as Telegram orders them."""
    parsed = parse_html("<i>a<b>b</b></i> <a>https://a.kz</a>")
    assert [one["type"] for one in parsed.entities] == ["italic", "bold", "text_link"]


def test_trimming_moves_the_entities() -> None:
    """Spaces at both ends go, entities follow, empty ones vanish."""
    bold = {"type": "bold", "offset": 0, "length": 4}
    italic = {"type": "italic", "offset": 5, "length": 2}
    assert trimmed(FormattedText("\n  ab  ", [bold, italic])) == FormattedText(
        "ab", [{"type": "bold", "offset": 0, "length": 1}]
    )


def test_commands_and_addresses_are_found() -> None:
    """Telegram marks them by itself in every text."""
    found = find_entities("/start x, https://t.me/b?start=y. a/b t.me/c")
    assert [(one["type"], one["offset"], one["length"]) for one in found] == [
        ("bot_command", 0, 6),
        ("url", 10, 22),
        ("url", 38, 6),
    ]

"""Telegram's own small HTML, read as strictly as Telegram reads it.

One thing is stricter than there: an unknown named reference like `&nbsp;`, which Telegram would
show to the person as it stands, is an error here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.errors import ApiError, bad_request
from bot.demo.payload import Payload
from bot.demo.utf16 import utf16_length

REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
START_TAG = re.compile(r"""<([^\s>/"']*)((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
END_TAG = re.compile(r"</([^\s>]*)\s*>")
ATTRIBUTE = re.compile(r"""\s+([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?""")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
}

Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and what of it is bold, a link and so on."""

    text: str
    entities: list[Payload]


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A tag that still waits for its end."""

    name: str
    fields: Payload | None
    offset: int
    position: int


def parse_html(source: str) -> FormattedText:
    """Turn HTML into text and entities; raises `ApiError` where Telegram would."""
    return HtmlReader(source).read()


class HtmlReader:
    """Goes through a source once, from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[OpenTag] = []
        self._entities: list[Payload] = []

    def read(self) -> FormattedText:
        """Read everything."""
        readers: dict[str, Callable[[], None]] = {"<": self._read_tag, "&": self._read_reference}
        while self._position < len(self._source):
            readers.get(self._source[self._position], self._read_letter)()
        if self._open:
            raise self._error(
                f'can\'t find end tag corresponding to start tag "{self._open[-1].name}"'
            )
        return FormattedText("".join(self._text), in_order(self._entities))

    def _read_letter(self) -> None:
        self._append(self._source[self._position])
        self._position += 1

    def _append(self, letter: str) -> None:
        self._text.append(letter)
        self._offset += utf16_length(letter)

    def _read_reference(self) -> None:
        found = REFERENCE.match(self._source, self._position)
        letter = found and referred_letter(found)
        if found and letter:
            self._append(letter)
            self._position = found.end()
        elif found and found[3] and found[0].endswith(";"):
            raise self._error_here(f'unsupported reference "{found[0]}"')
        else:
            self._read_letter()

    def _read_tag(self) -> None:
        if self._source.startswith("</", self._position):
            self._read_end_tag()
        else:
            self._read_start_tag()

    def _read_start_tag(self) -> None:
        found = START_TAG.match(self._source, self._position)
        if not found:
            raise self._error_here("unclosed start tag")
        name = found[1].lower()
        fields = self._fields_of(name, self._attributes(name, found[2]))
        self._open.append(OpenTag(name, fields, self._offset, len(self._text)))
        self._position = found.end()

    def _attributes(self, tag: str, source: str) -> Attributes:
        position = 0
        attributes: Attributes = {}
        while found := ATTRIBUTE.match(source, position):
            value = next((value for value in found.groups()[1:] if value is not None), None)
            attributes[found[1].lower()] = value if value is None else unescape(value)
            position = found.end()
        if source[position:].strip():
            raise self._error_here(f'empty attribute name in the tag "{tag}"')
        return attributes

    def _fields_of(self, name: str, attributes: Attributes) -> Payload | None:
        if name in PLAIN_TAGS:
            return {"type": PLAIN_TAGS[name]}
        if name not in SPECIAL_TAGS:
            raise self._error_here(f'unsupported start tag "{name}"')
        try:
            return SPECIAL_TAGS[name](attributes)
        except ValueError as reason:
            raise self._error_here(str(reason)) from None

    def _read_end_tag(self) -> None:
        if not self._open:
            raise self._error_here("unexpected end tag")
        found = END_TAG.match(self._source, self._position)
        if not found:
            raise self._error_here("unclosed end tag")
        expected = self._open[-1].name
        if found[1] not in {"", expected}:
            raise self._error(
                f"unmatched end tag at byte offset {self._byte_offset()}, "
                f'expected "</{expected}>", found "</{found[1]}>"'
            )
        self._close(self._open.pop())
        self._position = found.end()

    def _close(self, tag: OpenTag) -> None:
        length = self._offset - tag.offset
        fields = tag.fields
        if tag.name == "a" and fields is None:
            fields = link_fields("".join(self._text[tag.position :]))
        if length and fields:
            self._entities.append({"offset": tag.offset, "length": length, **fields})

    def _byte_offset(self) -> int:
        return len(self._source[: self._position].encode())

    def _error_here(self, reason: str) -> ApiError:
        return self._error(f"{reason} at byte offset {self._byte_offset()}")

    @staticmethod
    def _error(reason: str) -> ApiError:
        return bad_request(f"can't parse entities: {reason[0].upper()}{reason[1:]}")


def referred_letter(found: re.Match[str]) -> str | None:
    """Tell which letter a reference means, or nothing when it means none."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < LAST_CHARACTER and code not in SURROGATES else None


def unescape(value: str) -> str:
    """Resolve the references inside an attribute."""
    return REFERENCE.sub(lambda found: referred_letter(found) or found[0], value)


def link_fields(url: str) -> Payload | None:
    """Make a link, or nothing when Telegram would not let it be one."""
    mention = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if mention:
        user = {"id": int(mention[1]), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "user": user}
    if re.match(r"(?:https?|tg|ton|tonsite)://\S", url):
        return {"type": "text_link", "url": url}
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", url):
        return {"type": "text_link", "url": f"http://{url}"}
    return None


def read_link(attributes: Attributes) -> Payload | None:
    """Understand `<a href=...>`; without an address the text is the address."""
    address = attributes.get("href")
    return link_fields(address) if address else None


def read_span(attributes: Attributes) -> Payload:
    """Understand `<span class="tg-spoiler">`."""
    if attributes.get("class") != "tg-spoiler":
        raise ValueError('tag "span" must have class "tg-spoiler"')
    return {"type": "spoiler"}


def read_blockquote(attributes: Attributes) -> Payload:
    """Understand `<blockquote>` and `<blockquote expandable>`."""
    return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}


def read_emoji(attributes: Attributes) -> Payload:
    """Understand `<tg-emoji emoji-id=...>`."""
    number = attributes.get("emoji-id") or ""
    if not number.isdecimal():
        raise ValueError("invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": number}


def read_time(attributes: Attributes) -> Payload:
    """Understand `<tg-time unix=... format=...>`."""
    moment, form = attributes.get("unix") or "", attributes.get("format") or ""
    if not moment.isdecimal() or not re.fullmatch(r"r|w?[dD]?[tT]?", form):
        raise ValueError("invalid date-time specified")
    fields: Payload = {"type": "date_time", "unix_time": int(moment)}
    return {**fields, "date_time_format": form} if form else fields


def read_code(attributes: Attributes) -> Payload:
    """Understand `<code>`, and `<code class="language-...">` inside `<pre>`."""
    language = attributes.get("class") or ""
    if language.startswith("language-"):
        return {"type": "code", "language": language.removeprefix("language-")}
    return {"type": "code"}


def read_preformatted(_attributes: Attributes) -> Payload:
    """Understand `<pre>`."""
    return {"type": "pre"}


SPECIAL_TAGS: dict[str, Callable[[Attributes], Payload | None]] = {
    "a": read_link,
    "span": read_span,
    "blockquote": read_blockquote,
    "tg-emoji": read_emoji,
    "tg-time": read_time,
    "code": read_code,
    "pre": read_preformatted,
}


def in_order(entities: list[Payload]) -> list[Payload]:
    """Sort entities as Telegram does, and let a code inside a `pre` name its language."""
    arranged = sorted(entities, key=lambda one: (one["offset"], -one["length"]))
    blocks = {(one["offset"], one["length"]): one for one in arranged if one["type"] == "pre"}
    kept = []
    for entity in arranged:
        block = blocks.get((entity["offset"], entity["length"]))
        language = entity.pop("language", None) if entity["type"] == "code" else None
        if block and entity["type"] == "code":
            block |= {"language": language} if language else {}
        else:
            kept.append(entity)
    return kept

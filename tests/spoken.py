"""Finds words that people would read in one language only, because no gettext call is around them.

The rule: a string with two words next to each other is a sentence for somebody. Not a sentence for
people are docstrings, the words of a `raise`, and what is given to the calls named in `NOT_SAID`.
"""

import ast
import re
from collections.abc import Iterator

GETTEXT = frozenset({"_", "gettext", "ngettext"})
NOT_SAID = frozenset(
    {
        # the small Telegram refuses in Telegram's own English, which the bot reads
        *("ApiError", "_error", "_error_here", "bad_request", "check_label", "conflict"),
        "forbidden",
        # patterns of dates, like "d MMM yyyy"
        *("format_date", "format_datetime"),
    }
)
TWO_WORDS = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}")


def untranslated(source: str) -> list[str]:
    """List the sentences of a module that are outside of gettext."""
    return [text for text in _strings(ast.parse(source)) if TWO_WORDS.search(text)]


def _strings(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise():
            return
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
            name in GETTEXT | NOT_SAID
        ):
            return
        case ast.Constant(value=str(text)):
            yield text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _strings(child)

"""The search for texts: what it misses would be shown in English to everybody."""

from tests.translations import texts_of

MODULE = """
first = _("One")
second = f"{esc(_('Two'))} {_('Three')}" if x else ngettext("%d day", "%d days", n)
third = other("Four")
"""


def test_texts_are_found_wherever_they_stand() -> None:
    """Also inside of an f-string, and both forms of a plural."""
    assert set(texts_of(MODULE)) == {"One", "Two", "Three", ("%d day", "%d days")}

"""From the tables of a checklist file to a `Checklist`: which keys there are and what they mean."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.checklists.table import Table
from bot.domain.checklist import (
    Alternative,
    Checklist,
    Enactment,
    HeaderField,
    HeaderLine,
    Order,
    Requirement,
    Severity,
    SignatureBlock,
    SubjectNumberKind,
    Verdict,
)
from bot.domain.language import Language, LocalizedText

ID = ("[a-z0-9_]{1,40}", "1 to 40 of a-z, 0-9 and _")
ALTERNATIVE_KEY = ("[a-z0-9_]{1,12}", "1 to 12 of a-z, 0-9 and _")
REQUIREMENT_NUMBER = (
    r"(?=.{1,8}\Z)[0-9]+([.-][0-9]+)*",
    "digits, joined by . or -, such as 5, 3.4 or 2-1, at most 8 characters",
)
LONGEST_LABEL = 40
"""A longer text is cut off on a phone's button."""
COLUMNS = 4


def read_checklist(top: Table) -> Checklist:
    """Read a whole file; what comes back is of use only when no fault was reported."""
    return Checklist(
        id=top.matching("id", *ID),
        order=_order(top.table("order")),
        name=top.localized("name"),
        short_name=top.localized("short_name", LONGEST_LABEL),
        title=top.localized_list("title", "title line"),
        approval_corner=top.localized("approval_corner"),
        subject_number=top.choice("subject_number", SubjectNumberKind),
        header=_header(top),
        columns=_columns(top),
        signatures=tuple(_signature(table) for table in top.tables("signatures", "signature")),
        requirements=_requirements(top),
    )


def _order(table: Table) -> Order:
    amendments = table.tables("amendments", "amendment") if table.has("amendments") else ()
    return Order(
        title=table.localized("title"),
        enactments=_enactments(table),
        registration_number=table.text("registration_number"),
        registration_date=table.day("registration_date"),
        amendments=tuple(_enactments(amendment) for amendment in amendments),
        edition=table.day("edition"),
        official_languages=frozenset(table.choices("official_languages", Language)),
        source=table.text("source"),
    )


def _enactments(table: Table) -> tuple[Enactment, ...]:
    return tuple(
        Enactment(item.localized("body"), item.text("number"), item.day("date"))
        for item in table.tables("enactments", "enactment")
    )


def _header(top: Table) -> tuple[HeaderLine, ...]:
    lines = tuple(_header_line(table) for table in top.tables("header", "header line"))
    holds = Counter(field for line in lines for field in line.fields)
    for field in HeaderField:
        if lines and holds[field] != 1:
            message = f"{field} is in the fields of {holds[field]} lines; expected it in one"
            top.report("header", message)
    return lines


def _header_line(table: Table) -> HeaderLine:
    return HeaderLine(
        caption=table.localized("caption"),
        note=table.optional_localized("note"),
        fields=table.choices("fields", HeaderField),
    )


def _columns(top: Table) -> tuple[LocalizedText, LocalizedText, LocalizedText, LocalizedText]:
    found = top.localized_list("columns", "column")
    if found and len(found) != COLUMNS:
        top.report("columns", f"found {len(found)} columns; expected {COLUMNS}")
    blank: LocalizedText = {}
    number, text, complies, violates, *_ = (*found, blank, blank, blank, blank)
    return number, text, complies, violates


def _signature(table: Table) -> SignatureBlock:
    notes = table.localized_list("notes", "note") if table.has("notes") else ()
    return SignatureBlock(caption=table.localized("caption"), notes=notes)


def _requirements(top: Table) -> tuple[Requirement, ...]:
    tables = top.tables("requirements", "requirement", named_by="number")
    found = tuple(_requirement(table) for table in tables)
    above: set[str] = set()
    for table, requirement in zip(tables, found, strict=True):
        if requirement.parent is not None and requirement.parent not in above:
            message = f"{requirement.parent!r} is unknown; expected the number of a row above"
            table.report("parent", message)
        above.add(requirement.number)
    for number in _repeated(requirement.number for requirement in found):
        top.report(
            f"requirement {number}", "the number is used more than once; expected different ones"
        )
    return found


def _requirement(table: Table) -> Requirement:
    question = table.optional_localized("question")
    alternatives = _alternatives(table)
    if alternatives and question is None:
        table.report("alternatives", "they answer no question; expected the key question, too")
    if question is not None and not alternatives:
        table.report("question", "it has no answers; expected alternatives, too")
    return Requirement(
        number=table.matching("number", *REQUIREMENT_NUMBER),
        text=table.localized("text"),
        parent=table.optional_text("parent"),
        not_applicable=table.optional_localized("not_applicable"),
        question=question,
        alternatives=alternatives,
        evidence_hint=table.optional_localized("evidence_hint"),
        severity=table.optional_choice("severity", Severity),
        external_code=table.optional_text("external_code"),
    )


def _alternatives(table: Table) -> tuple[Alternative, ...]:
    if not table.has("alternatives"):
        return ()
    tables = table.tables("alternatives", "alternative", named_by="key")
    found = tuple(_alternative(item) for item in tables)
    for key in _repeated(alternative.key for alternative in found):
        table.report(
            f"alternative {key}", "the key is used more than once; expected different ones"
        )
    return found


def _alternative(table: Table) -> Alternative:
    return Alternative(
        key=table.matching("key", *ALTERNATIVE_KEY),
        label=table.localized("label", LONGEST_LABEL),
        text=table.localized("text"),
        verdict=table.choice("verdict", Verdict),
    )


def _repeated(names: Iterable[str]) -> Iterator[str]:
    return (name for name, count in Counter(names).items() if name and count > 1)

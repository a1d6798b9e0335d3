"""Keeps the table of cases in `tests/README.md`: `python -m tests.cases [--write]`.

The table is made from the `case` markers of the tests, read without running anything.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent
README = TESTS / "README.md"
BEGIN = "<!-- cases: begin -->"
END = "<!-- cases: end -->"
TEST = "test_"

CASES = {
    1: "A stranger gets one sentence an hour at most, and leaves no trace but a salted count",
    2: "Wrong, used, expired and missing invitations are refused in the same words",
    3: "An invitation works once, for 72 hours, for one role, and is kept only as a hash",
    4: "Invitation tokens are 128 random bits",
    5: "Ten wrong tokens in an hour: silence for an hour",
    6: "Nobody reads or changes what is somebody else's, whatever data a button sends",
    7: "A role that is taken away counts from the next update, in any dialog",
    8: "Who may invite, remove and edit; the last administrator stays",
    9: "Groups and channels: not a word, and out",
    10: "Bots, channels, forwarded commands and inline mode open nothing",
    11: "Presses without a message, on inaccessible ones, or of other people are refused",
    12: "Two devices answer one question at once: one counts, the other sees which",
    13: "Supervisor and inspector act on one act at once: one wins",
    14: "An update delivered again counts once, even much later and in another order",
    15: "`kill -9` anywhere loses and doubles no answer",
    16: "SIGTERM in the middle of work: exit code 0 in time, nothing lost",
    17: "A bug in a handler: the update is set aside and the person told",
    18: "Malformed and future updates stop nobody and reach no log",
    19: "Old buttons say what is true now and change nothing",
    20: "A double tap answers once, and never the next question",
    21: "Edited messages change nothing silently",
    22: "Cleared chats and lost places: the question is drawn anew",
    23: "What Telegram refuses as unchanged or too old is no fault",
    24: "An album is kept whole and in order, however its photos arrive",
    25: "Odd texts and kinds of messages: refused clearly or kept exactly",
    26: "IIN and BIN: twelve digits, check digit, never shown in full",
    27: "Numbers beyond 64 bits do no harm",
    28: "A restart between any two questions changes neither place nor language",
    29: "Who writes too fast waits, and loses nothing",
    30: "Names cannot break or inject markup",
    31: "Everything said fits into Telegram's limits in each language",
    32: "An act reaches the supervisor through crashes and outages, in order",
    33: "A blocked bot: the administrator hears of it, and the act waits",
    34: "A message that Telegram refuses for good holds nothing up",
    35: "A chat with a new id gets all that waits for it",
    36: "Telegram away for long: little memory, few log lines, back by itself",
    37: "No link previews and no third party",
    38: "Secrets and people's data reach no log at any level",
    39: "Errors and warnings of libraries quote nobody",
    40: "The token comes from a private file and is never shown",
    41: "Line breaks and terminal codes in a name cannot forge a log line",
    42: "The start refuses unsafe settings, folders and second instances",
    43: "A webhook without the secret is refused",
    44: "Files of the wrong kind or size are refused with a sentence",
    45: "A bomb image costs little memory",
    46: "File names of users are never used as paths",
    47: "Photos lose their EXIF data",
    48: "Files per inspection and per day are limited",
    49: "Downloads are tried again, and the act waits for them",
    50: "A full disk: nothing corrupt, no false *saved*, on again by itself",
    51: "A locked or read-only database: nothing is acknowledged before it is kept",
    52: "A corrupt database: refused clearly, nothing overwritten",
    53: "Clocks that jump",
    54: "Broken texts of a language are found at the start",
    55: "Missing fonts and letters are found",
    56: "A printing process that dies takes no act with it",
    57: "The database is sound after every campaign",
    58: "Backups are restored and compared",
    59: "Databases of earlier releases are brought up to date, later ones refused",
    60: "After a long absence inspectors are told",
    61: "Chats show at most the last four digits of an IIN",
    62: "Export and erasure of one person's data",
    63: "Old bookkeeping is cleaned up by age",
    64: "An IIN typed where none was asked for",
}

NOT_SHOWN = {
    43: "there is no webhook: the bot asks for updates",
    58: "backup and restore come later",
    62: "export and erasure come later",
    64: "the agency has to decide what to do then",
}
"""Cases without a test, and why."""


def tests_by_case() -> dict[int, list[str]]:
    """Name the tests of each case, as `folder/file.py::test`."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob(f"{TEST}*.py")):
        module = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(TESTS).as_posix()
        for case in _module_cases(module):
            found[case].append(name)
        for function in _functions(module):
            for case in _cases(function.decorator_list):
                found[case].append(f"{name}::{function.name}")
    return found


def table() -> str:
    """The table as Markdown."""
    found = tests_by_case()
    lines = ["| case | what | shown by |", "|---|---|---|"]
    for case, what in CASES.items():
        shown = "<br>".join(f"`{name}`" for name in found.get(case, []))
        lines.append(f"| {case} | {what} | {shown or _excuse(case)} |")
    return "\n".join(lines)


def _excuse(case: int) -> str:
    return f"not shown: {NOT_SHOWN.get(case, 'nobody knows why')}"


def faults() -> list[str]:
    """Name each case that has neither a test nor a reason, or has both, and an old table."""
    found = tests_by_case()
    missing = [case for case in CASES if case not in found and case not in NOT_SHOWN]
    both = [case for case in NOT_SHOWN if case in found]
    unknown = [case for case in found if case not in CASES]
    told = [f"case {case} has no test and no reason why" for case in missing]
    told += [f"case {case} has a test and a reason why not" for case in both]
    told += [f"case {case} is unknown" for case in unknown]
    if table() not in README.read_text("utf-8"):
        told.append("the table is out of date: python -m tests.cases --write")
    return told


def write() -> None:
    """Renew the table."""
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}", "utf-8")


def _functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(TEST):
            yield node


def _module_cases(module: ast.Module) -> list[int]:
    """The cases of `pytestmark`, which holds for all tests of a file."""
    values = [
        statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        and any(
            isinstance(each, ast.Name) and each.id == "pytestmark" for each in statement.targets
        )
    ]
    return [case for value in values for case in _cases([value])]


def _cases(nodes: list[ast.expr]) -> list[int]:
    """The numbers in `pytest.mark.case(…)`, also inside of a list of marks."""
    calls = [each for node in nodes for each in ast.walk(node) if isinstance(each, ast.Call)]
    marks = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "case"]
    numbers = [argument for mark in marks for argument in mark.args]
    return [n.value for n in numbers if isinstance(n, ast.Constant) and isinstance(n.value, int)]


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    found = faults()
    for fault in found:
        sys.stdout.write(fault + "\n")
    sys.exit(1 if found else 0)

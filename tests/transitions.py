"""Keeps the tables in `bot/domain/README.md`: `python -m tests.transitions [--write]`.

They are made from `bot.domain.transitions` by asking it every question there is.
"""

import sys
from pathlib import Path

from bot.domain.errors import NotAllowed, NotNow
from bot.domain.inspection import InspectionStatus
from bot.domain.transitions import Action, Part, next_status

DOCUMENT = Path(__file__).resolve().parent.parent / "bot" / "domain" / "README.md"
BEGIN = "<!-- transitions: begin -->"
END = "<!-- transitions: end -->"
NOT_NOW = "not now"
NOT_ALLOWED = "–"


def outcome(status: InspectionStatus, action: Action, part: Part) -> str:
    """What the rules say: the state that follows, or which refusal."""
    try:
        return f"**{next_status(status, action, part)}**"
    except NotAllowed:
        return NOT_ALLOWED
    except NotNow:
        return NOT_NOW


def tables() -> str:
    """One table for each state, as Markdown: actions down, parts across."""
    return "\n\n".join(_table(status) for status in InspectionStatus)


def is_up_to_date() -> bool:
    """Say whether the document tells what the code does."""
    return _between(DOCUMENT.read_text("utf-8")) == tables()


def write() -> None:
    """Renew the tables."""
    text = DOCUMENT.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}", "utf-8")


def _between(text: str) -> str:
    return text.split(BEGIN)[1].split(END, maxsplit=1)[0].strip()


def _table(status: InspectionStatus) -> str:
    lines = [
        f"### {status}",
        "",
        f"| action | {' | '.join(Part)} |",
        f"|---|{'---|' * len(Part)}",
    ]
    for action in Action:
        cells = [outcome(status, action, part) for part in Part]
        lines.append(f"| {action.replace('_', ' ')} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    sys.exit(0 if is_up_to_date() else "out of date: python -m tests.transitions --write")

"""Checklists of any length for campaigns: one of each kind of row, over and over."""

from itertools import cycle, islice
from pathlib import Path

from bot.checklists.loader import parse_checklist
from bot.domain.checklist import Checklist
from tests.checklists.sample import FORM

TEXT = 'text = {kk = "талап", ru = "требование", en = "requirement"}'
NOT_APPLICABLE = 'not_applicable = {kk = "жоқ", ru = "нет", en = "none"}'
QUESTION = 'question = {kk = "қайсы?", ru = "что?", en = "which?"}'
KINDS = (
    [TEXT],
    [TEXT, NOT_APPLICABLE],
    [
        TEXT,
        NOT_APPLICABLE,
        QUESTION,
        *(
            f"""
[[requirements.alternatives]]
key = "case_{verdict[0]}"
verdict = "{verdict}"
label = {{kk = "{verdict}", ru = "{verdict}", en = "{verdict}"}}
text = {{kk = "{verdict}", ru = "{verdict}", en = "{verdict}"}}
"""
            for verdict in ("complies", "violates", "not_applicable")
        ),
    ],
)


def write_checklist(folder: Path, rows: int) -> Checklist:
    """Write a checklist of so many rows, for the setting `CHECKLISTS_DIR`."""
    folder.mkdir(exist_ok=True)
    source = FORM + "\n".join(
        "\n".join(["[[requirements]]", f'number = "{number}"', *kind])
        for number, kind in enumerate(islice(cycle(KINDS), rows), start=1)
    )
    path = folder / "sample.toml"
    path.write_text(source, encoding="utf-8")
    return parse_checklist(source, path.name)

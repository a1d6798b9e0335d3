"""The signatures of the form, laid out as in the order: caption and lines, below them the name."""

from bot.documents.blanks import signature_height, signature_lines
from bot.documents.circumstances import inspectors
from bot.documents.faces import Face
from bot.documents.flow import BODY, Flow, line_height
from bot.documents.sheet import LEFT, RIGHT, WIDTH
from bot.documents.signatures import statement
from bot.documents.wrapping import width_in_millimetres, wrap
from bot.domain.act import Act
from bot.domain.checklist import SignatureBlock

GAP = 3.0
CAPTION_WIDTH = 60.0
Values = tuple[str, ...]


def write_form_signatures(flow: Flow, act: Act) -> None:
    """Sign the form: all officials in its first block, the subject's representative below."""
    if not act.checklist.signatures:
        return
    officials, *others = act.checklist.signatures
    signed: list[Values] = [(one.position, "", one.full_name) for one in inspectors(act)]
    flow.skip(4.0)
    _write_block(flow, act, officials, signed or [("", "", "")])
    known = act.circumstances
    for block in others:
        flow.skip(3.0)
        position, name = known.representative_position, known.representative_name
        _write_block(flow, act, block, [(position or "", "", name or "")])
        if known.acquaintance is not None:
            flow.write(statement(known.acquaintance))


def _write_block(flow: Flow, act: Act, block: SignatureBlock, signed: list[Values]) -> None:
    """Write the caption beside the first lines of each page, as the order does."""
    caption = wrap(block.caption[act.language], Face.REGULAR, BODY, CAPTION_WIDTH)
    notes = tuple(note[act.language] for note in block.notes)
    widths = [width_in_millimetres(line, Face.REGULAR, BODY) for line in caption]
    x = LEFT + max(widths, default=0.0) + GAP
    page = 0
    for values in signed:
        beside = (values[:-1], notes[:-1])
        below = (values[-1:], notes[-1:])
        upper = signature_height(*beside, x, RIGHT - x)
        flow.keep_together(upper + signature_height(*below))
        if page != len(flow.sheets):
            flow.put_lines(caption, LEFT, flow.y + 0.5 * line_height(BODY), WIDTH)
            page = len(flow.sheets)
        signature_lines(flow, *beside, x, RIGHT - x)
        signature_lines(flow, *below)

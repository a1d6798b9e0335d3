"""What PDF/A-2u asks for beside embedded fonts: the properties as XMP, and what colours mean.

fpdf2 can do this by itself, but would then leave out the old properties, which most programs show,
and would write the present time into the file.
"""

from datetime import UTC, datetime
from functools import cache
from html import escape

from fpdf import FPDF
from fpdf.enums import OutputIntentSubType
from fpdf.output import PDFICCProfile
from fpdf.util import builtin_srgb2014_bytes

_TEMPLATE = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmp:CreatorTool="Tekseru" xmp:CreateDate="{moment}" pdf:Producer="Tekseru"
 pdf:Keywords="{keywords}" pdfaid:part="2" pdfaid:conformance="U">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def metadata(title: str, author: str, subject: str, keywords: str, moment: datetime) -> str:
    """Describe a document; what was typed cannot break out of its place."""
    return _TEMPLATE.format(
        title=escape(title),
        author=escape(author),
        subject=escape(subject),
        keywords=escape(keywords),
        moment=moment.astimezone(UTC).isoformat(timespec="seconds"),
    )


def say_what_colours_mean(document: FPDF) -> None:
    """Name sRGB as what the document is meant for."""
    document.add_output_intent(
        OutputIntentSubType.PDFA,
        output_condition_identifier="sRGB",
        output_condition="IEC 61966-2-1:1999",
        registry_name="http://www.color.org",
        dest_output_profile=PDFICCProfile(contents=_srgb(), n=3, alternate="DeviceRGB"),
        info="sRGB2014 (v2)",
    )


@cache
def _srgb() -> bytes:
    return bytes(builtin_srgb2014_bytes())

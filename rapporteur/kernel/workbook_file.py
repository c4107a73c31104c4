"""Save an openpyxl workbook as valid OOXML, with the same bytes each time."""

from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from rapporteur.kernel.files import replacing
from rapporteur.kernel.spreadsheetml import put_in_order, tag

_STYLES = "xl/styles.xml"


def save(workbook: Workbook, target: Path | IO[bytes]) -> None:
    """Write `workbook` to a path, atomically, or to a stream.

    Unlike openpyxl's own `save`, it does not change the dates in the document properties.
    """
    if isinstance(target, Path):
        with replacing(target) as beside:
            ExcelWriter(workbook, _Archive(beside, "w", ZIP_DEFLATED)).save()
    else:
        ExcelWriter(workbook, _Archive(target, "w", ZIP_DEFLATED)).save()


class _Archive(ZipFile):
    """A zip archive without modification times, which corrects the order of font properties."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        name = str(zinfo_or_arcname)
        data = _fonts_in_order(data) if name == _STYLES else data
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def _fonts_in_order(styles: bytes) -> bytes:
    """Sort the children of each font: openpyxl puts the name first, which the schema forbids."""
    root = etree.fromstring(styles)
    for font in root.iter(tag("font")):
        put_in_order(font)
    sorted_styles: bytes = etree.tostring(root)
    return sorted_styles

"""Which entry of the ZIP holds which sheet."""

import posixpath
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from common.spreadsheets.archive import Archive, BadArchive

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_part(archive: Archive, sheet: str) -> str | None:
    """The entry name of a sheet, None when the workbook's own index does not lead to one."""
    index, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {index, relations} <= archive.names.keys():
        return None
    wanted = _relation_of(_parsed(archive, index), sheet)
    for relation in _parsed(archive, relations):
        if relation.get("Id") == wanted:
            target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            return target if target in archive.names else None
    return None


def _parsed(archive: Archive, name: str) -> Element:
    try:
        return ElementTree.fromstring(archive.read(name))
    except (ElementTree.ParseError, LookupError, ValueError):
        raise BadArchive(_("The file is damaged and cannot be opened as a workbook."))


def _relation_of(workbook: Element, sheet: str) -> str | None:
    for element in workbook.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            return element.get(_RELATION) or element.get(_RELATION_STRICT)
    return None

"""What LibreOffice is told when it turns a paper into a PDF: to run nothing, and to ask nobody."""

import json
from pathlib import Path

from .papers import MOST_PAGES

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_WRITER, _CALC, _IMPRESS = "writer_pdf_Export", "calc_pdf_Export", "impress_pdf_Export"

# What each is to be named, and which part of LibreOffice prints it.
FORMATS = {
    f"{_OFFICE}wordprocessingml.document": (".docx", _WRITER),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx", _CALC),
    f"{_OFFICE}presentationml.presentation": (".pptx", _IMPRESS),
    f"{_OPEN}text": (".odt", _WRITER),
    f"{_OPEN}spreadsheet": (".ods", _CALC),
    f"{_OPEN}presentation": (".odp", _IMPRESS),
    "application/msword": (".doc", _WRITER),
    "application/vnd.ms-excel": (".xls", _CALC),
    "application/vnd.ms-powerpoint": (".ppt", _IMPRESS),
    "application/rtf": (".rtf", _WRITER),
}
PACKED = tuple(mime for mime in FORMATS if mime.startswith((_OFFICE, _OPEN)))

_COMMON = "/org.openoffice.Office.Common"
# Macros, what is fetched from elsewhere when a paper is opened, and a way to the network that
# leads nowhere.
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_SETTINGS_FILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)
_SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def command(program: str, folder: Path, mime: str) -> list[str]:
    """How LibreOffice makes `pdf/file.pdf` of `file`, with a profile that is gone afterwards."""
    extension, export = FORMATS[mime]
    (folder / "file").rename(folder / f"file{extension}")
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS_FILE.format("".join(_SETTING.format(*row) for row in _SETTINGS)))
    # One more than is shown, to know whether there are more.
    pages = {"PageRange": {"type": "string", "value": f"1-{MOST_PAGES + 1}"}}
    return [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        f"pdf:{export}:{json.dumps(pages)}",
        "--outdir",
        "pdf",
        f"file{extension}",
    ]

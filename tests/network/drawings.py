"""Files to make previews of, each written here byte by byte: small, harmless, or neither."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{OFFICE}wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ORIENTATION, GPS = 0x0112, 0x8825

_LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)


def pdf(pages=1, width=595, height=842, *, is_locked=False):
    """A PDF with a green bar on each of its pages."""
    content = b"0.1 0.4 0.3 rg 0 %d %d %d re f" % (height // 2, width, max(height // 4, 1))
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 %d %d] >>"
        % (pages, kids, width, height),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        *[b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"] * pages,
    ]
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        bytes(written)
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
        + (
            b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(places) + 1, _LOCK if is_locked else b"", len(written))
        )
    )


def picture(image_format="JPEG", size=(400, 200), mode="RGB", color=None, **options):
    content = BytesIO()
    Image.new(mode, size, color).save(content, image_format, **options)
    return content.getvalue()


def photo():
    """Of a telephone: lying on its side, and saying where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (34.0, 1.0, 0.0)}
    return picture(size=(400, 200), exif=exif)


def scan(pages):
    content = BytesIO()
    first, *others = [Image.new("1", (100, 140), page % 2) for page in range(pages)]
    first.save(content, "TIFF", save_all=True, append_images=others)
    return content.getvalue()


def bomb_of_pixels(width, height):
    """A PNG that says it is so large, and is one line."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    line = zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", line) + chunk(b"IEND", b"")


def packed(members, *, declared=0):
    """A ZIP of these; `declared` bytes are said to be in its last member."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
        if declared:
            archive.infolist()[-1].file_size = declared
    return content.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
    f'"/word/document.xml" ContentType="application/{DOCX.partition("/")[2]}.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)


def docx(*paragraphs, declared=0, more=()):
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    members = [
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _RELATIONS),
        ("word/document.xml", _DOCUMENT.format(body)),
        *more,
    ]
    return packed(members, declared=declared)

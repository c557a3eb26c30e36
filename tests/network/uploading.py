"""What the tests of uploads share: a client that speaks tus, and what there is in the storage."""

import base64

from django.core.files.storage import storages
from django.urls import reverse

TUS = {"tus-resumable": "1.0.0"}
OCTETS = "application/offset+octet-stream"


def metadata(**values):
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )


class Tus:
    """Somebody's browser that sends files in pieces."""

    def __init__(self, client):
        self.client = client

    def ask(self, method, path, data=b"", *, content_type=OCTETS, **headers):
        headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        return self.client.generic(
            method, path, data, content_type=content_type, headers={**TUS, **headers}
        )

    def begin(self, size, name="report.pdf", **said):
        return self.ask(
            "POST",
            reverse("network:uploads"),
            content_type="",
            upload_length=size,
            upload_metadata=metadata(filename=name, **said),
        )

    def patch(self, path, offset, data, **headers):
        return self.ask("PATCH", path, data, upload_offset=offset, **headers)

    def offset(self, path):
        answer = self.ask("HEAD", path)
        return int(answer["Upload-Offset"]) if answer.status_code == 200 else answer.status_code

    def send(self, content, name="report.pdf", pieces=3, **said):
        """All of it, in so many pieces; the number of the upload."""
        path = self.begin(len(content), name, **said)["Location"]
        length = -(-len(content) // pieces)
        for start in range(0, len(content), length):
            answer = self.patch(path, start, content[start : start + length])
            assert answer.status_code == 204
        return number_of(path)


def number_of(path):
    return path.rstrip("/").rpartition("/")[2]


def kept_parts():
    """The names of all parts in the private storage, and of folders without any."""
    found = []
    try:
        folders = storages["private"].listdir("parts")[0]
    except FileNotFoundError:
        return []
    for folder in folders:
        names = storages["private"].listdir(f"parts/{folder}")[1]
        found += [f"{folder}/{name}" for name in names] or [folder]
    return sorted(found)

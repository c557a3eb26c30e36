"""Files that come in pieces, and go on where a dropped line has left them: tus 1.0 (https://tus.io).

A browser makes an upload, sends its bytes piece by piece, and asks after a broken connection how
many have arrived. Each piece is a file of the private storage, so that any storage will do and
several machines may take turns. When all of it is there, a form names the upload in the place of a
file, and what comes of it uses it up:

    file = ResumableUploadField(label=…)  # and in the form's __init__: .user = request.user
    …
    document = add_document(…, upload=form.cleaned_data["file"])
    use_up(form.cleaned_data["file"])  # in the same transaction

The servers that exist for Django are not kept up; the protocol is small.
"""

from .fields import ResumableUploadField, SeveralUploadsField
from .models import PartialUpload, UploadPart
from .reading import ResumedFile
from .receiving import abandon, begin, completed, digest_of, forget_old, receive, use_up

__all__ = [
    "PartialUpload",
    "ResumableUploadField",
    "ResumedFile",
    "SeveralUploadsField",
    "UploadPart",
    "abandon",
    "begin",
    "completed",
    "digest_of",
    "forget_old",
    "receive",
    "use_up",
]

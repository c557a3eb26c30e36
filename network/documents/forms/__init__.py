"""The forms of documents and folders."""

from .documents import AddVersionForm, EditDocumentForm, LanguagesField, UploadDocumentForm
from .filters import FilterDocumentsForm, SearchHereForm
from .folders import AddFolderForm, Destination, EditFolderForm, MoveForm, ShareForm
from .follows import FilterDownloadsForm, FollowForm
from .keeping import OrderArchiveForm, SetQuotaForm
from .publications import AnswerPublicationForm, PublishDocumentForm

__all__ = [
    "AddFolderForm",
    "AddVersionForm",
    "AnswerPublicationForm",
    "Destination",
    "EditDocumentForm",
    "EditFolderForm",
    "FilterDocumentsForm",
    "FilterDownloadsForm",
    "FollowForm",
    "LanguagesField",
    "MoveForm",
    "OrderArchiveForm",
    "PublishDocumentForm",
    "SearchHereForm",
    "SetQuotaForm",
    "ShareForm",
    "UploadDocumentForm",
]

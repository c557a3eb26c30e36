"""The forms of documents and folders."""

from .documents import AddVersionForm, EditDocumentForm, LanguagesField, UploadDocumentForm
from .filters import FilterDocumentsForm, SearchHereForm
from .folders import AddFolderForm, EditFolderForm, MoveForm, Place, ShareForm

__all__ = [
    "AddFolderForm",
    "AddVersionForm",
    "EditDocumentForm",
    "EditFolderForm",
    "FilterDocumentsForm",
    "LanguagesField",
    "MoveForm",
    "Place",
    "SearchHereForm",
    "ShareForm",
    "UploadDocumentForm",
]

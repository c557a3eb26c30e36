"""The documents' addresses."""

from django.urls import path

from .views import (
    documents,
    files,
    folders,
    lists,
    moving,
    reservations,
    sharing,
    trash,
    versions,
)

private_patterns = [
    path("groups/<int:pk>/documents/", lists.group_documents, name="group-documents"),
    path("groups/<int:pk>/documents/upload/", files.upload, name="document-upload"),
    path("groups/<int:pk>/documents/folders/new/", folders.folder_new, name="folder-new"),
    path("groups/<int:pk>/documents/move/", moving.documents_move, name="documents-move"),
    path("groups/<int:pk>/documents/remove/", moving.documents_remove, name="documents-remove"),
    path("groups/<int:pk>/documents/trash/", trash.trash, name="trash"),
    path("documents/folders/<int:pk>/", folders.folder, name="folder"),
    path("documents/folders/<int:pk>/edit/", folders.folder_edit, name="folder-edit"),
    path("documents/folders/<int:pk>/share/", sharing.folder_share, name="folder-share"),
    path("documents/folders/<int:pk>/move/", moving.folder_move, name="folder-move"),
    path("documents/folders/<int:pk>/remove/", folders.folder_remove, name="folder-remove"),
    path("documents/folders/<int:pk>/restore/", trash.folder_restore, name="folder-restore"),
    path("documents/folders/<int:pk>/history/", folders.folder_history, name="folder-history"),
    path("documents/", lists.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/edit/", documents.edit, name="document-edit"),
    path("documents/<int:pk>/remove/", documents.remove, name="document-remove"),
    path("documents/<int:pk>/restore/", trash.document_restore, name="document-restore"),
    path("documents/<int:pk>/share/", sharing.document_share, name="document-share"),
    path("documents/<int:pk>/move/", moving.document_move, name="document-move"),
    path("documents/<int:pk>/reserve/", reservations.document_reserve, name="document-reserve"),
    path("documents/<int:pk>/release/", reservations.document_release, name="document-release"),
    path("documents/<int:pk>/history/", documents.history, name="document-history"),
    path("documents/<int:pk>/download/", files.download, name="document-download"),
    path("documents/<int:pk>/versions/new/", files.version_new, name="version-new"),
    path(
        "documents/<int:pk>/versions/<int:number>/download/",
        files.version_download,
        name="version-download",
    ),
    path(
        "documents/<int:pk>/versions/<int:number>/compare/",
        versions.version_compare,
        name="version-compare",
    ),
    path(
        "documents/<int:pk>/versions/<int:number>/bring-back/",
        versions.version_bring_back,
        name="version-bring-back",
    ),
]

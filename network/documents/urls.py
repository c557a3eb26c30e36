"""The documents' addresses."""

from django.urls import path

from .views import archives, documents, downloads, files, follows, lists, news, previews, spaces

private_patterns = [
    path("groups/<int:pk>/documents/", lists.group_documents, name="group-documents"),
    path("groups/<int:pk>/documents/upload/", files.upload, name="document-upload"),
    path("documents/", lists.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/edit/", documents.edit, name="document-edit"),
    path("documents/<int:pk>/remove/", documents.remove, name="document-remove"),
    path("documents/<int:pk>/history/", documents.history, name="document-history"),
    path("documents/<int:pk>/download/", files.download, name="document-download"),
    path("documents/<int:pk>/versions/new/", files.version_new, name="version-new"),
    path(
        "documents/<int:pk>/versions/<int:number>/download/",
        files.version_download,
        name="version-download",
    ),
    path("documents/<int:pk>/thumbnail/", previews.thumbnail, name="document-thumbnail"),
    path(
        "documents/<int:pk>/versions/<int:number>/preview/",
        previews.preview,
        name="version-preview",
    ),
    path(
        "documents/<int:pk>/versions/<int:number>/pages/<int:page>/",
        previews.page,
        name="preview-page",
    ),
    path("groups/<int:pk>/documents/archive/", archives.of_group, name="group-archive-new"),
    path("documents/folders/<int:pk>/archive/", archives.of_folder, name="folder-archive-new"),
    path("documents/archives/<uuid:pk>/", archives.archive, name="archive"),
    path("documents/archives/<uuid:pk>/download/", archives.download, name="archive-download"),
    path("groups/<int:pk>/space/", spaces.space, name="group-space"),
    path("documents/new/", news.news, name="news"),
    path("documents/follows/", follows.follows, name="follows"),
    path("documents/follows/<int:pk>/", follows.change, name="follow-change"),
    path("documents/<int:pk>/follow/", follows.document, name="document-follow"),
    path("documents/folders/<int:pk>/follow/", follows.folder, name="folder-follow"),
    path("documents/<int:pk>/downloads/", downloads.of_document, name="document-downloads"),
    path("groups/<int:pk>/documents/downloads/", downloads.of_group, name="group-downloads"),
    path(
        "groups/<int:pk>/documents/downloads/export/",
        downloads.export,
        name="group-downloads-export",
    ),
]

"""The documents' addresses."""

from django.urls import path

from .views import documents, files, lists, publications

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
    path("documents/<int:pk>/publish/", publications.ask, name="document-publish"),
    path("publications/", publications.publications, name="publications"),
    path("publications/<int:pk>/", publications.publication, name="publication"),
    path(
        "publications/<int:pk>/withdraw/",
        publications.publication_withdraw,
        name="publication-withdraw",
    ),
]

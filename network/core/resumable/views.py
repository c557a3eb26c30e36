"""The two addresses of the protocol. Whoever began an upload goes on with it, and nobody else
learns of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from . import protocol
from .models import PartialUpload
from .protocol import Refusal
from .receiving import abandon, begin, receive


def _says_why_not(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return protocol.refused(refusal)

    return answer


@require_http_methods(["OPTIONS", "POST"])
@_says_why_not
def uploads(request: HttpRequest) -> HttpResponse:
    """Begin an upload; or hear what this server can do."""
    if request.method == "OPTIONS":
        return protocol.abilities()
    protocol.check_version(request)
    upload = begin(
        request.user,
        size=protocol.declared_size(request),
        metadata=protocol.metadata_in(request),
    )
    address = reverse("network:upload-part", args=[upload.pk])
    return protocol.answer(201, Location=address, **protocol.state_of(upload))


@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE", "POST"])
@_says_why_not
def upload_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask how far an upload is, go on with it, or cancel it."""
    if request.method == "OPTIONS":
        return protocol.abilities()
    protocol.check_version(request)
    upload = get_object_or_404(PartialUpload.objects.visible_to(request.user), pk=pk)
    method = protocol.method_of(request)
    if method == "HEAD":
        said: dict[str, Any] = {"Upload_Length": upload.size}
        if upload.metadata:
            said["Upload_Metadata"] = upload.metadata
        return protocol.answer(200, **said, **protocol.state_of(upload))
    if method == "DELETE":
        abandon(upload)
        return protocol.answer()
    if method == "PATCH":
        protocol.check_content_type(request)
        receive(upload, request)
        return protocol.answer(**protocol.state_of(upload))
    raise protocol.bad("X-HTTP-Method-Override must be PATCH or DELETE.")

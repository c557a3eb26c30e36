"""Addresses whose screens are not there yet."""

from django.http import Http404, HttpResponse

from network.members.gate import MemberRequest


def pending(request: MemberRequest, pk: int = 0, **_: object) -> HttpResponse:
    raise Http404

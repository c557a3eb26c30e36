"""The directory: the people and the organisations of the network."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core.files import serve_picture
from network.core.views import page_of

from ..forms.organisations import OrganisationsForm, PeopleForm
from ..gate import MemberRequest
from ..models import Organisation, Profile, WorkingGroup


@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    """People, or organisations: by name, and by what they do where."""
    if request.GET.get("show") == "organisations":
        return _organisations(request)
    return _people(request)


def _people(request: MemberRequest) -> HttpResponse:
    form = PeopleForm(request.GET, user=request.user)
    rows = Profile.objects.visible_to(request.user)
    if words := form.chosen("q"):
        rows = rows.matching(words)
    if organisation := form.chosen("organisation"):
        rows = rows.acting_for(Organisation.objects.visible_to(request.user).matching(organisation))
    if group := form.chosen("group"):
        rows = rows.in_group(group)
    rows = rows.in_order().with_place().with_mandates()
    return _show(request, form, rows, "people")


def _organisations(request: MemberRequest) -> HttpResponse:
    form = OrganisationsForm(request.GET, user=request.user)
    rows = Organisation.objects.visible_to(request.user)
    if words := form.chosen("q"):
        rows = rows.matching(words)
    if status := form.chosen("status"):
        rows = rows.filter(status=status)
    if family := form.chosen("family"):
        rows = rows.filter(family=family)
    if territory := form.chosen("territory"):
        rows = rows.filter(territories=territory)
    if domain := form.chosen("domain"):
        rows = rows.filter(domains=domain)
    rows = rows.in_order().prefetch_related("territories")
    return _show(request, form, rows, "organisations")


def _show(request: MemberRequest, form: Any, rows: QuerySet, show: str) -> HttpResponse:
    page = page_of(request, rows)
    context = {"form": form, "page": page, "show": show, "is_filtered": form.is_used}
    return render(request, f"network/members/{show}.html", context)


@require_safe
def person(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody: for whom they act, in which groups one meets them, how they are reached."""
    rows = Profile.objects.visible_to(request.user).with_place().with_mandates()
    found = get_object_or_404(rows, pk=pk)
    # Groups of theirs that the reader sees too: others are nobody's to know of.
    groups = WorkingGroup.objects.visible_to(request.user)
    context = {
        "person": found,
        "is_me": found.user == request.user,
        "groups": groups.filter(pk__in=_groups_of(found)).in_order(),
        "crumbs": [(_("Directory"), reverse("network:members"))],
    }
    return render(request, "network/members/person.html", context)


def _groups_of(found: Profile) -> QuerySet:
    return WorkingGroup.objects.joined_by(found.user).values("pk")


@require_safe
def person_photo(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Somebody's photo, to who may see them."""
    found = get_object_or_404(Profile.objects.visible_to(request.user), pk=pk)
    return _picture(request, found.photo.name)


@require_safe
def organisation_logo(request: MemberRequest, pk: int) -> HttpResponseBase:
    """An organisation's logo, to who may see it."""
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    return _picture(request, found.logo.name)


def _picture(request: MemberRequest, name: str) -> HttpResponseBase:
    if not name:
        raise Http404
    return serve_picture(request, name)

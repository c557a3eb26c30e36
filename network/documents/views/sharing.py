"""Who sees a folder or a document, and how that is changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.core.changes import show_errors
from network.core.multilingual import sorted_by
from network.core.views import form_view
from network.members.gate import MemberRequest

from ..forms import ShareForm
from ..models import Circle, Document, Folder
from ..operations import organisations_to_name, share
from ..reasons import everybody_in, who_sees
from ..rules import can_decide_about
from .documents import find
from .folders import find_folder
from .places import crumbs_to, way_back
from .publicity import NO_LONGER_PUBLIC

# From so many on a list of organisations is searched rather than read.
MANY = 12


@form_view
def document_share(request: MemberRequest, pk: int) -> HttpResponse:
    return _share(request, find(request, pk))


@form_view
def folder_share(request: MemberRequest, pk: int) -> HttpResponse:
    return _share(request, find_folder(request, pk))


def _share(request: MemberRequest, thing: Document | Folder) -> HttpResponse:
    """Choose who sees it; and say what comes of it."""
    if not can_decide_about(request.actor, thing):
        raise PermissionDenied
    around = thing.around
    organisations = _to_name(thing, around)
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        thing=thing,
        around=who_sees(request.user, around) if around else everybody_in(thing.group),
        is_narrow=around is not None and around.is_narrowed,
        organisations=organisations,
    )
    if form.is_valid():
        try:
            was_public = share(
                thing, form.cleaned_data["sharing"], form.organisations, by=request.actor
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            if was_public:
                messages.warning(request, NO_LONGER_PUBLIC)
            return _lead_on(request, thing)
    context = {
        "folder": thing if isinstance(thing, Folder) else None,
        "document": thing if isinstance(thing, Document) else None,
        "thing": thing,
        "crumbs": crumbs_to(request, thing.group, around),
        "form": form,
        "who_sees": who_sees(request.user, thing),
        "is_narrow": around is not None and around.is_narrowed,
        "are_many": organisations.count() > MANY,
        "others": _others_in(request, thing) if isinstance(thing, Folder) else 0,
    }
    return render(request, "network/documents/share.html", context)


def _to_name(thing: Document | Folder, around: Folder | None) -> Any:
    """The organisations that it can be narrowed to: those of the group; in a folder that is
    narrowed to some, these."""
    rows = organisations_to_name(thing.group)
    if around is not None and around.circle_id:
        let_in = Circle.organisations.through.objects.filter(circle=around.circle_id)
        rows = rows.filter(pk__in=let_in.values("organisation"))
    return rows.order_by(sorted_by("name_keys"), "pk")


def _others_in(request: MemberRequest, folder: Folder) -> int:
    """How many documents in it were brought by others, who may lose sight of them with it."""
    inside = Document.objects.visible_to(request.user).filter(folder__path__startswith=folder.path)
    own = Q(organisation=None, author=request.user.pk)
    if request.actor.organisation is not None:
        own |= Q(organisation=request.actor.organisation.pk)
    return inside.exclude(own).count()


def _lead_on(request: MemberRequest, thing: Document | Folder) -> HttpResponse:
    model = type(thing)
    sees_it = model._default_manager.visible_to(request.user).filter(pk=thing.pk).exists()
    if not sees_it:
        messages.warning(request, _("It is saved. From now on it is not for you to see."))
        return redirect(way_back(request, thing))
    said = format_html(_("Who sees it now: {audience}."), audience=who_sees(request.user, thing))
    messages.success(request, said)
    return redirect(thing)

"""One folder: what is in it, and how it is made, renamed and removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import audit, once
from network.core.changes import lock, show_errors
from network.core.conf import trash_days
from network.core.once import OnceForm
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..following import follow_of
from ..forms import AddFolderForm, EditFolderForm
from ..models import Document, Folder
from ..operations import add_folder, change_folder, lock_documents_of, remove_folder
from ..reasons import who_sees, why_seen
from ..rules import (
    can_add_document,
    can_change_folder,
    can_decide_about,
    can_read_history,
)
from .browsing import contents
from .places import crumbs_above, crumbs_to, folder_in, list_of, way_back


def find_folder(request: MemberRequest, pk: int) -> Folder:
    rows = Folder.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def about_folder(request: MemberRequest, found: Folder) -> dict[str, Any]:
    """What every page of a folder shows around it."""
    return {"folder": found, "crumbs": crumbs_to(request, found.group, found)}


@require_safe
def folder(request: MemberRequest, pk: int) -> HttpResponse:
    """What is in it, who sees that, and what one may do with it."""
    found = find_folder(request, pk)
    context = {
        "folder": found,
        # To where it is: it is itself the heading.
        "crumbs": crumbs_above(request, found),
        "who_sees": who_sees(request.user, found),
        "why_seen": why_seen(request.user, found),
        "url": request.build_absolute_uri(found.get_absolute_url()),
        **contents(request, found.group, found),
        "follow": follow_of(request.user, found),
        "may_change": can_change_folder(request.actor, found),
        "may_decide": can_decide_about(request.actor, found),
        "may_read_history": can_read_history(request.actor, found),
    }
    return render(request, "network/documents/folder.html", context)


@form_view
def folder_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a folder at the top of a group, or in the folder that the address names."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    parent = folder_in(request, group)
    if not can_add_document(request.actor, group):
        raise PermissionDenied
    form = AddFolderForm(*sent(request))
    if form.is_valid():

        def make() -> str:
            name = form.cleaned_data["name"]
            made = add_folder(group, name=name, parent=parent, by=request.actor)
            return made.get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(request, _("The folder is here."))
            return redirect(url)
    context = {
        "group": group,
        "crumbs": crumbs_to(request, group, parent),
        "form": form,
        "who_sees": who_sees(request.user, parent) if parent else "",
        "back_url": parent.get_absolute_url() if parent else list_of(group),
    }
    return render(request, "network/documents/folder_new.html", context)


@form_view
def folder_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Call it otherwise."""
    found = find_folder(request, pk)
    if not can_change_folder(request.actor, found):
        raise PermissionDenied
    if request.method != "POST":
        form = EditFolderForm(instance=found)
    else:
        with transaction.atomic():
            # The group's documents first, as every operation that changes folders does.
            lock_documents_of(found.group)
            locked = lock(Folder.objects.visible_to(request.user), pk)
            form = EditFolderForm(request.POST, instance=locked)
            if form.is_valid():
                try:
                    change_folder(locked, form.changes, by=request.actor)
                except ValidationError as error:
                    show_errors(form, error)
                else:
                    messages.success(request, _("The folder is saved."))
                    return redirect(locked)
    context = {**about_folder(request, found), "form": form}
    return render(request, "network/documents/folder_edit.html", context)


@form_view
def folder_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and put it into the trash with all that is in it."""
    form = OnceForm(*sent(request))
    # All of it once: after the first click the second one would find nothing.
    if form.is_valid() and (url := once.do_form(request, form, lambda: _remove(request, pk))):
        messages.success(request, _("The folder is removed."))
        return redirect(url)
    found = find_folder(request, pk)
    if not can_decide_about(request.actor, found):
        raise PermissionDenied
    inside = Document.objects.visible_to(request.user)
    context = {
        **about_folder(request, found),
        "form": form,
        "folders": [found],
        "document_count": inside.filter(folder__path__startswith=found.path).count(),
        "days": trash_days(),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "network/documents/remove.html", context)


def _remove(request: MemberRequest, pk: int) -> str:
    found = find_folder(request, pk)
    url = way_back(request, found)
    remove_folder(found, by=request.actor)
    return url


@require_safe
def folder_history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to it."""
    found = find_folder(request, pk)
    if not can_read_history(request.actor, found):
        raise PermissionDenied
    page = page_of(request, audit.history(found))
    context = {**about_folder(request, found), "page": page, "thing": found}
    return render(request, "network/documents/history.html", context)

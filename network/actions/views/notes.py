"""How an action goes on: its notes with their photos."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import once
from network.core.changes import lock, show_errors
from network.core.files import receives_files, serve_picture
from network.core.people import name_columns
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest

from ..forms.notes import AddNoteForm, EditNoteForm, PhotoForms
from ..models import JointAction, Photo, ProgressNote
from ..operations import add_note, change_note, lock_action, remove_note
from ..rules import can_add_note, can_change_note
from .around import about, find, inside
from .parts import find_part, remove_part


@require_safe
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """What was written of it, the latest day first."""
    action = find(request, pk)
    rows = ProgressNote.objects.visible_to(request.user).filter(action=action)
    rows = rows.select_related("author__network_profile", "organisation").only(
        *("text", "noted_on", "action", "author", "organisation__name"), *name_columns("author__")
    )
    page = page_of(request, rows.prefetch_related("photos"))
    for note in page:
        note.action = action
        note.may_change = can_change_note(request.actor, note)
    context = {
        **about(request, action),
        "page": page,
        "may_add": can_add_note(request.actor, action),
    }
    return render(request, "network/actions/progress.html", context)


@require_safe
def photo(request: MemberRequest, pk: int) -> HttpResponseBase:
    """One photo of a note."""
    found = get_object_or_404(Photo.objects.visible_to(request.user), pk=pk)
    return serve_picture(request, found.file.name or "")


@receives_files
@form_view
def note_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Write how it goes on; what the photos show is asked next."""
    action = find(request, pk)
    if not can_add_note(request.actor, action):
        raise PermissionDenied
    form = AddNoteForm(*sent(request), instance=ProgressNote(action=action))
    if form.is_valid():
        photos = form.cleaned_data["photos"]

        def make() -> str:
            note = add_note(action, form.values, photos=photos, by=request.actor)
            name = "network:note-edit" if photos else "network:action-progress"
            return reverse(name, args=[note.pk if photos else action.pk])

        if url := once.do_form(request, form, make):
            messages.success(request, _said_of(bool(photos)))
            return redirect(url)
    context = {
        **inside(request, action),
        "form": form,
        "heading": _("New progress note"),
        "back_url": _progress_url(action),
    }
    return render(request, "network/actions/form.html", context)


def _said_of(has_photos: bool) -> str:
    if has_photos:
        return _("The note is here. Say what its photos show, for those who do not see them.")
    return _("The note is here.")


def _progress_url(action: JointAction) -> str:
    return reverse("network:action-progress", args=[action.pk])


@receives_files
@form_view
def note_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what it says, what its photos show, and which there are."""
    found = find_part(request, ProgressNote, pk)
    if not can_change_note(request.actor, found):
        raise PermissionDenied
    form, photos = EditNoteForm(instance=found), PhotoForms(found.photos.all())
    if request.method == "POST":
        with transaction.atomic():
            # The action first, as every operation on what it holds does.
            lock_action(found.action)
            locked = lock(ProgressNote.objects.visible_to(request.user), pk)
            locked.action = found.action
            form = EditNoteForm(*sent(request), instance=locked)
            photos = PhotoForms(locked.photos.select_for_update(), request.POST)
            is_valid = [form.is_valid(), photos.is_valid()]
            if all(is_valid) and _is_changed(request, locked, form, photos):
                messages.success(request, _("The note is saved."))
                return redirect(_progress_url(found.action))
    context = {
        **inside(request, found.action),
        "note": found,
        "form": form,
        "photos": photos.rows.items(),
        "back_url": _progress_url(found.action),
    }
    return render(request, "network/actions/note_edit.html", context)


def _is_changed(
    request: MemberRequest, note: ProgressNote, form: EditNoteForm, photos: PhotoForms
) -> bool:
    try:
        change_note(
            note,
            form.changes,
            captions=photos.captions,
            removed=photos.removed,
            photos=form.cleaned_data["photos"],
            by=request.actor,
        )
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


@form_view
def note_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and remove one."""
    return remove_part(
        request,
        partial(find_part, request, ProgressNote, pk),
        lambda note: can_change_note(request.actor, note),
        partial(remove_note, by=request.actor),
        heading=_("Remove this progress note?"),
        text=_("Its photos go with it, from the public page too."),
        submit=_("Remove"),
        said=_("The note is removed."),
        back_url=lambda note: _progress_url(note.action),
    )

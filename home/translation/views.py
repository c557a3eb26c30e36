"""The translators' screens: the report, one click to begin, both languages side by side."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Locale, Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.edit_translation import edit_override as localize_edit_override
from wagtail_localize.views.edit_translation import (
    edit_string_translation,
    stop_translation,
    upload_pofile,
)

from . import operations
from .status import TARGET, State, sources_for
from .texts import translation_into


class TranslationFilters(WagtailFilterSet):
    """What of the report to show: some states, one's own pages, a word of the title."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    owner = django_filters.ChoiceFilter(
        label=gettext_lazy("Owner"),
        choices=[("me", gettext_lazy("Me"))],
        method="owned_by",
        empty_label=gettext_lazy("Everybody"),
        widget=forms.RadioSelect,
    )
    title = django_filters.CharFilter(label=gettext_lazy("Title"), lookup_expr="icontains")

    class Meta:
        model = Page
        fields = ["state", "owner", "title"]

    def owned_by(self, pages, name, owner):
        return pages.filter(owner=self.request.user) if owner == "me" else pages


class TranslationsReport(PageReportView):
    """Every public French page that this person may see, and what its Arabic needs next."""

    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    results_template_name = "admin/translations_results.html"
    index_url_name = "translations"
    index_results_url_name = "translations_results"
    filterset_class = TranslationFilters
    any_permission_required = ["add", "change", "publish"]
    list_export: list[str] = []

    def get_queryset(self):
        return sources_for(self.request.user).select_related("owner", "locale")


def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """Open a page's translation; one that is not there yet is made by a POST."""
    page = get_object_or_404(Page, pk=page_id).specific
    if page.is_root() or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    locale = get_object_or_404(Locale, language_code=TARGET)
    target = page.get_translation_or_none(locale)
    if target is None or target.alias_of_id:
        if request.method != "POST":
            return render(request, "admin/begin_translation.html", {"page": page})
        target = operations.begin(page, locale, by=request.user)
    return redirect("wagtailadmin_pages:edit", target.pk)


@require_POST
def submit(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Ask the coordination to publish a translation."""
    translation = get_object_or_404(Translation, pk=translation_id)
    page = translation.get_target_instance()
    try:
        operations.submit(translation, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The coordination will read the translation."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def publish_from_the_editor(request: HttpRequest, translation: Translation, page: Page):
    """What the button “Publish” of wagtail-localize's editor does here."""
    try:
        published = operations.publish(translation, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if published.go_live_at:
            messages.success(request, _("The Arabic page will be published with the French one."))
        else:
            messages.success(request, _("The Arabic page is published."))
    return redirect("wagtailadmin_pages:edit", page.pk)


class ReviewForm(forms.Form):
    """The coordination's answer to what an editor submitted."""

    remark = forms.CharField(
        label=gettext_lazy("Remark for the editor"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Needed to send the page back; it is sent by e-mail."),
    )
    answer = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])

    def clean(self):
        data = super().clean()
        if data.get("answer") == "reject" and not data.get("remark", "").strip():
            self.add_error("remark", _("Say what is to be changed."))
        return data


def both_languages(request: HttpRequest, page_id: int) -> HttpResponse:
    """
    The latest drafts of a page in both languages, side by side.

    Who is asked to approve the page answers here.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    permissions = page.permissions_for_user(request.user)
    if not (permissions.can_edit() or permissions.can_publish()):
        raise PermissionDenied
    task = page.current_workflow_task if page.workflow_in_progress else None
    may_answer = bool(task and task.get_actions(page, request.user))
    form = ReviewForm(request.POST or None)
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        if form.is_valid() and _answer(request, page, task, form.cleaned_data):
            return redirect("wagtailadmin_home")
    versions = [page, *page.get_translations().exclude(alias_of__isnull=False)]
    return render(
        request,
        "admin/both_languages.html",
        {
            "page": page,
            "versions": sorted(versions, key=lambda version: version.locale.language_code != "fr"),
            "form": form if may_answer else None,
            "task_state": page.current_workflow_task_state,
        },
    )


def _answer(request: HttpRequest, page: Page, task, answer: dict) -> bool:
    """Approve the page or send it back; False, with a message, where it cannot be published."""
    approved = answer["answer"] == "approve"
    translation = translation_into(page)
    try:
        if approved and translation:
            operations.require_public_source(translation)
        state = page.current_workflow_task_state
        task.on_action(state, request.user, answer["answer"], comment=answer["remark"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    said = _("“%s” is approved.") if approved else _("“%s” is sent back.")
    messages.success(request, said % page.get_admin_display_title())
    return True


@require_safe
@xframe_options_sameorigin_override
def draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """One page's latest draft, for a frame; a translation as its texts are now."""
    page = get_object_or_404(Page, pk=page_id).specific
    permissions = page.permissions_for_user(request.user)
    if not (permissions.can_edit() or permissions.can_publish()):
        raise PermissionDenied
    latest = operations.as_translated(page) or page.get_latest_revision_as_object()
    return latest.make_preview_request(request, latest.default_preview_mode)


def make_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """wagtail-localize's own, which throws the translation away: for who may publish it."""
    permissions = get_object_or_404(Page, pk=page_id).permissions_for_user(request.user)
    if not permissions.can_publish() or permissions.page_locked():
        raise PermissionDenied
    return convert_to_alias(request, page_id)


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's own, after which nobody counts what is left: for who may publish."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if not operations.may_publish(translation, request.user):
        raise PermissionDenied
    return stop_translation(request, translation_id)


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's own, which takes for granted that there is a file, of a translation."""
    try:
        return upload_pofile(request, translation_id)
    except KeyError:
        messages.error(request, _("Choose the PO file that you downloaded here."))
        return redirect(get_valid_next_url_from_request(request) or reverse("translations"))


def edit_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """
    wagtail-localize's own, which takes for granted that there is a text, and lets the last win.

    Over a text that somebody else has written meanwhile nothing is saved the first time. The editor
    shows a sentence with a 200 only; there it leaves what was typed in its place.
    """
    theirs = _written_meanwhile(request, translation_id, string_segment_id)
    try:
        with transaction.atomic():
            answer = edit_string_translation(request, translation_id, string_segment_id)
            refused = theirs is not None and answer.status_code == 200
            transaction.set_rollback(refused)
    except MultiValueDictKeyError:
        return HttpResponseBadRequest()
    if not refused:
        return answer
    if request.method == "DELETE":
        return HttpResponse(status=409)
    _remember(request, translation_id, **{str(string_segment_id): timezone.now().isoformat()})
    answer.data["error"] = _(
        "Not saved: %(name)s has written “%(text)s” here meanwhile. Save again to put yours in its "
        "place."
    ) % {"name": theirs.last_translated_by or _("Somebody"), "text": theirs.data}
    return answer


def remember_what_is_shown(request: HttpRequest, translation: Translation) -> None:
    """From now on this person has seen the texts of a translation as they are."""
    request.session.pop(_seen(translation.pk), None)
    _remember(request, translation.pk, all=timezone.now().isoformat())


def _remember(request: HttpRequest, translation_id: int, **times: str) -> None:
    key = _seen(translation_id)
    request.session[key] = request.session.get(key, {}) | times


def _seen(translation_id: int) -> str:
    """Where the session keeps when this person saw a translation, or one text of it, last."""
    return f"translation-{translation_id}-seen"


def _written_meanwhile(
    request: HttpRequest, translation_id: int, segment_id: int
) -> StringTranslation | None:
    """What somebody else has made of a text since this person saw it."""
    seen = request.session.get(_seen(translation_id), {})
    seen_at = seen.get(str(segment_id)) or seen.get("all")
    if not seen_at:
        return None
    translation = get_object_or_404(Translation, pk=translation_id)
    segment = get_object_or_404(StringSegment, pk=segment_id)
    later = StringTranslation.objects.filter(
        translation_of=segment.string_id,
        context=segment.context_id,
        locale=translation.target_locale_id,
        updated_at__gt=parse_datetime(seen_at),
    )
    return later.exclude(last_translated_by=request.user).first()


def edit_override(
    request: HttpRequest, translation_id: int, overridable_segment_id: int
) -> HttpResponse:
    """wagtail-localize's own, which takes for granted that there is a value."""
    try:
        return localize_edit_override(request, translation_id, overridable_segment_id)
    except MultiValueDictKeyError:
        return HttpResponseBadRequest()


def to_the_report(request: HttpRequest, **kwargs) -> HttpResponse:
    """wagtail-localize's own report shows everybody everything: this one takes its place."""
    return redirect(reverse("translations"))

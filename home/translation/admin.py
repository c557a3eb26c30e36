"""How Wagtail's admin is extended for translators; `home.wagtail_hooks` loads it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy

from home.places import chosen_parent

from . import operations, views
from .follow import followers, is_source
from .status import OPEN, sources_for
from .texts import left_in_french, translation_into

# What the dashboard shows of a long list.
ON_THE_DASHBOARD = 5


# Before wagtail-localize's, whose addresses some of these take over.
@hooks.register("register_admin_urls", order=-1)
def translation_urls():
    return [
        path("translations/", views.TranslationsReport.as_view(), name="translations"),
        path(
            "translations/results/",
            views.TranslationsReport.as_view(results_only=True),
            name="translations_results",
        ),
        path("translations/<int:translation_id>/submit/", views.submit, name="translation_submit"),
        path("both/<int:page_id>/", views.both_languages, name="both_languages"),
        path("both/<int:page_id>/draft/", views.draft, name="both_languages_draft"),
        path("localize/submit/page/<int:page_id>/", views.begin, name="translation_begin"),
        path("localize/page/<int:page_id>/convert_to_alias/", views.make_alias),
        path("localize/translate/<int:translation_id>/disable/", views.stop),
        path("localize/translate/<int:translation_id>/pofile/upload/", views.upload_po),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            views.edit_string,
        ),
        path(
            "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
            views.edit_override,
        ),
        path("localize/reports/translations/", views.to_the_report),
        path("localize/reports/translations/results/", views.to_the_report),
        path("localize/update/<int:translation_source_id>/", views.to_the_report),
    ]


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(
            request.user, {"add", "change", "publish"}
        )


def _menu_item() -> TranslationsMenuItem:
    return TranslationsMenuItem(
        gettext_lazy("Translations"),
        reverse("translations"),
        name="translations",
        icon_name="wagtail-localize-language",
        order=150,
    )


@hooks.register("register_admin_menu_item")
def translations_in_the_menu():
    return _menu_item()


@hooks.register("construct_reports_menu")
def one_translations_report(request, menu_items):
    localize = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != localize]
    if (item := _menu_item()).is_shown(request):
        menu_items.append(item)


class TranslationsPanel(Component):
    """On the dashboard: the most urgent translations, and how many there are."""

    name = "translations"
    template_name = "admin/translations_panel.html"
    order = 120

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        pages = sources_for(self.user).filter(state__in=OPEN).select_related("owner")
        return {
            "request": parent_context["request"],
            "csrf_token": parent_context.get("csrf_token"),
            "pages": pages[:ON_THE_DASHBOARD],
            "count": pages.count(),
        }


@hooks.register("construct_homepage_panels")
def translations_on_the_dashboard(request, panels):
    if _menu_item().is_shown(request):
        panels.append(TranslationsPanel(request.user))


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def both_languages_button(page, user, view_name=None, next_url=None):
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button(
            gettext_lazy("Both languages"),
            reverse("both_languages", args=[page.pk]),
            icon_name="view",
            priority=55,
        )


@hooks.register("before_edit_page", order=-1)
def edit_translation_our_way(request, page):
    """Publishing goes by our operation; a draft source is read again for its translator."""
    if not (translation := translation_into(page)):
        return None
    if request.method == "GET":
        views.remember_what_is_shown(request, translation)
    if request.method == "POST" and request.POST.get("action") == "publish":
        if not operations.may_publish(translation, request.user):
            raise PermissionDenied
        return views.publish_from_the_editor(request, translation, page)
    source = translation.source.get_source_instance()
    edited_at = source.latest_revision_created_at
    if not source.live and edited_at and edited_at > translation.source.last_updated_at:
        operations.refresh(source)
    return None


@hooks.register("before_bulk_action")
def refuse_to_publish_french_among_the_arabic(request, action_type, objects, action):
    if action_type != "publish":
        return None
    pages = {page.pk: page for page in objects}
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            pages |= {below.pk: below for below in page.get_descendants().not_live()}
    return redirect(action.next_url) if _says_what_is_unfinished(request, pages.values()) else None


@hooks.register("before_copy_page")
def refuse_to_copy_french_among_the_arabic(request, page):
    """A copy is nobody's translation: of the French in it nobody could say that it is left."""
    pages = page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else [page]
    if _says_what_is_unfinished(request, pages):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _says_what_is_unfinished(request, pages) -> bool:
    """Whether French is left in the drafts of these pages; then it is said."""
    drafts = [page.specific.get_latest_revision_as_object() for page in pages]
    if not (unfinished := [page for page in drafts if left_in_french(page)]):
        return False
    titles = ", ".join(f"“{page.get_admin_display_title()}”" for page in unfinished)
    messages.error(request, _("Not everything is translated yet: %s.") % titles)
    return True


@hooks.register("before_delete_page")
def keep_what_they_may_not_delete(request, page):
    """A translation goes with its source, and what stands below it: for who may delete that too."""
    if not may_delete_translations(request.user, [page]):
        messages.error(request, _("You may not delete what stands below its Arabic version."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def keep_what_they_may_not_delete_together(request, action_type, objects, action):
    if action_type == "delete" and not may_delete_translations(request.user, objects):
        messages.error(request, _("You may not delete what stands below its Arabic version."))
        return redirect(action.next_url)
    return None


def may_delete_translations(user, pages) -> bool:
    """Whether this person may delete what `follow` deletes along with these pages."""
    below = [one for page in pages for one in page.get_descendants(inclusive=True)]
    return all(
        page.permissions_for_user(user).can_delete()
        for source in below
        if is_source(source)
        for page in followers(source)
    )


@hooks.register("before_copy_page")
def keep_copies_in_their_language(request, page):
    """A copy keeps its language: among the pages of another one nobody would see it."""
    parent = chosen_parent(request)
    if parent and parent.depth > 1 and parent.locale_id != page.locale_id:
        messages.error(
            request,
            _("A copy stays among the pages of its language. Translate the page instead."),
        )
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


@hooks.register("construct_translated_pages_to_cascade_actions")
def count_what_is_unpublished_along(pages, action):
    """For the page that asks for confirmation; what really goes along, `follow` sees to."""
    if action == "unpublish":
        return {
            page: followers(page).filter(live=True, alias_of=None)
            for page in pages
            if is_source(page)
        }
    return {}


@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def say_that_the_translation_goes_along(request, page, *args):
    if request.method == "GET" and is_source(page):
        for translation in followers(page).filter(alias_of=None):
            title = translation.specific.get_admin_display_title()
            messages.info(request, _("Its Arabic version goes along: “%s”.") % title)

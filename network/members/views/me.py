"""One's own: the profile, which mails one gets, for whom one acts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.core.changes import lock, show_errors
from network.core.files import receives_files
from network.core.mail.forms import PreferencesForm
from network.core.mail.operations import set_preferences
from network.core.views import form_view, redirect_back

from ..forms.me import ProfileForm
from ..gate import MemberRequest, choose
from ..models import Profile
from ..operations import change_profile, ensure_profile, set_photo
from ..standing import standing_of


@receives_files
@form_view
def profile(request: MemberRequest) -> HttpResponse:
    """One's names, how one is reached, and what others see of it."""
    if request.method != "POST":
        found = Profile.objects.filter(user=request.user).first() or Profile(user=request.user)
        form = ProfileForm(instance=found)
        return _show_profile(request, found, form)
    with transaction.atomic():
        ensure_profile(request.user)
        found = lock(Profile.objects.filter(user=request.user), request.user.network_profile.pk)
        form = ProfileForm(request.POST, request.FILES, instance=found)
        if form.is_valid() and _save_profile(request, found, form):
            messages.success(request, _("Your profile is saved."))
            return redirect("network:profile")
    return _show_profile(request, found, form)


def _save_profile(request: MemberRequest, found: Profile, form: ProfileForm) -> bool:
    values = form.cleaned_data
    try:
        with transaction.atomic():
            change_profile(found, form.changes, by=request.actor)
            if values.get("photo") or values.get("removes_photo"):
                set_photo(found, values.get("photo"), by=request.actor)
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


def _show_profile(request: MemberRequest, found: Profile, form: ProfileForm) -> HttpResponse:
    context = {"profile": found, "form": form}
    return render(request, "network/members/profile.html", context)


@form_view
def notifications(request: MemberRequest) -> HttpResponse:
    """How often one wants to be written to, about what."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if form.is_valid():
        set_preferences(request.user, form.cleaned_data, by=request.actor)
        messages.success(request, _("Your choice is saved."))
        return redirect("network:notifications")
    return render(request, "network/members/notifications.html", {"form": form})


@require_POST
def act_for(request: MemberRequest) -> HttpResponse:
    """Act for another of one's organisations from now on."""
    by_pk = {str(each.pk): each for each in standing_of(request.user).organisations}
    organisation = by_pk.get(request.POST.get("organisation", ""))
    if organisation is None:
        raise Http404
    choose(request, organisation)
    messages.success(
        request, _("You act for %(organisation)s now.") % {"organisation": organisation}
    )
    return redirect_back(request, reverse("network:dashboard"))

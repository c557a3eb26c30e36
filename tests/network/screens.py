"""What the tests of the directory and its pages share."""

import re
from uuid import uuid4

from django.urls import reverse

from network.models import Membership, Profile

from .factories import MembershipFactory, OrganisationFactory

Role = Membership.Role
DIRECTORY = reverse("network:members")


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def listed(client, **asked):
    """The names that the directory lists, as it lists them."""
    answer = client.get(DIRECTORY, asked)
    assert answer.status_code == 200
    rows = re.search(r'<ul class="rows".*?</ul>', answer.content.decode(), re.S)
    return re.findall(r"<a href=[^>]*/(?:people|organisations)/\d+/[^>]*><bdi>(.*?)</bdi>",
                      rows[0] if rows else "")  # fmt: skip


def url(name, *args):
    return reverse(f"network:{name}", args=args)


def act_for(client, organisation, **values):
    return client.post(url("act-for"), {"organisation": organisation.pk, **values})


def profile(name_latin, name_arabic="", organisation=None, **values):
    user = MembershipFactory(
        organisation=organisation or OrganisationFactory(),
        profile__name_latin=name_latin,
        profile__name_arabic=name_arabic,
        **{f"profile__{name}": value for name, value in values.items()},
    ).user
    return Profile.objects.get(user=user)


def form_of(client, address):
    """What a browser would send of the page's main form, as it stands."""
    return values_in(client.get(address))


def values_in(answer):
    values = {}
    context = answer.context
    for form in [context["form"], *context.get("contacts", ())]:
        for bound in form:
            values.update(_sent(bound))
    return values


def _sent(bound):
    from html.parser import HTMLParser

    found = {}

    class Reader(HTMLParser):
        select = area = None

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            name = attrs.get("name")
            if tag == "select":
                self.select = name
            elif tag == "option" and ("selected" in attrs or self.select not in found):
                found[self.select] = attrs.get("value", "")
            elif tag == "textarea":
                self.area = name
                found[name] = ""
            elif tag == "input" and attrs.get("type") in ("checkbox", "radio"):
                if "checked" in attrs:
                    found.setdefault(name, []).append(attrs.get("value", "on"))
            elif tag == "input" and attrs.get("type") != "file":
                if name in found and isinstance(found[name], list):
                    found[name].append(attrs.get("value", ""))
                else:
                    found[name] = attrs.get("value", "")

        def handle_endtag(self, tag):
            if tag == "textarea":
                self.area = None

        def handle_data(self, data):
            if self.area:
                found[self.area] = (found[self.area] + data).lstrip("\n")

    Reader().feed(str(bound))
    return found


def errors_of(answer):
    found = {}
    for form in [answer.context["form"], *(answer.context.get("contacts") or ())]:
        found |= {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
    return found


def invite(browser, world, **values):
    values = {
        "email": "new@example.org", "role": "contributor", "job_title": "", "language": "ar",
        "once": uuid4(), **values,
    }  # fmt: skip
    return browser.post(url("invite", world.a.pk), values)

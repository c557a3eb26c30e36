"""Every answer that somebody can get: each address of the plugin with each record there is, and
whatever pages of the private area link to from there."""

import re
from html import unescape
from urllib.parse import urldefrag, urlsplit

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# A page links to some dozens; what is beyond is the same again.
MOST = 2000
_LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"']+)["']""")


def network_patterns(patterns=None, prefix="", in_network=False):
    """(route, pattern) of every address of the plugin, as the site mounts it."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            is_ours = in_network or pattern.namespace == "network"
            yield from network_patterns(pattern.url_patterns, route, is_ours)
        elif isinstance(pattern, URLPattern) and in_network:
            yield route, pattern


def numbers():
    """The numbers that records of the network have, in whichever table."""
    models = [*apps.get_app_config("network").get_models(), _user_model()]
    return sorted({pk for model in models for pk in _numeric(model)})


def _numeric(model):
    keys = model._base_manager.values_list("pk", flat=True)
    return [pk for pk in keys if isinstance(pk, int)]


def _user_model():
    from django.contrib.auth import get_user_model

    return get_user_model()


def addresses():
    """Each address with each number of a record, and with one that nothing has."""
    known = [*numbers(), 999_999]
    for route, _pattern in network_patterns():
        plain = re.sub(r"<str:\w+>|<path:\w+>", "none", route)
        slots = re.findall(r"<int:\w+>", plain)
        if len(slots) > 2:
            raise AssertionError(f"{route}: say how to fill in more than two numbers.")
        for first in known if slots else [None]:
            # The second one counts on from one: a version of a document, a seat.
            for second in known if len(slots) == 2 else [None]:
                address = plain
                for value in (first, second)[: len(slots)]:
                    address = re.sub(r"<int:\w+>", str(value), address, count=1)
                yield f"/{address}"


def crawl(client, starts, **extra):
    """(address, status, text) of each answer to a GET, links of pages followed."""
    waiting, seen = list(dict.fromkeys(starts)), set()
    while waiting:
        address = waiting.pop(0)
        if address in seen or len(seen) > MOST:
            continue
        seen.add(address)
        answer = client.get(address, **extra)
        text = unescape(_text(answer))
        yield address, answer.status_code, text
        if "text/html" in answer.get("Content-Type", ""):
            waiting += [link for link in _links(address, text) if link not in seen]


def _text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{content.decode(errors='replace')}"


def _links(address, text):
    for link in _LINK.findall(text):
        link = urldefrag(unescape(link)).url
        if link.startswith("?"):
            link = urlsplit(address).path + link
        if link.startswith(reverse("network:dashboard")):
            yield link

"""What happens around every request: the reader's language, headers, and the site's own 404."""

from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from home.views import page_not_found


class ReaderLanguageMiddleware(LocaleMiddleware):
    """
    Django's own, without its redirects.

    Django answers a 404 outside `/fr/` and `/ar/` with a redirect into the reader's tree, and
    Wagtail's catch-all there makes every address look valid: `/api/x` or a missing file would
    become a 302. Here a 404 stays a 404, in the reader's language.
    """

    def process_response(self, request, response):
        language = translation.get_language()
        response.headers.setdefault("Content-Language", language)
        if not translation.get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        return response


class NoNulMiddleware:
    """
    Takes NUL characters out of what is asked in an address.

    PostgreSQL refuses any text with one, and some of Wagtail's views ask it as they were asked.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # `%%0000` without its `%00` is one.
        while "%00" in (asked := request.META.get("QUERY_STRING", "")):
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's own, with the policy of the address's prefix where it has one."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            policies = settings.CONTENT_SECURITY_POLICIES_BY_PREFIX.items()
            own = (policy for prefix, policy in policies if request.path_info.startswith(prefix))
            parts.config = next(own, None)
        return parts


class OwnNotFoundMiddleware:
    """
    The visitor's 404 under DEBUG, where Django answers with a page for developers.

    The demonstration of `make run` shows what the site will show; it is in no other settings.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A view that says itself what is not there, as the private area does, has said it.
        if response.status_code != 404 or b"DEBUG = True" not in response.content:
            return response
        response = page_not_found(request)
        # django-csp leaves out a 404 under DEBUG, as Django's own page has inline styles.
        response.headers["Content-Security-Policy"] = build_policy()
        return response

"""The reader's language, from the address or, outside the languages' trees, from the browser."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers


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

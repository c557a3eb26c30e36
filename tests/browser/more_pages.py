"""
Pages that the demonstration has none of: one with every block, one behind a password.

Run inside the site's own process: `python manage.py shell < tests/browser/more_pages.py`.
"""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from home.models import HomePage, SiteImage, StandardPage

file = BytesIO()
Image.new("RGB", (1200, 800), "teal").save(file, "JPEG")
image = SiteImage.objects.create(
    title="Aplat",
    alt_fr="Un aplat bleu",
    alt_ar="مساحة زرقاء",
    file=ContentFile(file.getvalue(), "aplat.jpg"),
)
document = Document.objects.create(
    title="Modèle de statuts", file=ContentFile(b"%PDF-1.4", "statuts.pdf")
)
TEXTS = {
    "fr": ("Tous les blocs", "Une phrase.", "https://example.org/une-adresse-plutot-longue"),
    "ar": ("كل المكونات", "جملة واحدة.", "https://example.org/une-adresse-plutot-longue"),
}
source = None
for language, (title, text, url) in TEXTS.items():
    home = HomePage.objects.get(locale__language_code=language)
    rich = f"<p>{text} <b>{text}</b></p>"
    values = {
        "text": rich,
        "heading": {"text": title, "level": "h2"},
        "list": {"style": "numbers", "items": [rich, rich]},
        "image": {"image": image.pk, "caption": text, "credit": title},
        "quote": {"text": text, "source": title},
        "figures": {"items": [{"value": "1 250 000", "label": text, "source": title}] * 3},
        "timeline": {"items": [{"date": "2012", "title": title, "text": rich}] * 2},
        "partners": {
            "items": [
                {"name": title, "sigle": "ABC", "description": text, "url": url, "logo": image.pk},
                {"name": title, "sigle": "", "description": "", "url": "", "logo": None},
            ]
        },
        "call_to_action": {"title": title, "text": text, "label": text, "page": None, "url": url},
        "cards": {
            "title": title,
            "items": [{"title": title, "text": text, "page": home.pk, "url": ""}],
        },
        "video": {
            "title": title,
            "url": "https://www.youtube.com/watch?v=a",
            "description": text,
            "image": image.pk,
        },
        "download": {"document": document.pk, "title": "", "description": text},
        "accordion": {"items": [{"title": title, "text": rich}] * 2},
        "table": {
            "caption": title,
            "columns": [{"type": "text", "heading": title}] * 6,
            "rows": [{"values": [text] * 6}] * 3,
        },
        "territory_map": {"title": title, "text": text},
        "activity_domains": {"title": title, "text": text},
        "legal_facts": None,
    }
    page = StandardPage(title=title, summary=text, locale=home.locale, image=image)
    missing = set(page.body.stream_block.child_blocks) - set(values)
    assert not missing, missing
    page.body = page.body.stream_block.to_python(
        [{"type": name, "value": value} for name, value in values.items()]
        # A video of a site that nobody knows is a plain link.
        + [{"type": "video", "value": values["video"] | {"url": url}}]
    )
    if source:
        page.translation_key = source.translation_key
    home.add_child(instance=page)
    source = source or page

home = HomePage.objects.get(locale__language_code="fr")
private = StandardPage(title="Réservé", slug="reserve", locale=home.locale)
home.add_child(instance=private)
PageViewRestriction.objects.create(page=private, restriction_type="password", password="sésame")

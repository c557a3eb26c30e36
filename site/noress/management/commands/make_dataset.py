"""Fill a development database as full as a site is after years, to see how it then answers."""

from datetime import date, timedelta
from itertools import cycle, islice
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from home.models import NewsIndexPage, NewsPage
from network.models import ActivityDomain, Territory

NEWS = 2000
# What is invented says so, as the demonstration does.
TEXTS = {
    "fr": ("Exemple d’actualité", "exemple-mesure", "Un texte d’exemple pour les mesures."),
    "ar": ("نموذج توضيحي لخبر", "نموذج-قياس", "نص نموذجي لأغراض القياس."),
}


class Command(BaseCommand):
    help = "Adds sample news in both languages, in bulk. Refuses outside DEBUG."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale", type=float, default=1.0, help=f"1 makes {NEWS} news in each language"
        )

    def handle(self, *, scale, **options):
        if not settings.DEBUG:
            raise CommandError("make_dataset invents news: it runs in development only.")
        if scale <= 0:
            raise CommandError("Choose a --scale above zero, as in --scale 0.1.")
        indexes = list(NewsIndexPage.objects.filter(alias_of=None).select_related("locale"))
        if not indexes:
            raise CommandError("There is no news index yet: run load_demo first.")
        # One key for a piece of news and its translation.
        keys = [uuid4() for _ in range(round(NEWS * scale))]
        with transaction.atomic():
            made = sum(make_news(index, keys) for index in indexes)
            if connection.vendor == "postgresql":
                # Its own housekeeping does so within minutes; until then it plans for a few rows.
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
        self.stdout.write(f"{made} news made.")


def make_news(index: NewsIndexPage, keys: list[UUID]) -> int:
    """
    Publish a piece of news for each key below `index`, the search index left aside.

    Wagtail's own way takes a dozen queries a page. Here the rows of the tree are written at once,
    their places counted on from the last one's.
    """
    title, slug, summary = TEXTS[index.locale.language_code]
    last = index.get_last_child()
    begin = Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(NewsPage)
    rows = Page.objects.bulk_create(
        Page(
            path=Page._get_path(index.path, index.depth + 1, step),
            depth=index.depth + 1,
            numchild=0,
            title=f"{title} {step}",
            draft_title=f"{title} {step}",
            slug=f"{slug}-{step}",
            url_path=f"{index.url_path}{slug}-{step}/",
            content_type=content_type,
            locale=index.locale,
            translation_key=key,
            first_published_at=now,
            last_published_at=now,
        )
        for step, key in enumerate(keys, begin)
    )
    Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(rows))
    for days, row in enumerate(rows):
        news = NewsPage(page_ptr=row, date=date(2020, 1, 1) + timedelta(days=days), summary=summary)
        news.body = [("text", f"<p>{summary}</p>" * 3)]
        # Its own table alone: the row of the tree is there.
        news.save_base(raw=True)
    link(rows, NewsPage.domains.through, "activitydomain_id", ActivityDomain, 2)
    link(rows, NewsPage.territories.through, "territory_id", Territory, 1)
    return len(rows)


def link(rows: list[Page], through, column: str, model, each: int) -> None:
    """Give each of `rows` the next records of `model`, `each` of them, round and round."""
    keys = cycle(model.objects.values_list("pk", flat=True))
    through.objects.bulk_create(
        through(newspage_id=row.pk, **{column: key}) for row in rows for key in islice(keys, each)
    )

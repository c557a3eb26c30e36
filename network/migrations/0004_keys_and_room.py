"""What the new columns hold of documents that are there already."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.models import Sum


def fill(apps: Apps, schema_editor: object) -> None:
    """Name each document's file in its search key, and count the room that each group takes."""
    documents = apps.get_model("network", "Document").objects
    for document in documents.select_related("current").iterator():
        document.file_name = document.current.name if document.current else ""
        document.save(update_fields=["file_name", "search_key"])
    space = apps.get_model("network", "Space").objects
    used = apps.get_model("network", "Version").objects.order_by()
    for row in used.values("document__group").annotate(size=Sum("size")):
        space.create(group_id=row["document__group"], used=row["size"])


class Migration(migrations.Migration):
    # Apart from the tables: PostgreSQL changes none that has rows changed in the same transaction.
    dependencies = [("network", "0003_library")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

"""Who is told of a document, when it takes so long that nobody waits for it."""

from django.contrib.auth import get_user_model
from django_tasks import task

from network.core.mail.kinds import kind_named
from network.core.mail.outbox import post
from network.members.standing import people_of

from ..models import Document, Version

PEOPLE_AT_A_TIME = 500


@task(backend="background")
def tell(kind_name: str, version_pk: int, but: str | None) -> None:
    """Put a mail into the outbox for everybody of the group that got this version, but for one.

    Cut off, it runs again from the beginning: nobody is told twice of one event. Of what was
    removed meanwhile nobody is told; whether each may see it is asked again when their mail leaves.
    """
    kind = kind_named(kind_name)
    version = Version.objects.select_related("document__group").get(pk=version_pk)
    document = version.document
    if kind is None or document.removed_at:
        return
    obj = document if kind.model is Document else version
    people = people_of(document.group).exclude(pk=but)
    pks = list(people.order_by("pk").values_list("pk", flat=True))
    # So that no statement grows with the network, nor keeps the database for long.
    for start in range(0, len(pks), PEOPLE_AT_A_TIME):
        some = get_user_model()._default_manager.filter(
            pk__in=pks[start : start + PEOPLE_AT_A_TIME]
        )
        post(kind, some, obj, key=str(obj.pk))

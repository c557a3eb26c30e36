"""What happens to documents without anybody waiting for it."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks import task

from network.core.files import discard, private_storage
from network.core.mail.kinds import kind_named
from network.core.mail.outbox import post
from network.members.standing import people_of

from .models import FOLDER, Document, Version

PEOPLE_AT_A_TIME = 500
# No form takes so long to be kept: a file that is older has its row, or gets none.
LONGEST_KEEPING = timedelta(days=1)


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


def forget_orphans() -> int:
    """Delete the files whose row did not come about because the process that kept them was killed;
    returns how many. Looked for among those of this month and the last one."""
    this_month = timezone.now().replace(day=1)
    return sum(
        _forget_orphans_in(f"{FOLDER}/{month:%Y/%m}")
        for month in (this_month, this_month - timedelta(days=1))
    )


def _forget_orphans_in(folder: str) -> int:
    storage = private_storage()
    try:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except FileNotFoundError:
        return 0
    known = set(
        Version.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True)
    )
    before = timezone.now() - LONGEST_KEEPING
    orphans = [
        name for name in names if name not in known and storage.get_modified_time(name) < before
    ]
    for name in orphans:
        discard(name)
    return len(orphans)

"""For the shell of the soaked site: one member, signed in; prints what their browser needs."""

import json

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from network.core.actor import Actor
from network.members.operations import grant_membership
from network.models import Membership, MultilingualText, Organisation, WorkingGroup

name = MultilingualText().with_body("fr", "Essai")
organisation = Organisation.objects.create(name=name, family=Organisation.Family.SUPPORT)
group = WorkingGroup.objects.create(kind=WorkingGroup.Kind.PLENARY, name=name)
user = get_user_model().objects.create_user("essai@noress.example")
grant_membership(
    user, organisation, role=Membership.Role.CONTRIBUTOR, by=Actor.system("the soak test")
)
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(json.dumps({"session": session.session_key, "group": group.pk}))

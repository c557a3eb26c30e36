"""Every address of the private area. A site includes them where it likes:

    path("workspace/", include("network.urls"))

All are behind the gate but the few of `open_patterns`.
"""

from network.actions import urls as actions
from network.core.resumable import urls as resumable
from network.documents import urls as documents
from network.members import urls as members
from network.members.gate import private
from network.workspace import urls as workspace

app_name = "network"
urlpatterns = [
    *members.open_patterns,
    *actions.open_patterns,
    *private(
        [
            *workspace.private_patterns,
            *documents.private_patterns,
            *actions.private_patterns,
            *members.private_patterns,
            *resumable.private_patterns,
            workspace.nowhere,
        ]
    ),
]

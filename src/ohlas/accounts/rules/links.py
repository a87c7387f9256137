"""One-time links: what they are for and how long they live."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    SIGN_IN = "sign-in"
    START = "start"
    INVITATION = "invitation"


LINK_LIVES: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    # Printed by the first start; whoever installs may go to lunch first.
    LinkPurpose.START: timedelta(hours=24),
    # Handed to a colleague on a Friday, opened on Monday.
    LinkPurpose.INVITATION: timedelta(hours=72),
}

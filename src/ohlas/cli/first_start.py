"""The first start: an owner, the sample company, and a link that signs in once."""

from django.db import transaction
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import remove_organisation, sign_in_link
from ohlas.accounts.models import User
from ohlas.accounts.queries import organisations
from ohlas.accounts.rules import LinkPurpose
from ohlas.exchange.connectors.sample.load import load_sample
from ohlas.lib.config import Config

OWNER = "owner@example.com"
"""A place-holder that can receive nothing; the owner writes their own address over it."""


def greet(config: Config, address: str) -> list[str]:  # noqa: ARG001 - the shape of a start-up hook
    """On an empty installation: makes the owner and the sample company; lines with the sign-in link."""
    if User.objects.exists():
        return []
    return [f"Welcome. Sign in once, within 24 hours, with {begin(address)}"]


def begin(address: str) -> str:
    """The owner, the sample company, and the address that signs in once."""
    now = timezone.now()
    with transaction.atomic():
        owner = User.objects.create_user(OWNER, None, name="Owner")
        load_sample(now=now, owner_id=owner.id)
        link = sign_in_link(user_id=owner.id, now=now, purpose=LinkPurpose.START)
    return f"{address}{link.path}"


def add_sample(config: Config) -> str:
    """The sample company beside what is there, unless it stands already, and a sign-in link for its owner."""
    now = timezone.now()
    owner = User.objects.order_by("date_joined").first()
    if owner is None:
        return f"Added Kavárna Sova. Sign in once with {begin(address_of(config))}"
    if any(organisation.is_sample for organisation in organisations()):
        words = "The sample company is here already."
    else:
        load_sample(now=now, owner_id=owner.id)
        words = "Added Kavárna Sova; its figures appear as soon as the relay has written them."
    link = sign_in_link(user_id=owner.id, now=now)
    return f"{words} Sign in once with {address_of(config)}{link.path}"


def remove_sample(config: Config) -> str:  # noqa: ARG001 - one shape with add_sample
    """Removes every sample company; real organisations are never touched."""
    found = [organisation for organisation in organisations() if organisation.is_sample]
    for organisation in found:
        remove_organisation(actor=system_actor(organisation.id), now=timezone.now())
    return f"Removed {found[0].name}." if found else "There is no sample company here."


def address_of(config: Config) -> str:
    """Where people reach this installation."""
    return config.public_url or f"http://{config.host}:{config.port}"

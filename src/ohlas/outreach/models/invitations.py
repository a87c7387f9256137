"""What reaches a person: invitations, their messages, what was said back, and who is to be called."""

from django.db import models

from ohlas.lib.ids import new_id
from ohlas.outreach.models.programmes import Occasion, Programme
from ohlas.outreach.rules import Carrier, InvitationState, MessageState


class Invitation(models.Model):
    """One person asked once: how far they have come. Each message of it carries an own address to answer at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    programme = models.ForeignKey(Programme, null=True, on_delete=models.CASCADE, related_name="+")
    occasion = models.OneToOneField(Occasion, null=True, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="+")
    carrier = models.CharField(
        max_length=10, choices=[(x.value, x.name) for x in Carrier], help_text="The channel it goes by now."
    )
    language = models.CharField(max_length=8)
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    employee = models.ForeignKey("accounts.Employee", null=True, on_delete=models.SET_NULL, related_name="+")
    attributes = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10,
        choices=[(x.value, x.name) for x in InvitationState],
        default=InvitationState.QUEUED.value,
    )
    weight = models.FloatField(
        null=True, help_text="1 over the probability of being asked, where it is known."
    )
    queued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="Refused, expired or cancelled.")
    reminders = models.PositiveSmallIntegerField(default=0, help_text="How many were sent.")
    remind_at = models.DateTimeField(null=True)
    last_question = models.CharField(max_length=80, default="", blank=True, help_text="Where it broke off.")

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-queued_at", "-id"], name="invitation_newest"),
            models.Index(fields=["organisation", "programme", "state"], name="invitation_stands"),
            models.Index(
                fields=["remind_at"], name="invitation_remind", condition=models.Q(remind_at__isnull=False)
            ),
        ]


class Message(models.Model):
    """What one person receives: claimed by lease, marked before it leaves, sent at most once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="messages")
    carrier = models.CharField(max_length=10, choices=[(x.value, x.name) for x in Carrier])
    number = models.PositiveSmallIntegerField(default=0, help_text="0 the invitation, 1 … its reminders.")
    state = models.CharField(
        max_length=10, choices=[(x.value, x.name) for x in MessageState], default=MessageState.QUEUED.value
    )
    key_hash = models.CharField(  # noqa: DJ001 - null is not yet made
        max_length=64, null=True, unique=True, help_text="Of the token in it; made when it leaves."
    )
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a provider said not now.")
    provider_id = models.CharField(
        max_length=200, default="", blank=True, help_text="As the provider names it."
    )
    parts = models.PositiveSmallIntegerField(null=True, help_text="SMS: segments sent.")
    cost = models.FloatField(null=True, help_text="In the sender's currency, as configured.")
    error = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(
        null=True, help_text="Delivered, bounced, failed, cancelled or resolved."
    )
    settled_by = models.CharField(
        max_length=20, default="", blank=True, help_text="What a person decided on a doubtful or failed one."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "carrier", "number"],
                condition=~models.Q(state__in=["cancelled", "failed", "in_doubt", "bounced"]),
                name="message_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["carrier", "not_before"],
                name="message_waiting",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.Index(
                fields=["organisation", "created_at"],
                name="message_in_doubt",
                condition=models.Q(state="in_doubt"),
            ),
            models.Index(
                fields=["provider_id"], name="message_provider", condition=~models.Q(provider_id="")
            ),
        ]


class Incoming(models.Model):
    """A text message somebody sent back: kept before its network hears thanks, emptied once it was understood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey("customers.Contact", null=True, on_delete=models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.SET_NULL, related_name="+")
    provider_id = models.CharField(max_length=200, help_text="As the provider names it: the same comes once.")
    address = models.CharField(max_length=40, help_text="Who sent it; empty once it is settled.")
    text = models.TextField(default="", blank=True, help_text="What it says; empty once it is settled.")
    series = models.CharField(max_length=60, default="", blank=True, help_text="Of a long one in parts.")
    part = models.PositiveSmallIntegerField(default=1)
    parts = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, default="", blank=True, help_text="What it turned out to be.")
    settled_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True, help_text="Set before our answer leaves: at most one does.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "provider_id"], name="incoming_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-received_at"], name="incoming_recent"),
        ]


class CallTask(models.Model):
    """A person to be called: one interviewer at a time, call-backs at the promised time, how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "customers.Contact", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    call_at = models.DateTimeField(help_text="Not before; a promised call-back sets it.")
    is_promised = models.BooleanField(default=False)
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    disposition = models.CharField(max_length=20, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "call_at"],
                name="call_waiting",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(fields=["contact"], name="call_contact"),
        ]

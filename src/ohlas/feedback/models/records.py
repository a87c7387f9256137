"""The record: responses, the batches they came in, declared attributes, and what was refused."""

from django.db import models

from ohlas.lib.ids import new_id


class Batch(models.Model):
    """A set of signals that came together and can be undone together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)


class Response(models.Model):
    """One person's answers to one survey version, as one document validated against it.

    Every index slows intake down, so a foreign key has one only where rows are found by it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    client_id = models.UUIDField(help_text="Made by whoever sends; the same id twice is the same response.")
    body_hash = models.CharField(
        max_length=32, help_text="Of the body as sent: tells a repeat from a mistake."
    )
    # RESTRICT, not PROTECT: an organisation may go with everything it has.
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.RESTRICT, related_name="+")
    answers = models.JSONField()
    originals = models.JSONField(
        default=dict, help_text="Texts as received, where their encoding was repaired."
    )
    warnings = models.JSONField(default=list, help_text="What was said back, replayed to a repeat.")
    answered_at = models.DateTimeField()
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    unit = models.ForeignKey(
        "accounts.Unit", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    employee = models.ForeignKey(
        "accounts.Employee", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "customers.Contact", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    weight = models.FloatField(null=True)
    attributes = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    link = models.ForeignKey(
        "feedback.Link",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
        help_text="The open link it was answered at; a personal one would name who answered.",
    )
    facts_number = models.BigIntegerField(null=True, help_text="The portion that carries it into the facts.")
    release = models.IntegerField(
        null=True,
        help_text="Of an anonymous survey: the release it is counted in, 0 while it waits; null if identified.",
    )
    person = models.CharField(
        max_length=32,
        default="",
        blank=True,
        help_text="Of an anonymous survey: tells people apart within it; cannot be traced back to a contact.",
    )
    device = models.CharField(
        max_length=16,
        default="",
        blank=True,
        help_text="The same for one device, survey page and day; wiped after two weeks, never of anonymous surveys.",
    )
    by_staff = models.BooleanField(
        default=False, help_text="Sent from a browser in which somebody of the organisation was signed in."
    )
    left_out_at = models.DateTimeField(
        null=True, help_text="When a person left it out of all figures; it stays in the record."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="response_once"),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__gte=0), name="weight_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-answered_at"], name="response_recent"),
            models.Index(
                fields=["contact"], name="response_contact", condition=models.Q(contact__isnull=False)
            ),
            models.Index(
                fields=["batch", "id"], name="response_batch", condition=models.Q(batch__isnull=False)
            ),
            models.Index(fields=["link"], name="response_link", condition=models.Q(link__isnull=False)),
            models.Index(
                fields=["facts_number"],
                name="response_facts",
                condition=models.Q(facts_number__isnull=False),
            ),
            models.Index(
                fields=["version", "release"],
                name="response_release",
                condition=models.Q(release__isnull=False),
            ),
        ]


class Attribute(models.Model):
    """A declared attribute: it becomes a column of the facts; undeclared ones stay with the response."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="attribute_once")]


class RefusalCount(models.Model):
    """How often intake said no, and why, per day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    reason = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day", "reason"], name="refusal_count_once"),
        ]

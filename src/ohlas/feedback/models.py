"""What customers tell us: responses, the imports that brought them, and their way into facts."""

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
    facts_number = models.BigIntegerField(null=True, help_text="The portion that carries it into the facts.")

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
            models.Index(
                fields=["facts_number"],
                name="response_facts",
                condition=models.Q(facts_number__isnull=False),
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


class TextReading(models.Model):
    """What one written answer says: the reader's labels, and a person's where they corrected it.

    Its key is a number, since the index of words (see `lib.search`) knows rows by numbers.
    """

    number = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+", db_index=False)
    question = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    language_confidence = models.FloatField()
    sentiment = models.CharField(max_length=10)
    positive = models.FloatField()
    neutral = models.FloatField()
    negative = models.FloatField()
    topics = models.JSONField(default=list, help_text="Each a topic, its sentiment and the words that told.")
    urgency = models.JSONField(default=list, help_text="Each a kind, the words that told and how sure.")
    words = models.TextField(help_text="Stems for search, of the text without personal data.")
    stamp = models.CharField(max_length=40, help_text="Which reader and which tree of topics read it.")
    given = models.JSONField(default=dict, help_text="A person's own labels; they outlive another reading.")
    given_before = models.JSONField(null=True, help_text="What the last correction replaced, to be undone.")
    corrected_by = models.UUIDField(null=True)
    corrected_at = models.DateTimeField(null=True)
    facts_number = models.BigIntegerField(
        null=True, help_text="As a response's; 0 when the facts hold an older reading."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="reading_once")]
        indexes = [
            models.Index(fields=["facts_number", "organisation"], name="reading_facts"),
            models.Index(
                fields=["organisation", "corrected_at"],
                name="reading_corrected",
                condition=models.Q(corrected_at__isnull=False),
            ),
        ]


class TopicTreeVersion(models.Model):
    """An organisation's topics as they stand since then; the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    topics = models.JSONField()
    merged = models.JSONField(default=dict, help_text="Topics that were made part of another one.")
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="tree_once")]


class Relabelling(models.Model):
    """The history of an organisation being read again, bite by bite, with another reader or tree."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=40)
    total = models.PositiveIntegerField(help_text="Responses to look at.")
    done = models.PositiveIntegerField(default=0)
    reached = models.UUIDField(null=True, help_text="The last response looked at.")
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField(help_text="When the last bite ended.")
    ended_at = models.DateTimeField(null=True)


class FactBatch(models.Model):
    """A numbered portion of signals on its way into the fact table; appended only if its number is new.

    Numbers are given under the lock of `FactTable`, so they are committed in order and without gaps.
    """

    number = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, help_text="append, merge, undo or forget")
    signals = models.JSONField(default=list, help_text="What is replaced or removed; see rules.FactChange.")
    created_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["number"], name="fact_batch_waiting", condition=models.Q(written_at__isnull=True)
            ),
        ]


class FactTable(models.Model):
    """One fact table's last number and the lease of its only writer."""

    name = models.CharField(max_length=40, primary_key=True)
    last_number = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, default="", blank=True)


class Link(models.Model):
    """An address people answer at: one for everybody (open), or one for one person (personal).

    Only a personal link's hash is kept; an open one's code is printed on posters and is shown again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, help_text="open, personal or voice")
    key_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token or code.")
    code = models.CharField(max_length=20, default="", blank=True, help_text="Of open links only.")
    channel = models.CharField(max_length=20, default="link")
    language = models.CharField(max_length=8, default="", blank=True)
    unit = models.ForeignKey("accounts.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    employee = models.ForeignKey("accounts.Employee", null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("customers.Contact", null=True, on_delete=models.CASCADE, related_name="+")
    attributes = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True, help_text="Personal: when its one answer was sent.")
    closed_at = models.DateTimeField(null=True)


class Draft(models.Model):
    """Answers on their way: saved as they are given, gone when they were sent or settled as partial."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    client_id = models.UUIDField(help_text="The response these answers will become.")
    version = models.ForeignKey("surveys.SurveyVersion", on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=8)
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="draft_once"),
        ]


class QuotaCount(models.Model):
    """How many complete responses count towards a quota; raised only while it is below its limit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+", db_index=False)
    quota = models.CharField(max_length=80)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "quota"], name="quota_count_once"),
        ]

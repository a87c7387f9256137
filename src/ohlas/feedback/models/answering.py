"""How people answer: addresses, answers on their way, and what a quota has counted."""

from django.db import models

from ohlas.lib.ids import new_id


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
    invitation = models.OneToOneField(
        "outreach.Invitation",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="What the link answers: one for all messages of it, made when the first of them is opened.",
    )
    weight = models.FloatField(
        null=True, help_text="Of the answer, where the chance of being asked is known."
    )
    attributes = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True, help_text="Personal: when its one answer was sent.")
    closed_at = models.DateTimeField(null=True)


class LinkOpening(models.Model):
    """How often an open link was opened on a day; programs that look at links are among them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="link_opening_once")]


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
    attributes = models.JSONField(default=dict, help_text="What the page knew, such as the arm of a test.")
    language = models.CharField(max_length=8)
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="draft_once"),
        ]


class ScoreIntent(models.Model):
    """A score clicked in a message, kept apart from answers until a person stands behind it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True, help_text="Of the message's token.")
    score = models.SmallIntegerField(null=True)
    chosen_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(
        null=True, help_text="When the page had been seen long enough, or touched."
    )
    settled_at = models.DateTimeField(
        null=True, help_text="When the score became an answer without being sent."
    )
    doubted_at = models.DateTimeField(null=True)
    doubt = models.CharField(max_length=10, default="", blank=True, help_text="head, trap or scores")

    class Meta:
        indexes = [
            models.Index(
                fields=["seen_at"],
                name="score_intent_waiting",
                condition=models.Q(seen_at__isnull=False, settled_at__isnull=True, doubted_at__isnull=True),
            ),
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

"""What asks: programmes, the budget of contacts, reasons to ask, and people chosen by hand."""

from django.db import models

from ohlas.lib.ids import new_id
from ohlas.outreach.rules import ChoosingState, ProgrammeState


class Programme(models.Model):
    """Who is asked what, when and by which channels; its settings are one document read by `rules`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    segment = models.ForeignKey(
        "customers.Segment",
        null=True,
        on_delete=models.RESTRICT,
        related_name="+",
        help_text="None: everybody.",
    )
    name = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10,
        choices=[(x.value, x.name) for x in ProgrammeState],
        default=ProgrammeState.DRAFT.value,
    )
    priority = models.PositiveSmallIntegerField(default=5, help_text="1 is asked first, 9 last.")
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    turns_on = models.DateField(null=True, help_text="The last day whose turns are in the record.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="programme_name_once"),
        ]


class PacingPolicy(models.Model):
    """An organisation's one budget of contacts per person, and rules by attribute."""

    organisation = models.OneToOneField(
        "accounts.Organisation", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    settings = models.JSONField(default=dict)
    changed_at = models.DateTimeField()


class Occasion(models.Model):
    """A reason to ask one person: an event, a turn of the rhythm, an anniversary; decided once, with why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+", db_index=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60, help_text="The event's id, the turn's number: the same comes once.")
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    details = models.JSONField(default=dict, help_text="What the event told: unit, employee, attributes.")
    is_decided = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, default="", blank=True, help_text="A SkipReason; empty: asked.")
    waited_for = models.CharField(
        max_length=20, default="", blank=True, help_text="What held it back so far."
    )
    inclusion = models.FloatField(null=True, help_text="Probability of being asked, 0–1, for weighting.")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "contact", "key"], name="occasion_once"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_at"],
                name="occasion_waiting",
                condition=models.Q(is_decided=False),
            ),
            models.Index(fields=["programme", "reason"], name="occasion_reasons"),
        ]


class Choosing(models.Model):
    """People chosen by hand for a programme, on their way to becoming occasions: how far, and how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(
        max_length=80, default="", blank=True, help_text="Of the segment, as it was called."
    )
    condition = models.JSONField(
        null=True, help_text="Of the segment, as it was; None for those named one by one."
    )
    contacts = models.JSONField(default=list, help_text="Ids of those named one by one; emptied at the end.")
    state = models.CharField(
        max_length=10,
        choices=[(x.value, x.name) for x in ChoosingState],
        default=ChoosingState.RUNNING.value,
    )
    total = models.PositiveIntegerField(help_text="People to look at, as counted at the beginning.")
    looked = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0, help_text="Those who were not chosen today before.")
    after = models.UUIDField(null=True, help_text="The last contact looked at.")
    begun_at = models.DateTimeField(help_text="Also when these occasions are due, by which they are known.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "-begun_at"], name="choosing_newest")]

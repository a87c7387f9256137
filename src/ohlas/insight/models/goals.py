"""Targets per unit, measure and period, and every change of one."""

from django.db import models

from ohlas.lib.ids import new_id


class Goal(models.Model):
    """What a figure should be when a period ends. One removed stays, so that its removal can be taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.CASCADE, null=True, related_name="+", help_text="None: everybody."
    )
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, null=True, related_name="+")
    question = models.CharField(max_length=80, blank=True, default="")
    measure = models.CharField(max_length=40)
    step = models.CharField(max_length=10, help_text="month, quarter or year")
    start = models.DateField(help_text="First day of the period.")
    about = models.CharField(max_length=200, help_text="Unit, survey and question in one text.")
    target = models.FloatField(help_text="In the measure's own unit; a share is 0 to 1.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "step", "start"], name="goals_of_a_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure", "step", "start", "about"], name="one_goal_of_a_kind"
            ),
        ]


class GoalChange(models.Model):
    """One target before and after; all changes made with one press share a batch and go back together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="changes")
    batch = models.UUIDField()
    before = models.FloatField(null=True, help_text="None: there was no goal.")
    after = models.FloatField(null=True, help_text="None: the goal was removed.")
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["organisation", "batch"], name="goal_changes_together")]

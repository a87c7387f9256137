"""Where we want to go: vision and who has read it, strategy, and the yearly look at how far we are."""

from django.conf import settings
from django.db import models

from ohlas.lib.ids import new_id


class VisionEdition(models.Model):
    """The promise and its principles; once published it never changes, a newer edition follows it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    promise = models.CharField(max_length=500)
    principles = models.JSONField(default=list, help_text="Short sentences, in order.")
    changes = models.CharField(max_length=500, blank=True, help_text="What is new in this edition.")
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_vision_of_a_number")
        ]


class ReadReceipt(models.Model):
    """A member has read this edition and said so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(VisionEdition, on_delete=models.CASCADE, related_name="receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="read_once")]


class BusinessAim(models.Model):
    """What the business wants, the root of a line of the strategy map."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")


class ExperienceAim(models.Model):
    """What customers should live through so that the business aim is met, how it is measured, and by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    business_aim = models.ForeignKey(BusinessAim, on_delete=models.CASCADE, related_name="aims")
    title = models.CharField(max_length=200)
    measure = models.CharField(max_length=20, blank=True)
    question = models.CharField(
        max_length=80, blank=True, help_text="Only this question, where one is meant."
    )
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_employee = models.ForeignKey(
        "accounts.Employee", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner_user__isnull=True) | models.Q(owner_employee__isnull=True),
                name="an_aim_has_one_owner",
            )
        ]


class SelfCheck(models.Model):
    """The yearly look at how mature our work with customer experience is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_self_check_a_year")]


class SelfCheckAnswer(models.Model):
    """One person's levels, 1 to 5 per statement; what was left open is not among them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    check_of = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    levels = models.JSONField(default=dict)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_of", "user"], name="one_self_check_a_person")]

"""What spares people: contacts that count in their budget, and who is to be left alone."""

from django.db import models

from ohlas.lib.ids import new_id
from ohlas.outreach.models.programmes import Programme
from ohlas.outreach.rules import TouchKind


class Touch(models.Model):
    """A contact that counts in a person's budget: an invitation sent, an offer or newsletter told by API."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey(
        "customers.Contact", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(x.value, x.name) for x in TouchKind])
    programme = models.ForeignKey(
        Programme, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    client_id = models.CharField(max_length=120, help_text="The invitation's id, or the teller's own.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="touch_once"),
        ]
        indexes = [models.Index(fields=["contact", "at"], name="touch_of_contact")]


class Hold(models.Model):
    """A person who is to be left alone until a day, because somebody asked so: a complaint, an open case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=60)
    until = models.DateTimeField(null=True, help_text="None: until it is lifted.")
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

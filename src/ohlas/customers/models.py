"""Whom we serve: contacts and the keys other systems know them by."""

from django.db import models

from ohlas.lib.ids import new_id


class Contact(models.Model):
    """A customer; facts know only this row's id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=160, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=32, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    attributes = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, db_index=True, help_text="The import that brought it, for undo.")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="contact_recent")]


class ContactKey(models.Model):
    """How one source (an e-shop, a till, a file) names a contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="keys")
    source = models.CharField(max_length=60)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "key"], name="contact_key_once"),
        ]

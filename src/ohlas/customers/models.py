"""Whom we serve: contacts and the keys other systems know them by."""

from django.db import models

from ohlas.customers.rules import (
    NUMBER_COLUMNS,
    TEXT_COLUMNS,
    AttributeKind,
    Channel,
    EventKind,
    IdentityKind,
    Purpose,
)
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
    address = models.CharField(max_length=8, blank=True, default="", help_text="formal or informal.")
    gender = models.CharField(max_length=1, blank=True, default="", help_text="f or m, only to inflect.")
    vocative = models.CharField(max_length=160, blank=True, default="", help_text="As the name is said.")
    is_guess = models.BooleanField(default=True, help_text="Gender and vocative were not set by a person.")
    zone = models.CharField(max_length=64, blank=True, default="")
    company = models.CharField(max_length=120, blank=True, default="")
    position = models.CharField(max_length=120, blank=True, default="")
    attributes = models.JSONField(default=dict)
    consents = models.IntegerField(default=0, help_text="What holds now, by `consent_bit`; from the ledger.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, help_text="How old what we know is, against older files.")
    by_hand = models.JSONField(default=list, help_text="Fields that staff set: an import leaves them alone.")
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        help_text="The card that speaks for this person now; this one is kept for what hangs on it.",
    )
    batch_id = models.UUIDField(null=True, db_index=True, help_text="The import that brought it, for undo.")
    # Declared attributes once more, typed, in the columns `ContactAttribute.column` names: segments count by
    # one narrow index over them, where reading JSON of a million rows takes seconds.
    t1 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t2 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t3 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t4 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t5 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t6 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t7 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    t8 = models.CharField(max_length=60, null=True)  # noqa: DJ001 - null is unknown
    n1 = models.FloatField(null=True)
    n2 = models.FloatField(null=True)
    n3 = models.FloatField(null=True)
    n4 = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="contact_recent"),
            models.Index(
                fields=["merged_into"], name="contact_merged", condition=models.Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=[
                    "organisation",
                    "consents",
                    "language",
                    "gender",
                    *TEXT_COLUMNS,
                    *NUMBER_COLUMNS,
                    "merged_into",
                    "id",
                ],
                name="contact_segments",
            ),
            # One asked-for value is counted by a seek instead of a walk over everybody; columns that are
            # not declared cost nothing.
            *(
                models.Index(
                    fields=["organisation", column, "merged_into"],
                    name=f"contact_{column}",
                    condition=models.Q(**{f"{column}__isnull": False}),
                )
                for column in TEXT_COLUMNS
            ),
        ]


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


class ContactIdentity(models.Model):
    """Where a contact is reached: one address or number belongs to one contact of an organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=8, choices=[(x.value, x.name) for x in IdentityKind])
    value = models.CharField(max_length=254, help_text="In its one spelling: lower case, E.164.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "value"], name="contact_identity_once"),
        ]


class ContactAttribute(models.Model):
    """A declared attribute of contacts: its kind, and the column of `Contact` that segments read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=[(x.value, x.name) for x in AttributeKind])
    column = models.CharField(max_length=2)
    is_fact = models.BooleanField(default=False, help_text="New answers carry it into the figures.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="contact_attribute_once"),
            models.UniqueConstraint(fields=["organisation", "column"], name="contact_column_once"),
        ]


class Consent(models.Model):
    """One entry of the ledger: granted or withdrawn, with the text agreed to and its proof; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consent_entries")
    purpose = models.CharField(max_length=12, choices=[(x.value, x.name) for x in Purpose])
    channel = models.CharField(max_length=8, choices=[(x.value, x.name) for x in Channel])
    is_granted = models.BooleanField()
    text_version = models.CharField(max_length=60, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True, default="", help_text="Where and how it was given.")
    at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, help_text="The import that said so, for undo.")


class Suppression(models.Model):
    """A person who wants no more messages: only a keyed hash, so it outlives an erasure and any import."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=[(x.value, x.name) for x in Channel])
    purpose = models.CharField(max_length=12, choices=[(x.value, x.name) for x in Purpose])
    reason = models.CharField(max_length=120, blank=True, default="", help_text="Never an address.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest", "channel", "purpose"], name="suppressed_once"
            ),
        ]


class ContactEvent(models.Model):
    """Something that happened to a contact: a purchase, a delivery; programmes start from it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16, choices=[(x.value, x.name) for x in EventKind])
    at = models.DateTimeField()
    client_id = models.CharField(max_length=120, help_text="The sender's own id: the same event comes once.")
    details = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True, help_text="The import that brought it, for undo.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="contact_event_once"),
        ]
        indexes = [
            models.Index(
                fields=["batch_id"], name="contact_event_batch", condition=models.Q(batch_id__isnull=False)
            ),
            models.Index(fields=["organisation", "kind", "at", "contact"], name="contact_event_when"),
        ]


class Segment(models.Model):
    """Contacts chosen by a saved condition, counted whenever somebody looks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(max_length=80)
    condition = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="segment_name_once"),
        ]


class ContactImport(models.Model):
    """A table of contacts taken in; `undone_at` says that it was taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="contact_import_recent")]


class ContactChange(models.Model):
    """What an import changed in a contact that was here before: each field's value before and after."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact_import = models.ForeignKey(ContactImport, on_delete=models.CASCADE, related_name="changes")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact_import", "contact"], name="contact_change_once"),
        ]


class ContactMerge(models.Model):
    """Two cards that were one person: what moved to the card that was kept, so that it can go back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(help_text="Ids of identities, keys, consents and events that moved.")
    before = models.JSONField(help_text="Fields of the kept card that changed, as they were.")
    after = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

"""How answers, contacts and events move in: one row per uploaded file, from upload to undo."""

from django.db import models

from ohlas.lib.ids import new_id


class Import(models.Model):
    """A file on its way in: uploaded, checked, running, done, failed or undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, default="answers", help_text="answers, contacts or events.")
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, help_text="Path below OHLAS_HOME/files.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    shape = models.CharField(
        max_length=64, default="", blank=True, help_text="SHA-256 of the headings: what another file shares."
    )
    size = models.BigIntegerField()
    state = models.CharField(max_length=12, default="uploaded")
    reading = models.JSONField(
        default=dict, help_text="Guesses overruled: encoding, delimiter, sheet, has_header."
    )
    findings = models.JSONField(default=dict, help_text="What was guessed about the file.")
    mapping = models.JSONField(default=dict, help_text="What the user said each column means.")
    batch = models.ForeignKey("feedback.Batch", null=True, on_delete=models.SET_NULL, related_name="+")
    contact_import = models.ForeignKey(
        "customers.ContactImport", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rows_total = models.BigIntegerField(null=True)
    rows_read = models.BigIntegerField(default=0)
    rows_stored = models.BigIntegerField(default=0)
    rows_known = models.BigIntegerField(default=0, help_text="Already here from an earlier import.")
    rows_merged = models.BigIntegerField(default=0, help_text="Laid on a contact that was there and changed.")
    rows_lost = models.BigIntegerField(default=0)
    losses_size = models.BigIntegerField(default=0, help_text="Bytes of the loss report that are committed.")
    version_id = models.UUIDField(null=True, help_text="The survey version its answers belong to.")
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="import_recent"),
            models.Index(fields=["organisation", "shape"], name="import_shape"),
        ]

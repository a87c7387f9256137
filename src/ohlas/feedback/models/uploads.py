"""Files that came with answers."""

from django.db import models

from ohlas.lib.ids import new_id


class Upload(models.Model):
    """A file a respondent sent; it belongs to the draft, then the response, of the same client id.

    No key leads to the response: a file comes first, and many responses are removed at once without looking.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    client_id = models.UUIDField(help_text="Of the response whose answers name this file.")
    question = models.CharField(max_length=200)
    name = models.CharField(max_length=120, help_text="As sent, made harmless; only shown.")
    media = models.CharField(max_length=40, help_text="By its bytes.")
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=64, help_text="Below OHLAS_HOME/files/answers/<organisation>/.")
    created_at = models.DateTimeField()
    is_answer = models.BooleanField(default=False, help_text="Found in a stored response by the sweep.")

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "client_id"], name="upload_of_response"),
            models.Index(fields=["created_at"], name="upload_unsettled", condition=models.Q(is_answer=False)),
        ]

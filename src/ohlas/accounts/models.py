"""Who works here: organisations, units, employees, users, keys, and the record of their deeds."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ohlas.accounts.rules import LineOfBusiness, Role, UnitKind
from ohlas.lib.ids import new_id


class Organisation(models.Model):
    """A tenant: every other row belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, default="Europe/Prague", help_text="IANA time zone.")
    languages = models.JSONField(
        default=list, help_text="Languages customers are addressed in, first is default."
    )
    line_of_business = models.CharField(
        max_length=20, choices=[(x.value, x.name) for x in LineOfBusiness], default=LineOfBusiness.SHOP.value
    )
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Unit(models.Model):
    """A branch, department or region; the tree may change, so each row has validity dates."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="children")
    kind = models.CharField(
        max_length=20, choices=[(x.value, x.name) for x in UnitKind], default=UnitKind.BRANCH.value
    )
    code = models.CharField(max_length=60, help_text="The organisation's own code; imports match on it.")
    name = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="First day it no longer exists.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="unit_code_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]


class UnitPlacement(models.Model):
    """Where a unit stood in the tree before it moved; its place today is `Unit.parent`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(help_text="First day it stood elsewhere.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_to"], name="one_place_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="placement_ends_after_it_begins",
            ),
        ]


class Employee(models.Model):
    """A person customers may have met; need not be a user."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="employees")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.SET_NULL, related_name="employees")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    position = models.CharField(max_length=120, blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="employee_code_once"),
        ]


class UserQuerySet(BaseUserManager["User"]):
    """Finds users by e-mail, in any letter case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in; what they may do follows from memberships."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserQuerySet()


class Membership(models.Model):
    """A user's role in an organisation, for the whole of it or one branch of the tree."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(x.value, x.name) for x in Role])
    scope = models.ForeignKey(Unit, null=True, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, help_text="Empty while the invitation waits for an answer.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_per_organisation"),
        ]


class ApiKey(models.Model):
    """A program's key: only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16, help_text="Shown, so that a person can tell keys apart.")
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list, help_text="Permission values.")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)


class SignInLink(models.Model):
    """A link that signs one user in once; only the token's hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, default="sign-in")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class AuditEntry(models.Model):
    """A deed, who did it and to what; ids only. The relay numbers and chains entries in order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    deed = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    number = models.PositiveBigIntegerField(null=True)
    hash = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_number_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-at"], name="audit_recent"),
            models.Index(fields=["at"], name="audit_unsealed", condition=models.Q(number__isnull=True)),
        ]


class AuditHead(models.Model):
    """Where an organisation's audit chain ends, so that rows cut off its end are missed too."""

    chain = models.UUIDField(
        primary_key=True, help_text="The organisation's id; all zeros for the installation."
    )
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="", blank=True)

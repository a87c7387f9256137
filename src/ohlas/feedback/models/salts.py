"""What makes the devices of one day comparable, and those of two days not."""

from django.db import models


class DeviceSalt(models.Model):
    """A day's random salt. Once it is deleted nobody can tell which device a mark stands for, we included."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

"""Bytes that were uploaded, whatever they belong to."""

from django.db import models


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256, re-served inert and only to those who may see them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]

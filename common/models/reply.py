"""Answers kept, so that a request sent twice is answered twice and done once."""

from django.db import models


class Reply(models.Model):
    """What one person's request under one key was answered; swept after some days."""

    person_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    answer = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "key"], name="reply_once")]
        indexes = [models.Index(fields=["made_at"], name="reply_made_at")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"

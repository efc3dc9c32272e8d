from common.models.audit import AuditPerson, AuditRecord, AuditSeal
from common.models.file import StoredFile
from common.models.holiday import Holiday
from common.models.reply import Reply

__all__ = ["AuditPerson", "AuditRecord", "AuditSeal", "Holiday", "Reply", "StoredFile"]

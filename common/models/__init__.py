from common.models.audit import AuditPerson, AuditRecord, AuditSeal
from common.models.holiday import Holiday

__all__ = ["AuditPerson", "AuditRecord", "AuditSeal", "Holiday"]

from .campaign import Campaign, Confirmation, Definition, LifecycleAct
from .document import CampaignDocument, DocumentReceipt, PersonInCharge
from .office import BlockOffice
from .participation import Block, Flag, Participation, ParticipationAct
from .phase import Phase
from .stage import StageDates, StageExtension

__all__ = [
    "Block",
    "BlockOffice",
    "Campaign",
    "CampaignDocument",
    "Confirmation",
    "Definition",
    "DocumentReceipt",
    "Flag",
    "LifecycleAct",
    "Participation",
    "ParticipationAct",
    "PersonInCharge",
    "Phase",
    "StageDates",
    "StageExtension",
]

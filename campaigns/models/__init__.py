from .campaign import Campaign, Confirmation, Definition, LifecycleAct
from .document import CampaignDocument, DocumentReceipt, PersonInCharge
from .office import BlockOffice
from .participation import Block, Flag, Participation, ParticipationAct
from .phase import Phase
from .registration import (
    RegisteredItem,
    RegisteredWork,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationVersion,
)
from .stage import StageDates, StageExtension
from .sub_launch import SubCount, SubLaunch, SubMark, SubParticipation, SubUnit
from .work import Work, WorkNote

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
    "RegisteredItem",
    "RegisteredWork",
    "Registration",
    "RegistrationAct",
    "RegistrationCall",
    "RegistrationVersion",
    "SubCount",
    "SubLaunch",
    "SubMark",
    "SubParticipation",
    "SubUnit",
    "Work",
    "WorkNote",
]

from .campaign import Campaign, Confirmation, Definition, LifecycleAct
from .participation import Block, Flag, Participation, ParticipationAct
from .phase import Phase

__all__ = [
    "Block",
    "Campaign",
    "Confirmation",
    "Definition",
    "Flag",
    "LifecycleAct",
    "Participation",
    "ParticipationAct",
    "Phase",
]

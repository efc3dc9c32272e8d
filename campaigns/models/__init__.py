from .campaign import Campaign, Confirmation, Definition, LifecycleAct
from .participation import Block, Participation, ParticipationAct
from .phase import Phase

__all__ = [
    "Block",
    "Campaign",
    "Confirmation",
    "Definition",
    "LifecycleAct",
    "Participation",
    "ParticipationAct",
    "Phase",
]

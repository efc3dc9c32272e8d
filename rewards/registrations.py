"""What this app adds to the registries of the apps below it; loaded once when Django is ready."""

from campaigns import debts
from rewards.queries.debts import ballots_owed, documents_to_receive, meetings_ahead, peers_owed

debts.register(peers_owed)
debts.register(ballots_owed)
debts.register(documents_to_receive)
debts.register_next(meetings_ahead)

"""Where higher apps add what the register of people must not import.

``on_reach``   asked which units take part in what a unit organises: their first accounts its managers may open.
``on_office``  asked which units organise or appraise: nobody outside looks after their people.
"""

from collections.abc import Callable

from django.db.models import Q

from common.hooks import Hooks

# (id of the organising unit) -> Q on Unit
reach_hooks: Hooks[Callable[[int], Q]] = Hooks()
# () -> Q on Unit
office_hooks: Hooks[Callable[[], Q]] = Hooks()

on_reach = reach_hooks.add
on_office = office_hooks.add

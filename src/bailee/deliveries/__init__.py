"""How a notice reaches people: by e-mail, by post, in person, on a wall, on a page; and what came back.

    Means      e-mail, post          one delivery a person; a poster and a page reach whoever comes by
    Act        queued, printed, sent, came back, handed over …: what happened to one delivery, appended
    Standing   what these acts come to

All of it is functions of what they are given: who is sent what, and when, is decided in `operations`.
"""

from bailee.deliveries.acts import Act, Means, Reason, Standing, says, standing_after

__all__ = ["Act", "Means", "Reason", "Standing", "says", "standing_after"]

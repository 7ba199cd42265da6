"""``yanxiu serve``: the app and the verbs over SSH, one process and one pseudo-terminal per person.

The listener imports everything once, accepts, and forks at every connection; it never parses a byte from the network.
The connection's process speaks SSH, and forks once more for the app or verb. Nothing here is imported by anything else.
"""

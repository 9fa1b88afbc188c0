"""A bank to test against: it keeps books of its own, and tells of them as badly as it is asked to.

It speaks to the service as any bank gateway does and knows nothing else of it. What it truly did
stands in its books and on its statement; what it says may be lost, late, repeated, out of order or
false. Everything follows from a seed and the reference of an order, so that a day can be played again.
"""

"""The audit log: one RFC 6962 Merkle tree per deployment, appended inside the business transaction.

`canonical` and `disclosure` say how things are written, `entry` what an entry holds, `merkle` how
entries become a tree, `append` and `read` how the tree meets the database, `verify` whether it all
still holds (design.md §6, reliability.md §2).
"""

"""The programmes: one module is one programme, and nothing else stands here."""

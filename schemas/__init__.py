"""What crosses the wire: how it is written, what is refused, and how the refusal reads."""

"""What the house decides: pure rules, handed every fact, touching nothing (design: decide, speak, wire)."""

"""What leaves for the bank: instruction files, made from rows that were written before."""

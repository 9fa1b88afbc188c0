"""What this service sends to other people's servers, and where it may go."""

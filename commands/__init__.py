"""What the program does from the command line, without a window."""

"""The bot as a process that dies: at chosen points, at random ones, and when it is told to stop."""

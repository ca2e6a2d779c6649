"""The preview of changes that are offered, for the user to accept one by one."""

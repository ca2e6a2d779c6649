"""The dialog 规则设置: how an office wants the rules applied, and the file that keeps it."""

"""The dialog 备份: earlier versions of a file, to look at, to open and to restore."""

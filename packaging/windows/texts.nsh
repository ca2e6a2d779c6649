; What the installer says, in Chinese and English.
!macro TEXT NAME CHINESE ENGLISH
    LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
    LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!define Text "!insertmacro TEXT"

${Text} Product "绩目" "Jimu"
${Text} Book "绩效目标表" "Performance targets"
${Text} Start "启动绩目" "Start Jimu"
${Text} OpenWithJimu "用绩目打开" "Open with Jimu"

${Text} Program "绩目程序" "Jimu"
${Text} StartMenu "开始菜单快捷方式" "Start menu entry"
${Text} Desktop "桌面快捷方式" "Desktop shortcut"
${Text} OpenWith "右键菜单和“打开方式”" "Context menu and “Open with”"
${Text} AboutProgram "程序、示例和使用手册。只为当前用户安装，不需要管理员权限。" "The program, samples and the manual, for the current user; no administrator rights needed."
${Text} AboutStartMenu "从开始菜单启动绩目。" "Start Jimu from the start menu."
${Text} AboutDesktop "从桌面启动绩目。" "Start Jimu from the desktop."
${Text} AboutOpenWith "在 Excel 文件（.xlsx）和文本文件（.txt）上单击右键，可以选“用绩目打开”。双击时仍由原来的程序打开。" "Offers Jimu in the context menu of .xlsx and .txt files. A double click goes on opening them as before."

${Text} Running "绩目正在运行，或者它的文件无法写入。请保存并关闭绩目的所有窗口，然后重试。" "Jimu is running, or its files cannot be written. Please save, close all windows of Jimu and try again."
${Text} OldWindows "绩目需要 Windows 10 的 1809 版或更高版本，这台电脑的 Windows 版本太低。" "Jimu needs Windows 10, version 1809, or later. The Windows of this computer is too old."
${Text} Windows32 "绩目需要 64 位的 Windows，这台电脑的 Windows 是 32 位的。" "Jimu needs 64-bit Windows. The Windows of this computer is a 32-bit one."
${Text} Foreign "这个文件夹里有另一个程序的文件，绩目不能安装在里面：$INSTDIR" "This folder holds files of another program, so Jimu cannot be installed there: $INSTDIR"
${Text} RemoveSettings "程序已经卸载。是否把您的设置、最近打开的文件列表、规则设置、指标库、文件的备份、恢复记录和日志也一并删除？$\n$\n选“否”予以保留，以后重新安装时继续使用。您自己的文件不会受影响。" "Jimu has been removed. Remove your settings, the list of recent files, rule settings, the indicator library, backups of files, recovery records and logs, too?$\n$\n“No” keeps them for a later installation. Your own files are not touched."

; The installer: for the user who starts it, without administrator rights.
; Defines it needs: VERSION, FOUR_NUMBERS, PAYLOAD (the frozen folder), SIZE (its size in KB), MAKERS, LICENCE, ICON,
; SIDE (a picture), SETUP.
;
; For those who call it by a script: /S installs without a question, /D=FOLDER (last, without quotation marks) elsewhere,
; /DESKTOP=0 without a shortcut there, /OPENWITH=0 without entries for .xlsx and .txt.
; Exit codes beside NSIS's own (0 done, 1 the user stopped it, 2 it failed):
!define RUNS 3 ; the program is running, or its files cannot be written
!define TOO_OLD 4 ; this Windows cannot run the program
!define FOREIGN 5 ; the folder holds another program

Unicode true
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
!ifdef QUICK ; for a setup that is only tried
    SetCompressor zlib
!else
    SetCompressor /SOLID lzma
    SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include x64.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Jimu"
!define CLASSES "Software\Classes"

Name "$(Product)"
OutFile "${SETUP}"
InstallDir "$LOCALAPPDATA\Programs\Jimu"
InstallDirRegKey HKCU "${UNINSTALL}" InstallLocation
BrandingText "${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\jimu.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(Start)"
; Few pages, so that two clicks install. Who wants another folder calls it with /D=.
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; NSIS takes the language of the user's Windows, and the first one where it does not have that.
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English
!include texts.nsh

VIProductVersion "${FOUR_NUMBERS}"
!macro VERSION_TEXTS LANGUAGE
    VIAddVersionKey /LANG=${LANGUAGE} ProductName "绩目"
    VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
    VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
    VIAddVersionKey /LANG=${LANGUAGE} CompanyName "${MAKERS}"
    VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "${MAKERS}"
!macroend
!insertmacro VERSION_TEXTS ${LANG_SIMPCHINESE}
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} FileDescription "绩目安装程序"
!insertmacro VERSION_TEXTS ${LANG_ENGLISH}
VIAddVersionKey /LANG=${LANG_ENGLISH} FileDescription "Jimu Setup"

; Say why and stop. With /S nobody is asked, and the exit code says it.
!macro REFUSE TEXT CODE
    MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
    SetErrorLevel ${CODE}
    Quit
!macroend
!define Refuse "!insertmacro REFUSE"

; Windows lets nobody write to a program that is running.
!macro REFUSE_WHILE_RUNNING
    ${If} ${FileExists} "$INSTDIR\jimu.exe"
        ClearErrors
        FileOpen $0 "$INSTDIR\jimu.exe" a
        ${If} ${Errors}
            ${Refuse} "$(Running)" ${RUNS}
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

!macro REMOVE_ASIDE
    RMDir /r "$INSTDIR\_internal.old"
    Delete "$INSTDIR\jimu.exe.old"
!macroend

!macro TELL_THE_SHELL ; that "Open with" has changed
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "$(Program)" SectionProgram
    SectionIn RO
    !insertmacro REFUSE_WHILE_RUNNING
    ; What an earlier version left is put aside, so that nothing of it mixes with the new one and comes back if this fails.
    !insertmacro REMOVE_ASIDE
    ${If} ${FileExists} "$INSTDIR\_internal"
        ClearErrors
        Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
        ${If} ${Errors}
            ${Refuse} "$(Running)" ${RUNS}
        ${EndIf}
        Rename "$INSTDIR\jimu.exe" "$INSTDIR\jimu.exe.old"
    ${EndIf}
    SetOutPath "$INSTDIR"
    File "${PAYLOAD}/jimu.exe" ; first, for by it a folder is known as the program's
    SetOutPath "$INSTDIR\_internal"
    File /r "${PAYLOAD}/_internal/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    !insertmacro REMOVE_ASIDE
    SetOutPath "$INSTDIR" ; where shortcuts start the program

    WriteRegStr HKCU "${UNINSTALL}" DisplayName "$(Product)"
    WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\jimu.exe"
    WriteRegStr HKCU "${UNINSTALL}" Publisher "${MAKERS}"
    WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" EstimatedSize ${SIZE}
    WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
    WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
SectionEnd

Section "$(StartMenu)" SectionStartMenu
    CreateShortcut "$SMPROGRAMS\$(Product).lnk" "$INSTDIR\jimu.exe"
SectionEnd

Section "$(Desktop)" SectionDesktop
    CreateShortcut "$DESKTOP\$(Product).lnk" "$INSTDIR\jimu.exe"
SectionEnd

; Listed under "Open with" and in the context menu; what a double click opens stays as it is.
!macro OFFER ENDING
    WriteRegStr HKCU "${CLASSES}\Applications\jimu.exe\SupportedTypes" "${ENDING}" ""
    WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "Jimu.Book" ""
    WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\${ENDING}\shell\Jimu" "" "$(OpenWithJimu)"
    WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\${ENDING}\shell\Jimu" "Icon" "$INSTDIR\jimu.exe"
    WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\${ENDING}\shell\Jimu\command" "" '"$INSTDIR\jimu.exe" "%1"'
!macroend

!macro WITHDRAW ENDING
    DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "Jimu.Book"
    DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
    DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
    DeleteRegKey HKCU "${CLASSES}\SystemFileAssociations\${ENDING}\shell\Jimu"
    DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\${ENDING}\shell"
    DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\${ENDING}"
!macroend

Section "$(OpenWith)" SectionOpenWith
    WriteRegStr HKCU "${CLASSES}\Applications\jimu.exe" "FriendlyAppName" "$(Product)"
    WriteRegStr HKCU "${CLASSES}\Applications\jimu.exe\shell\open\command" "" '"$INSTDIR\jimu.exe" "%1"'
    WriteRegStr HKCU "${CLASSES}\Jimu.Book" "" "$(Book)"
    WriteRegStr HKCU "${CLASSES}\Jimu.Book\DefaultIcon" "" "$INSTDIR\jimu.exe,0"
    WriteRegStr HKCU "${CLASSES}\Jimu.Book\shell\open\command" "" '"$INSTDIR\jimu.exe" "%1"'
    !insertmacro OFFER ".xlsx"
    !insertmacro OFFER ".txt"
    !insertmacro TELL_THE_SHELL
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} "$(AboutProgram)"
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionStartMenu} "$(AboutStartMenu)"
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionDesktop} "$(AboutDesktop)"
    !insertmacro MUI_DESCRIPTION_TEXT ${SectionOpenWith} "$(AboutOpenWith)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
    ${IfNot} ${AtLeastBuild} 17763
        ${Refuse} "$(OldWindows)" ${TOO_OLD}
    ${EndIf}
    ${IfNot} ${RunningX64}
        ${Refuse} "$(Windows32)" ${TOO_OLD}
    ${EndIf}
    ; Windows 10 on ARM runs no 64-bit programs made for Intel; Windows 11 does.
    ${If} ${IsNativeARM64}
    ${AndIfNot} ${AtLeastBuild} 22000
        ${Refuse} "$(OldWindows)" ${TOO_OLD}
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\_internal"
    ${AndIfNot} ${FileExists} "$INSTDIR\jimu.exe"
        ${Refuse} "$(Foreign)" ${FOREIGN}
    ${EndIf}
    !insertmacro REFUSE_WHILE_RUNNING
    Call ChooseAsBefore
FunctionEnd

; An upgrade brings back nothing that the user has taken away since.
Function ChooseAsBefore
    ${If} ${FileExists} "$INSTDIR\uninstall.exe"
        ${IfNot} ${FileExists} "$DESKTOP\$(Product).lnk"
            !insertmacro UnselectSection ${SectionDesktop}
        ${EndIf}
        ${IfNot} ${FileExists} "$SMPROGRAMS\$(Product).lnk"
            !insertmacro UnselectSection ${SectionStartMenu}
        ${EndIf}
        ReadRegStr $0 HKCU "${CLASSES}\Jimu.Book" ""
        ${If} $0 == ""
            !insertmacro UnselectSection ${SectionOpenWith}
        ${EndIf}
    ${EndIf}
    ${GetParameters} $1
    ${GetOptions} $1 "/DESKTOP=" $0
    ${If} $0 == "0"
        !insertmacro UnselectSection ${SectionDesktop}
    ${EndIf}
    ${GetOptions} $1 "/OPENWITH=" $0
    ${If} $0 == "0"
        !insertmacro UnselectSection ${SectionOpenWith}
    ${EndIf}
FunctionEnd

Function .onInstFailed
    ${If} ${FileExists} "$INSTDIR\_internal.old"
        RMDir /r "$INSTDIR\_internal"
        Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
        Delete "$INSTDIR\jimu.exe"
        Rename "$INSTDIR\jimu.exe.old" "$INSTDIR\jimu.exe"
    ${EndIf}
FunctionEnd

Function un.onInit
    !insertmacro REFUSE_WHILE_RUNNING
FunctionEnd

Section Uninstall
    ; The program's own folder is removed as a whole; what lies beside it belongs to someone else.
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\jimu.exe"
    Delete "$INSTDIR\uninstall.exe"
    SetOutPath "$TEMP" ; nobody can remove the folder that he stands in
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\$(Product).lnk"
    Delete "$DESKTOP\$(Product).lnk"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "${CLASSES}\Applications\jimu.exe"
    DeleteRegKey HKCU "${CLASSES}\Jimu.Book"
    !insertmacro WITHDRAW ".xlsx"
    !insertmacro WITHDRAW ".txt"
    !insertmacro TELL_THE_SHELL
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(RemoveSettings)" /SD IDNO IDNO keep
    Delete "$APPDATA\Jimu\jimu.ini"
    Delete "$APPDATA\Jimu\jimu.ini.lock"
    RMDir "$APPDATA\Jimu"
    RMDir /r "$LOCALAPPDATA\Jimu\jimu"
    RMDir "$LOCALAPPDATA\Jimu"
    keep:
SectionEnd

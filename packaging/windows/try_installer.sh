#!/usr/bin/env bash
# Inside the Debian root, in Wine and on a screen: install, use, upgrade and remove the program as an office would.
# Usage: try_installer.sh SETUP OLDER_SETUP OLDER_VERSION VERSION OUT
# OUT gets the files of the installed program's self-check, pictures, and what remained. A line for each thing tried;
# exit code 1 if one of them went wrong.
set -uo pipefail
setup=$1 older_setup=$2 older_version=$3 version=$4 out=$5
home=$(find "$WINEPREFIX/drive_c/users" -mindepth 1 -maxdepth 1 ! -name Public | head -n 1)
local_data=$home/AppData/Local
roaming=$home/AppData/Roaming
program=$local_data/Programs/Jimu
settings=$roaming/Jimu/jimu.ini
uninstall_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Jimu'
classes='HKCU\Software\Classes'
failed=0

check() {  # check SENTENCE COMMAND…
    local begun=$SECONDS word=ok
    "${@:2}" || { word=WRONG; failed=1; }
    printf '%-6s %3d s  %s\n' "$word" $((SECONDS - begun)) "$1"
}
exits() {  # exits CODE COMMAND…
    timeout 300 "${@:2}" > /dev/null 2>&1 < /dev/null
    local code=$?
    [ $code -eq "$1" ] || { echo "        exit code $code instead of $1: ${*:2}"; return 1; }
}
no() { ! "$@"; }
within() {  # within SECONDS COMMAND…
    local end=$((SECONDS + $1))
    until "${@:2}"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.5
    done
}
windows_path() { winepath -w "$1" 2> /dev/null; }
# said KEY NAME, with an empty name for the key's own text: what the registry holds there, or nothing.
said() { wine reg query "$1" $([ -n "$2" ] && echo /v "$2" || echo /ve) 2> /dev/null | iconv -f CP936 | tr -d '\r'; }
registered() { said "$1" "$2" | grep -qF -- "$3"; }  # registered KEY NAME PART_OF_THE_TEXT
has_key() { wine reg query "$1" > /dev/null 2>&1; }
# has_ended: tells the program to close its windows; taskkill says 128 when there is no such program any more.
has_ended() { wine taskkill /IM jimu.exe > /dev/null 2>&1; [ $? -eq 128 ]; }
shows_window() { xdotool search --onlyvisible --name "$1" > /dev/null 2>&1; }
picture() { import -window root "$out/$1"; }
ended() { ! kill -0 "$1" 2> /dev/null; }
# What lies in the user's folders, but for what Wine itself writes there.
everything() { (cd "$WINEPREFIX/drive_c" && find users ProgramData -type f -o -type l | grep -v '/Temp/' | sort); }
is_gone() { [ ! -e "$program" ]; }

mkdir -p "$out"
before=$(everything)

echo "-- Windows 8.1"
wine reg add 'HKCU\Software\Wine' /v Version /d win81 /f > /dev/null 2>&1
check "refuses an older Windows (exit code 4)" exits 4 wine "$setup" /S
check "and has installed nothing" is_gone
wine reg delete 'HKCU\Software\Wine' /v Version /f > /dev/null 2>&1

echo "-- first installation, of version $older_version, silent"
check "installs (exit code 0)" exits 0 wine "$older_setup" /S
check "the program is there" test -f "$program/jimu.exe"
check "start menu entry" test -f "$roaming/Microsoft/Windows/Start Menu/Programs/绩目.lnk"
check "desktop shortcut" test -f "$home/Desktop/绩目.lnk"
check "listed with its version" registered "$uninstall_key" DisplayVersion "$older_version"
check "listed with its name" registered "$uninstall_key" DisplayName 绩目
check "listed with its size" registered "$uninstall_key" EstimatedSize 0x1
check "offered for .xlsx" registered "$classes\\.xlsx\\OpenWithProgids" Jimu.Book REG_SZ
check "and by its own kind of file" registered "$classes\\Jimu.Book" '' 绩效目标表
check "no double click stolen: .xlsx" no registered "$classes\\.xlsx" '' Jimu
check "no double click stolen: .txt" no registered "$classes\\.txt" '' Jimu
check "context menu of .txt" registered "$classes\\SystemFileAssociations\\.txt\\shell\\Jimu" '' 用绩目打开

echo "-- in use"
books="$home/Documents/绩效 目标 2026"
mkdir -p "$books"
cp "$(find "$program/_internal/resources/samples" -name '*.txt' | sort | head -n 1)" "$books/套表 一.txt"
wine "$program/jimu.exe" "$(windows_path "$books/套表 一.txt")" > "$out/window.log" 2>&1 < /dev/null &
running=$!
check "opens a file with Chinese letters and blanks in its path" within 60 shows_window "套表 一"
sleep 3
picture window.png
check "refuses to be installed over while it runs (exit code 3)" exits 3 wine "$setup" /S
check "refuses to be removed while it runs (exit code 3)" \
    exits 3 wine "$program/uninstall.exe" /S "_?=$(windows_path "$program")"
check "and still runs" shows_window "套表 一"
wine taskkill /IM jimu.exe > /dev/null 2>&1
check "closes when asked to" within 30 ended "$running"
kill -9 "$running" 2> /dev/null
wait "$running"
check "and ends well (exit code $?)" test $? -eq 0
check "has kept settings" test -s "$settings"
check "has kept the recent file" grep -q "recent_files=.*套表 一.txt" "$settings"
cp "$settings" "$out/settings-before.ini"

echo "-- upgrade to $version"
rm "$home/Desktop/绩目.lnk"
check "the older version's file is there" test -f "$program/_internal/stale.txt"
check "installs (exit code 0)" exits 0 wine "$setup" /S
check "listed with the new version" registered "$uninstall_key" DisplayVersion "$version"
check "the older version's file is gone" test ! -e "$program/_internal/stale.txt"
check "nothing was left aside" no compgen -G "$program/*.old"
check "settings and recent files are the same" cmp -s "$settings" "$out/settings-before.ini"
check "the removed desktop shortcut stays away" test ! -e "$home/Desktop/绩目.lnk"
check "self-check of the installed program (exit code 0)" \
    exits 0 wine "$program/jimu.exe" self-check "$(windows_path "$out")\\windows"

echo "-- removal, silent"
wine "$program/uninstall.exe" /S > /dev/null 2>&1 < /dev/null
check "the program is gone" within 60 is_gone
check "no longer listed" no has_key "$uninstall_key"
check "no longer offered" no has_key "$classes\\Jimu.Book"
check "no key left under .xlsx" no has_key "$classes\\.xlsx"
check "no context menu left" no has_key "$classes\\SystemFileAssociations\\.txt\\shell\\Jimu"
comm -13 <(echo "$before") <(everything) | grep -v "/Documents/" > "$out/remained.txt"
echo "        remained:"
sed 's/^/        /' "$out/remained.txt"
check "nothing remained but settings, rule settings and logs" \
    no grep -qv -e '/AppData/Roaming/Jimu/jimu.ini$' -e '/AppData/Local/Jimu/jimu/' "$out/remained.txt"
check "the user's own file is where it was" test -f "$books/套表 一.txt"

echo "-- in a folder of one's own choice"
# By a command line: what follows /D= goes without quotation marks, blanks and all.
other="$WINEPREFIX/drive_c/绩效 软件/绩目"
check "installs with /D= (exit code 0)" \
    exits 0 wine cmd /c "$(windows_path "$older_setup") /S /DESKTOP=0 /OPENWITH=0 /D=C:\\绩效 软件\\绩目"
check "is there" test -f "$other/jimu.exe"
check "no desktop shortcut with /DESKTOP=0" test ! -e "$home/Desktop/绩目.lnk"
check "no context menu with /OPENWITH=0" no has_key "$classes\\Jimu.Book"
echo mine > "$other/我的.txt"
wine "$other/uninstall.exe" /S > /dev/null 2>&1 < /dev/null
check "is gone" within 60 test ! -e "$other/uninstall.exe"
check "what the user put beside it stays" test -f "$other/我的.txt"
check "nothing else stays there" test "$(ls "$other")" = 我的.txt
mkdir "$other/_internal"
check "refuses the folder of another program (exit code 5)" \
    exits 5 wine cmd /c "$(windows_path "$older_setup") /S /D=C:\\绩效 软件\\绩目"

echo "-- with the user at the mouse"
wine "$older_setup" > /dev/null 2>&1 < /dev/null &
check "shows its licence in Chinese" within 60 shows_window "绩目.*安装"
sleep 2
picture setup-licence.png
xdotool key alt+i
sleep 2
picture setup-choices.png
xdotool key alt+i
check "two clicks install" within 120 test -f "$program/uninstall.exe"
sleep 2
picture setup-done.png
xdotool key alt+f
check "starts the program" within 60 shows_window "^绩目$"
check "ends when Windows closes its window" within 60 has_ended
wine "$program/uninstall.exe" > /dev/null 2>&1 < /dev/null &
check "asks before it removes" within 60 shows_window "绩目.*卸载"
sleep 2
xdotool key alt+u
check "removes the program" within 60 test ! -e "$program/jimu.exe"
sleep 2
picture settings-question.png
check "keeps the settings until the answer" test -f "$settings"
xdotool key alt+y
check "and removes them when told to" within 30 test ! -e "$roaming/Jimu" -a ! -e "$local_data/Jimu"

exit $failed

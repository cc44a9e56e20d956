# Reads lines "+SESSION" and "-SESSION"; at the end of input kills every process of the sessions that remain.
trap '' HUP INT TERM
sessions=' '
while read -r line; do
    session=${line#?}
    case $line in
    +*) sessions="$sessions$session " ;;
    -*) case $sessions in
        *" $session "*) sessions="${sessions%%" $session "*} ${sessions#*" $session "}" ;;
        esac ;;
    esac
done
for session in $sessions; do
    kill -KILL -- "-$session" 2>/dev/null
done
# A process may have left the process group but not the session. Fields: state, parent, group, session.
for round in 1 2 3 4 5; do
    found=
    for stat in /proc/[0-9]*/stat; do
        { read -r line < "$stat"; } 2>/dev/null || continue
        pid=${stat#/proc/}
        set -- ${line##*) }
        case $sessions in
        *" $4 "*) [ "$1" = Z ] || { kill -KILL "${pid%/stat}" 2>/dev/null; found=1; } ;;
        esac
    done
    [ -n "$found" ] || exit 0
done

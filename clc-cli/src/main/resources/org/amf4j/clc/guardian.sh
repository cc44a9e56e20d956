# Kills every process of the registered sessions when the agent is gone, or when its lease has run out. Reads lines:
#   +SESSION -SESSION   guard it; guard it no more
#   ~SESSION            guard it, but let it go on when the lease has run out
#   LCENTISECONDS       the lease ends when the machine has been up for so long, unless a later end is told before
#   THOST PORT          whoever listens there (UDP) is told when the agent is gone and all has ended
#   WWORD               what they are told
#   KFILE               when the agent is gone, wait for the end of the lease; whoever has renamed the file to FILE.taken by then
#                       goes on with everything, and nothing is killed
# When the lease has run out it says so and goes on, so that nothing new lives either.
trap '' HUP INT TERM PIPE
declare -A sessions
declare -A lasting
declare -A targets
listeners=()
word=
keep=
lease=-1
fired=

uptime_now() {
    local up rest
    read -r up rest < /proc/uptime
    now=$((10#${up/./}))
}

# A process may have left the process group but not the session, and one that has just been started may not have begun
# its session yet. Fields: state, parent, group, session.
find_left() {
    local stat line pid
    left=
    for stat in /proc/[0-9]*/stat; do
        { read -r line < "$stat"; } 2>/dev/null || continue
        pid=${stat//[!0-9]/}
        set -- ${line##*) }
        if [[ -n ${targets[$4]}${targets[$pid]} && $1 != [ZX] ]]; then
            kill -KILL "$pid" 2>/dev/null
            left=1
        fi
    done
}

# Succeeds when nothing is left; gives up after some two seconds on what is stuck in the kernel. With an argument, of what
# may not go on without a lease.
kill_all() {
    local session round
    targets=()
    for session in "${!sessions[@]}"; do
        [[ $1 && ${lasting[$session]} ]] && continue
        targets[$session]=1
        kill -KILL -- "-$session" 2>/dev/null
    done
    ((${#targets[@]})) || return 0
    for ((round = 0; round < 200; round++)); do
        find_left
        [[ $left ]] || return 0
        read -r -t 0.005 <> "$pause"
    done
    return 1
}

obey() {
    local rest=${1#?}
    case $1 in
    +*) sessions[$rest]=1
        [[ $fired ]] && kill_all unleased ;;
    '~'*) sessions[$rest]=1 lasting[$rest]=1 ;;
    -*) unset "sessions[$rest]" "lasting[$rest]" ;;
    L*) lease=$rest ;;
    T*) listeners+=("${rest/ //}") ;;
    W*) word=$rest ;;
    K*) keep=$rest ;;
    esac
}

# What has been told meanwhile counts, however late we are.
fire() {
    if read -r -t 0; then
        return
    fi
    lease=-1
    fired=1
    kill_all unleased
    echo fired
}

pause=/dev/fd/8
exec 8<> <(:)
while :; do
    line=
    if ((lease >= 0)); then
        uptime_now
        wait=$((lease - now))
        if ((wait <= 0)); then
            fire
            ((lease >= 0)) || continue
            read -r line || break
        else
            printf -v limit '%d.%02d' $((wait / 100)) $((wait % 100))
            read -r -t "$limit" line
            code=$?
            ((code > 128)) && continue
            ((code == 0)) || break
        fi
    else
        read -r line || break
    fi
    obey "$line"
done
# Renaming decides: one of two who want the file gets it.
if [[ $keep ]]; then
    uptime_now
    while ((lease > now)); do
        [[ -e $keep.taken ]] && exit 0
        wait=$((lease - now < 50 ? lease - now : 50))
        printf -v limit '%d.%02d' $((wait / 100)) $((wait % 100))
        read -r -t "$limit" <> "$pause"
        uptime_now
    done
    mv -- "$keep" "$keep.over" 2>/dev/null || ! [[ -e $keep.taken ]] || exit 0
fi
kill_all || exit 1
[[ $word ]] || exit 0
for delay in 0.02 0.1 0.4 1; do
    for listener in "${listeners[@]}"; do
        { printf '%s' "$word" > "/dev/udp/$listener"; } 2>/dev/null
    done
    read -r -t "$delay" <> "$pause"
done
exit 0

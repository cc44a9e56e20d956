# What the scripts beside this file share: one process per component, remembered in $AMF_RUN_DIR/process as
# "PID START", START being the kernel's start time of that process (field 22 of /proc/PID/stat). A number alone may
# belong to somebody else by the time it is used; number and start time together do not.
#
# Cleaning up is the first step of every fail-over, so nothing here starts another program unless it has to wait long.

NO_RETRY=200 # exit code of INSTANTIATE: failed, and trying again will not help

fail() {
    printf '%s: %s\n' "${SA_AMF_COMPONENT_NAME:-${0##*/}}" "$2" >&2
    exit "$1"
}

[ -n "${AMF_RUN_DIR:-}" ] ||
    fail "$NO_RETRY" "AMF_RUN_DIR is not set; AMF sets it to a folder of the component's own"
process_file=$AMF_RUN_DIR/process

# read_stat PID: sets found_pid, state, group, threads and start; fails if there is no such process.
read_stat() {
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
    found_pid=${stat%% *}
    # The second field, the name in parentheses, may contain blanks and parentheses: go on after the last one.
    set -- ${stat##*) }
    state=$1
    group=$3
    shift 17
    threads=$1
    shift 2
    start=$1
}

# is_running PID START: whether that process still runs. A zombie does not, once its other threads are gone, too.
is_running() {
    read_stat "$1" && [ "$start" = "$2" ] || return 1
    case $state in
    X) return 1 ;;
    Z) [ "$threads" -gt 1 ] ;;
    esac
}

# recall: sets pid and pid_start from the file; fails if no process is remembered.
recall() {
    read -r pid pid_start 2>/dev/null <"$process_file" && [ -n "$pid_start" ]
}

# forget: no process is remembered any more.
forget() {
    : >"$process_file"
}

# start_process COMMAND...: starts it, its output going to $AMF_RUN_DIR/output.log. The new process writes itself down
# before it becomes the command, so that there is never one running that nobody knows. It stays in the session that the
# agent made for INSTANTIATE: whatever happens to the agent, that session is ended with it.
start_process() {
    if recall && is_running "$pid" "$pid_start"; then
        fail 1 "process $pid of an earlier instance still runs; clean up first"
    fi
    forget
    (
        read_stat self
        printf '%s %s\n' "$found_pid" "$start" >"$process_file"
        exec "$@"
    ) </dev/null >>"$AMF_RUN_DIR/output.log" 2>&1 &
    tries=0
    until recall && [ "$pid" = $! ]; do
        tries=$((tries + 1))
        { [ "$tries" -le 1000 ] && read_stat $! && [ "$state" != Z ]; } ||
            fail 1 "the process could not be started, see $AMF_RUN_DIR/output.log"
        [ "$tries" -le 200 ] || sleep 0.01
    done
}

# await_end TRIES: waits until the remembered process has ended, busily at first, then in steps of 10 ms.
await_end() {
    tries=0
    while is_running "$pid" "$pid_start"; do
        tries=$((tries + 1))
        [ "$tries" -le "$1" ] || return 1
        [ "$tries" -le 200 ] || sleep 0.01
    done
}

# signal_process SIGNAL: sends it to the process that is_running has found, and to what that has started, unless somebody
# runs this by hand in the same process group.
signal_process() {
    process_group=$group
    read_stat self
    if [ "$process_group" != "$group" ]; then
        kill -s "$1" -- "-$process_group" 2>/dev/null
    else
        kill -s "$1" "$pid" 2>/dev/null
    fi
}

# kill_process: ends the remembered process and what it started. Succeeds if there is nothing to end. It writes nothing:
# a disk that is busy with something else must not hold a fail-over up, and a process that has ended is not mistaken for
# another.
kill_process() {
    if recall && is_running "$pid" "$pid_start"; then
        signal_process KILL
        await_end 1000 || fail 1 "process $pid has been killed and does not end"
    fi
}

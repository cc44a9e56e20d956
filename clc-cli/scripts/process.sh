# What life-cycle scripts share: one process per component, remembered in $AMF_RUN_DIR/process as "PID START GROUP LEADER
# BOOT": START is the kernel's start time of that process (field 22 of /proc/PID/stat), GROUP its process group, LEADER the
# start time of the group's leader, 0 when there is none, BOOT which start of the machine it is about. A number alone may
# belong to somebody else by the time it is used; number and start time together do not.
#
# Cleaning up is the first step of every fail-over, so nothing here starts another program unless it has to wait long.
# Names that begin with an underscore are ours: all others may be attributes of a CSI, which programs are to find as they are.

NO_RETRY=200 # exit code of INSTANTIATE: failed, and trying again will not help

fail() {
    printf '%s: %s\n' "${SA_AMF_COMPONENT_NAME:-${0##*/}}" "$2" >&2
    exit "$1"
}

[ -n "${AMF_RUN_DIR:-}" ] ||
    fail "$NO_RETRY" "AMF_RUN_DIR is not set; AMF sets it to a folder of the component's own"
_process_file=$AMF_RUN_DIR/process

# read_stat PID: sets _found, _state, _group, _session, _threads and _start; fails if there is no such process.
read_stat() {
    read -r _stat 2>/dev/null <"/proc/$1/stat" || return 1
    _found=${_stat%% *}
    # The second field, the name in parentheses, may contain blanks and parentheses: go on after the last one.
    set -- ${_stat##*) }
    _state=$1
    _group=$3
    _session=$4
    shift 17
    _threads=$1
    shift 2
    _start=$1
}

# is_running PID START: whether that process still runs. A zombie does not, once its other threads are gone, too.
is_running() {
    read_stat "$1" && [ "$_start" = "$2" ] || return 1
    case $_state in
    X) return 1 ;;
    Z) [ "$_threads" -gt 1 ] ;;
    esac
}

# recall: sets _pid, _pid_start, _pid_group and _leader_start from the file; fails if no process is remembered, or one
# from before the machine was started.
recall() {
    read -r _pid _pid_start _pid_group _leader_start _boot 2>/dev/null <"$_process_file" && [ -n "$_boot" ] &&
        read_boot && [ "$_boot" = "$_this_boot" ]
}

read_boot() {
    read -r _this_boot </proc/sys/kernel/random/boot_id
}

# forget: no process is remembered any more.
forget() {
    : >"$_process_file"
}

# remember PID: this process is the component's; fails if there is none. "self" is the one that this shell becomes by exec.
remember() {
    read_stat "$1" || return 1
    _note="$_found $_start $_group"
    read_stat "$_group" || _start=0
    read_boot
    printf '%s %s %s\n' "$_note" "$_start" "$_this_boot" >"$_process_file"
}

# refuse_second: fails while the process of an earlier instance still runs.
refuse_second() {
    if recall && is_running "$_pid" "$_pid_start"; then
        fail 1 "process $_pid of an earlier instance still runs; clean up first"
    fi
    forget
}

# await_start PID: waits until the child has written itself down.
await_start() {
    _tries=0
    until recall && [ "$_pid" = "$1" ]; do
        _tries=$((_tries + 1))
        { [ "$_tries" -le 1000 ] && read_stat "$1" && [ "$_state" != Z ]; } ||
            fail 1 "the process could not be started, see what it has written"
        [ "$_tries" -le 200 ] || sleep 0.01
    done
}

# start_process COMMAND...: starts it; what it prints is kept by the agent. The new process writes itself down before it
# becomes the command, so that there is never one running that nobody knows. It stays in the session that the agent made
# for INSTANTIATE: whatever happens to the agent, that session is ended with it.
start_process() {
    refuse_second
    (
        remember self
        exec "$@"
    ) </dev/null &
    await_start $!
}

# await_end TRIES: waits until the remembered process has ended, busily at first, then in steps of 10 ms.
await_end() {
    _tries=0
    while is_running "$_pid" "$_pid_start"; do
        _tries=$((_tries + 1))
        [ "$_tries" -le "$1" ] || return 1
        [ "$_tries" -le 200 ] || sleep 0.01
    done
}

# signal_process SIGNAL: sends it to the process that is_running has found, and to what that has started, unless somebody
# runs this by hand in the same process group.
signal_process() {
    _target_group=$_group
    read_stat self
    if [ "$_target_group" != "$_group" ]; then
        kill -s "$1" -- "-$_target_group" 2>/dev/null
    else
        kill -s "$1" "$_pid" 2>/dev/null
    fi
}

# kill_process: ends the remembered process and what it started. Succeeds if there is nothing to end. It writes nothing:
# a disk that is busy with something else must not hold a fail-over up, and a process that has ended is not mistaken for
# another.
kill_process() {
    if recall && is_running "$_pid" "$_pid_start"; then
        signal_process KILL
        await_end 1000 || fail 1 "process $_pid has been killed and does not end"
    fi
}

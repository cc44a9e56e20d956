# What the ready-made wrappers share beyond process.sh, which this reads first. A wrapper is called as
#
#   WRAPPER instantiate WORD...     WRAPPER terminate [WORD...]     WRAPPER cleanup [WORD...]
#
# and takes everything else from its environment, where the attributes of the CSI are, too. Nothing of what the model says
# is ever read as text of a script: words stay words, and a name in %{...} is only looked up.
. "${0%/*}/process.sh"
set -f # no word is ever a pattern of file names

_here=${0%/*}
_stopping_file=$AMF_RUN_DIR/stopping
_arm_file=$AMF_RUN_DIR/arm
_keeper_file=$AMF_RUN_DIR/keeper
_recovery_file=$AMF_RUN_DIR/recovery
_life_file=$AMF_RUN_DIR/life-cycle
_newline='
'

# expand TEXT: sets _expanded to the text with every %{NAME} replaced by that variable of the environment; %% is a per cent
# sign before a brace. A name that is not set is a mistake of the model.
expand() {
    _rest=$1
    _expanded=
    while :; do
        case $_rest in
        *'%{'*'}'*) ;;
        *) break ;;
        esac
        _before=${_rest%%'%{'*}
        _rest=${_rest#*'%{'}
        _name=${_rest%%'}'*}
        _rest=${_rest#*'}'}
        case $_before in
        *%)
            _expanded="$_expanded${_before%?}%{$_name}"
            continue
            ;;
        esac
        case $_name in
        '' | [0-9]* | *[!A-Za-z0-9_]*)
            fail "$NO_RETRY" "'%{$_name}' in '$1' is not the name of a variable; write '%%{' for the plain characters"
            ;;
        esac
        eval "_value=\${$_name-} _known=\${$_name+yes}" # only a name can get here
        [ -n "$_known" ] || fail "$NO_RETRY" \
            "'$1' needs '$_name', which is no attribute of the CSI and not in saAmfCompCmdEnv or saAmfCtDefCmdEnv"
        _expanded=$_expanded$_before$_value
    done
    _expanded=$_expanded$_rest
}

# expanding FUNCTION WORD...: calls the function with every word expanded.
expanding() {
    _function=$1
    shift
    _count=$#
    while [ "$_count" -gt 0 ]; do
        expand "$1"
        shift
        set -- "$@" "$_expanded"
        _count=$((_count - 1))
    done
    "$_function" "$@"
}

# find_home: AMF_HOME is the installation these scripts belong to, unless it is set.
find_home() {
    [ -n "${AMF_HOME:-}" ] || AMF_HOME=$(cd "$_here/../.." && pwd -P) || fail "$NO_RETRY" "cannot find $_here/../.."
}

# write_config: when AMF_TEMPLATE names a file, AMF_CONFIG becomes a copy of it in which every %{NAME} is replaced.
write_config() {
    [ -n "${AMF_TEMPLATE:-}" ] || return 0
    expand "$AMF_TEMPLATE"
    _template=$_expanded
    [ -r "$_template" ] || fail "$NO_RETRY" "the template $_template (AMF_TEMPLATE) cannot be read"
    AMF_CONFIG=$AMF_RUN_DIR/${_template##*/}
    while IFS= read -r _line || [ -n "$_line" ]; do
        expand "$_line"
        printf '%s\n' "$_expanded"
    done <"$_template" >"$AMF_CONFIG.new" && mv "$AMF_CONFIG.new" "$AMF_CONFIG" ||
        fail 1 "cannot write $AMF_CONFIG"
}

# require PROGRAM PACKAGE: the program must be there.
require() {
    command -v "$1" >/dev/null || fail "$NO_RETRY" "there is no program '$1' here; ${2:-install it or correct its path}"
}

# prepare: what INSTANTIATE of every wrapper begins with.
prepare() {
    find_home
    refuse_second
    rm -f "$_stopping_file"
    write_config
}

# await_ready: waits until the probe of AMF_READY (words of 'monitor check') succeeds; as long as INSTANTIATE may take,
# but not longer than the remembered process runs, nor than until the machine has been up for _ready_until seconds, if
# that is set. AMF_READY_SECONDS limits each look.
await_ready() {
    [ -n "${AMF_READY:-}" ] || return 0
    expand "$AMF_READY"
    # shellcheck disable=SC2086 # several words are meant
    until AMF_MONITOR_TIMEOUT=${AMF_READY_SECONDS:-${AMF_MONITOR_TIMEOUT:-1}} "$_here/monitor" check $_expanded >/dev/null 2>&1; do
        ! recall || is_running "$_pid" "$_pid_start" ||
            fail 1 "process $_pid has ended before it was ready (AMF_READY: $_expanded)"
        read -r _up _ </proc/uptime
        [ "${_up%.*}" -lt "${_ready_until:-${_up%.*}1}" ] || fail 1 "not ready within its time (AMF_READY: $_expanded)"
        sleep 0.02
    done
}

# report TEXT: tells AMF that the component has failed. Does not wait for an answer.
report() {
    printf '%s\n' "$1" >&2 # first: what the agent does about the report may end who has made it
    if [ -p "${AMF_REPORT_PIPE:-}" ]; then
        printf '%s\t%s\t%s\t%s\n' "$SA_AMF_COMPONENT_NAME" "${AMF_INSTANCE:-}" "${AMF_RECOVERY:-NO_RECOMMENDATION}" \
            "$1" 1<>"$AMF_REPORT_PIPE"
    fi
}

# tell STATE: says what has become of the machine that the component keeps: LATENT, DEFINED, ALPHA, DELTA, ACTIVE, PAUSED,
# SUSPENDED or FAILED. Nothing is done about it.
tell() {
    printf '%s\n' "$1" >"$_life_file"
    [ ! -p "${AMF_REPORT_PIPE:-}" ] ||
        printf '%s\t%s\tLIFE_CYCLE\t%s\n' "$SA_AMF_COMPONENT_NAME" "${AMF_INSTANCE:-}" "$1" 1<>"$AMF_REPORT_PIPE"
}

# stands_still STATE: by the keeper: the machine stands still by somebody else's doing; told once.
stands_still() {
    [ ! -e "$_stopping_file" ] && [ -z "${_life_before:-}" ] || return 0
    read -r _life_before 2>/dev/null <"$_life_file" || _life_before=DEFINED
    tell "$1"
}

# goes_on: by the keeper: the machine that stood still goes on, and is what it was before.
goes_on() {
    [ ! -e "$_stopping_file" ] && [ -n "${_life_before:-}" ] || return 0
    tell "$_life_before"
    _life_before=
}

# tell_end STATE: by the keeper: the machine is not what it should be any more, unless it has been asked to end.
tell_end() {
    [ -e "$_stopping_file" ] || tell "$1"
}

# stopping: from now on the end of the process is not a failure.
stopping() {
    : >"$_stopping_file"
}

# report_end TEXT: reports the end of the process, unless it has been asked to end.
report_end() {
    [ -e "$_stopping_file" ] || report "$1"
}

# ask_to_end: sends AMF_STOP_SIGNAL (TERM) to the remembered process and waits for its end for AMF_STOP_SECONDS (5).
ask_to_end() {
    recall && is_running "$_pid" "$_pid_start" || return 0
    signal_process "${AMF_STOP_SIGNAL:-TERM}" || fail 1 "cannot send signal ${AMF_STOP_SIGNAL:-TERM} to process $_pid"
    await_stop "when asked to"
}

# await_stop PHRASE: waits for the end of the process for AMF_STOP_SECONDS.
await_stop() {
    whole_number AMF_STOP_SECONDS "${AMF_STOP_SECONDS:=5}"
    await_end $((200 + 100 * AMF_STOP_SECONDS)) ||
        fail 1 "process $_pid does not end within $AMF_STOP_SECONDS s $1"
}

# whole_number NAME VALUE: the value must be digits, few enough to be counted with.
whole_number() {
    case $2 in
    '' | *[!0-9]* | ???????*) fail "$NO_RETRY" "$1 must be a whole number of at most six digits, not '$2'" ;;
    esac
}

# kill_group: ends the remembered process and all of its process group, also when the process itself has ended before.
kill_group() {
    kill_process
    recall || return 0
    read_stat self
    [ "$_group" != "$_pid_group" ] || return 0 # somebody runs this by hand in the same group
    if read_stat "$_pid_group" && [ "$_start" != "$_leader_start" ]; then
        return 0 # the number belongs to another group by now
    fi
    _tries=0
    while kill -s KILL -- "-$_pid_group" 2>/dev/null; do
        _tries=$((_tries + 1))
        if [ "$_tries" -gt 200 ]; then
            group_runs || return 0
            [ "$_tries" -le 1000 ] || fail 1 "process group $_pid_group has been killed and does not end"
            sleep 0.01
        fi
    done
}

# group_runs: whether the remembered group has a process that is not just waiting to be noticed by its parent.
group_runs() {
    set +f
    for _entry in /proc/[0-9]*; do
        if read_stat "${_entry#/proc/}" && [ "$_group" = "$_pid_group" ] && [ "$_state" != Z ] && [ "$_state" != X ]; then
            set -f
            return 0
        fi
    done
    set -f
    return 1
}

# keep END_WORD... : for what is not a process of the agent's session. Leaves two small processes behind. The keeper stays
# in the session, so that the agent and its guardian end it with everything else; it runs watch(), a function of the
# wrapper, which prints why the thing has ended or failed, and reports that, with the recovery that watch() has left in
# $_recovery_file, if any. The arm has left the session; when the keeper
# is gone, for whatever cause, the arm runs 'WRAPPER end END_WORD...', which ends the thing itself. So nothing outlives
# the agent, even when that is killed.
keep() {
    _fifo=$AMF_RUN_DIR/keeper.fifo
    rm -f "$_fifo" "$_recovery_file"
    mkfifo -m 600 "$_fifo" || fail 1 "cannot make $_fifo"
    (
        # Known before the arm can be: whoever finds the arm at work asks for the keeper, and must not find the last one.
        _process_file=$_keeper_file
        remember self
        exec 8<>"$_fifo"
        _process_file=$AMF_RUN_DIR/process
        _why=$(exec 8>&- && watch) || _why=${_why:-the watch has failed}
        [ ! -s "$_recovery_file" ] || read -r AMF_RECOVERY <"$_recovery_file"
        report_end "$_why"
    ) </dev/null &
    _keeper=$!
    # Descriptor 9 is the lifeline of the agent's watch, if there is one; the arm must not hold it.
    setsid /bin/sh -c '
        _here=$1 _arm_file=$2 _fifo=$3
        shift 3
        . "$_here/process.sh"
        _process_file=$_arm_file
        remember self
        exec 7<"$_fifo"
        rm -f "$_fifo"
        read -r _nothing <&7
        exec "$@"' arm "$_here" "$_arm_file" "$_fifo" "$0" end "$@" </dev/null 9>&- &
    _tries=0
    while [ -e "$_fifo" ]; do
        _tries=$((_tries + 1))
        { [ "$_tries" -le 2000 ] && kill -0 "$_keeper" 2>/dev/null; } || fail 1 "the keeper could not be started"
        [ "$_tries" -le 200 ] || sleep 0.01
    done
}

# disarm: arm and keeper do nothing any more; what they may be doing is ended. Called when the thing itself has been ended: who
# does that may be killed with its agent, and the thing must not outlive them.
disarm() {
    _process_file=$_arm_file
    kill_group
    _process_file=$_keeper_file
    kill_group
    _process_file=$AMF_RUN_DIR/process
}

# end_of_process: returns when the remembered process has ended. It need not be our child.
end_of_process() {
    recall
    "$_here/await-end" "$_pid" "$_pid_start"
}

unknown_operation() {
    fail "$NO_RETRY" "usage: ${0##*/} instantiate|terminate|cleanup; '$1' is none of these"
}

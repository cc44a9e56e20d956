# What a virtual machine gets that fails again and again: the steps of AMF_VM_LADDER, one for each failure, the last one for all
# further ones. libvirt-domain reads this. CLEANUP climbs a step, INSTANTIATE does what is due; a machine that has been well for
# AMF_VM_CALM_SECONDS begins at the first step again. The file of AMF_VM_ATTEMPTS has one line: failures in a row, when the
# machine was well again (seconds since 1970, 0 for not since), and the step that is due ('-' when it has been done).
#
#   reboot     the guest is asked to end in order, so that it leaves its disks in order, and started again
#   restart    it is destroyed and started
#   reinstall  it is destroyed, started from the description AMF_VM_INSTALL until it ends by itself, and started as usual
#
# After a colon: how long the machine may take to be well, in seconds. When that is over INSTANTIATE fails, and the next step
# is due. A planned end (TERMINATE) is no failure and loses no step.

_LADDER_STEPS_MAX=9
_started_file=$AMF_RUN_DIR/started

# How long a host may still list a machine of whose end it has told, in hundredths of a second.
_LISTED_STILL=200

# ladder_settings: reads and checks the environment.
ladder_settings() {
    local each seen
    expand "${AMF_VM_LADDER:-}"
    read -r -a _ladder <<<"$_expanded"
    ((${#_ladder[@]} > 0)) || return 0
    ((${#_ladder[@]} <= _LADDER_STEPS_MAX)) || fail "$NO_RETRY" \
        "AMF_VM_LADDER has ${#_ladder[@]} steps, more than $_LADDER_STEPS_MAX: '$_expanded'"
    for each in "${_ladder[@]}"; do
        [[ $each =~ ^(reboot|restart|reinstall)(:[1-9][0-9]{0,4})?$ ]] || fail "$NO_RETRY" \
            "a step of AMF_VM_LADDER is reboot, restart or reinstall, with seconds as in 'restart:60' if it has a limit; not '$each'"
        [[ $each != reinstall* ]] || seen=yes
    done
    expand "${AMF_VM_INSTALL:-}"
    _install=$_expanded
    [[ -z ${seen:-} || -n $_install ]] || fail "$NO_RETRY" \
        "the step 'reinstall' of AMF_VM_LADDER needs the description of the machine that installs (AMF_VM_INSTALL)"
    whole_number AMF_VM_CALM_SECONDS "${AMF_VM_CALM_SECONDS:=180}"
    expand "${AMF_VM_ATTEMPTS:-%{AMF_RUN_DIR\}/attempts}"
    _attempts_file=$_expanded
}

# recall_attempts: sets _attempts, _well_at and _due from what is remembered.
recall_attempts() {
    _attempts=0 _well_at=0 _due=-
    local attempts well_at due
    if read -r attempts well_at due 2>/dev/null <"$_attempts_file" &&
        [[ "$attempts $well_at $due" =~ ^[0-9]{1,6}\ [0-9]{1,12}\ (-|reboot|restart|reinstall)$ ]]; then
        _attempts=$((10#$attempts)) _well_at=$((10#$well_at)) _due=$due
    fi
}

# note_attempts: remembers them; without, the machine is still kept, only at the first step each time.
note_attempts() {
    { printf '%d %d %s\n' "$_attempts" "$_well_at" "$_due" >"$_attempts_file.new" && mv "$_attempts_file.new" "$_attempts_file"; } 2>/dev/null ||
        printf 'cannot write %s (AMF_VM_ATTEMPTS): the next failure of %s counts as its first\n' "$_attempts_file" "$_domain"
}

# step_now: sets _step and _limit, in seconds or empty, to what the present number of failures leads to.
step_now() {
    local each=${_ladder[-1]}
    ((_attempts > ${#_ladder[@]})) || each=${_ladder[_attempts - 1]}
    _step=${each%%:*} _limit=
    [[ $each != *:* ]] || _limit=${each#*:}
}

# climb: by CLEANUP of a machine that was to run: it has failed.
climb() {
    [[ ${#_ladder[@]} -gt 0 && -e $_started_file ]] || return 0
    rm -f "$_started_file"
    recall_attempts
    ((_well_at == 0 || EPOCHSECONDS - _well_at < AMF_VM_CALM_SECONDS)) || _attempts=0
    ((_attempts >= 999999)) || _attempts=$((_attempts + 1))
    step_now
    _well_at=0 _due=$_step
    note_attempts
    printf 'failure %d in a row of %s: %s\n' "$_attempts" "$_domain" "$_step"
    # Its keeper still runs, so neither machine nor host nor guest agent is what has failed, and the guest may still listen.
    [[ $_step != reboot ]] || shut_down
}

# begin_step: by INSTANTIATE, before the machine is started. Sets _ready_until for await_ready.
begin_step() {
    ((${#_ladder[@]} > 0)) || return 0
    : >"$_started_file"
    recall_attempts
    [[ $_due != - ]] || return 0 # it was well, or has never failed
    ((_attempts < 2)) || _fast='' # a checkpoint may be what is at fault
    step_now
    if [[ $_due == reinstall ]]; then
        _due=- # once; an installation that is cut short ends in the next failure
        note_attempts
        reinstall
    fi
    if [[ -n $_limit ]]; then
        now
        _ready_until=$((_now / 100 + _limit))
    fi
}

# settle: the machine is well.
settle() {
    ((${#_ladder[@]} > 0)) || return 0
    recall_attempts
    ((_attempts == 0)) && return 0
    _well_at=$EPOCHSECONDS _due=-
    note_attempts
}

# planned_end: by TERMINATE: what follows is no failure.
planned_end() {
    rm -f "$_started_file"
}

# await_unlisted: waits for a moment until the host does not list the machine any more: it may tell of the end a little earlier.
await_unlisted() {
    now
    local until=$((_now + _LISTED_STILL))
    while is_active "$_uri"; do
        now
        ((_now < until)) || return 1
        sleep 0.05
    done
}

# reinstall: the machine is started from AMF_VM_INSTALL, and ends by itself when it is installed.
reinstall() {
    local limit=${_limit:-99999}
    AMF_TEMPLATE=$_install write_config
    forget_memory # of what is not there any more
    printf '%s is installed anew\n' "$_domain"
    tell LATENT
    start_alone
    stopping # its end is no failure
    keep "$_uri" "$_domain" "$_id"
    _process_file=$_keeper_file # who ends when the machine does
    recall
    await_end $((200 + 100 * limit)) || fail 1 "the installation of $_domain has not ended within $limit s"
    _process_file=$AMF_RUN_DIR/process
    disarm
    await_unlisted || fail 1 "the installation of $_domain has failed"
    tell DEFINED
    rm -f "$_stopping_file"
    AMF_CONFIG=
    write_config # the usual one again
}

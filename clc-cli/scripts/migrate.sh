# Moving a virtual machine to another host while it runs. libvirt-domain reads this.
#
# AMF_VM_MIGRATE is for planned moves between two hosts that both live. TERMINATE has the hosts hand the machine over, so that it
# stands still on the other one; INSTANTIATE there has it go on. Where INSTANTIATE comes elsewhere, what stands still is
# ended before anything is started, as any copy is. Until somebody goes on with it, it takes memory on the other host and no time.

# migrate_settings: reads and checks the environment.
migrate_settings() {
    local hosts
    case ${AMF_VM_MIGRATE:=no} in
    no) return 0 ;;
    yes | unsafe) ;;
    *) fail "$NO_RETRY" "AMF_VM_MIGRATE must be yes, unsafe or no, not '$AMF_VM_MIGRATE'" ;;
    esac
    read -r -a hosts <<<"${AMF_VM_ELSEWHERE:-}"
    ((${#hosts[@]} == 1)) || fail "$NO_RETRY" \
        "AMF_VM_MIGRATE=$AMF_VM_MIGRATE needs one other host in AMF_VM_ELSEWHERE, not ${#hosts[@]}: '${AMF_VM_ELSEWHERE:-}'"
    expand "${hosts[0]}"
    _target=$_expanded
}

# host_of URI: sets _host_name to where a connection leads.
host_of() {
    _host_name=${1#*://}
    _host_name=${_host_name%%/*}
    _host_name=${_host_name##*@}
    case $_host_name in
    '['*) _host_name=${_host_name%%']'*}] ;;
    *) _host_name=${_host_name%%:*} ;;
    esac
}

# migrate: has the machine stand still on the other host; fails when it cannot, or not in time, and then it is here as before.
migrate() {
    [[ $AMF_VM_MIGRATE != no && ! -e $_silent_file ]] && is_active "$_uri" || return 1
    local limit=$AMF_VM_CALL_SECONDS unsafe=() why state=0
    [[ $AMF_VM_MIGRATE != unsafe ]] || unsafe=(--unsafe)
    host_of "$_target"
    AMF_VM_CALL_SECONDS=$AMF_STOP_SECONDS
    call "$_uri" migrate --live --p2p --suspend "${unsafe[@]}" "$_domain" "$_target" --migrateuri "tcp://$_host_name" || state=$?
    AMF_VM_CALL_SECONDS=$limit
    if ((state != 0)); then
        why=${_said:-not done within $AMF_STOP_SECONDS s}
        # The hosts would go on without whoever has asked for it.
        call "$_uri" domjobabort "$_domain"
        if still_here; then
            printf '%s cannot be migrated to %s: %s\n' "$_domain" "$_target" "$why"
            return 1
        fi
    fi
    forget_saved # it is older than what has moved
    printf '%s was migrated to %s, where it stands still\n' "$_domain" "$_target"
}

# still_here: whether the machine has not moved after all: it may have been done when it was given up. What has arrived of it
# at the other host is ended, or this host's copy is the second one.
still_here() {
    is_active "$_uri"
    (($? != 1)) || ! is_active "$_target" || return 1
    ! is_active "$_target" || call "$_target" destroy "$_domain" || ! is_active "$_target" ||
        printf '%s at %s cannot be ended: %s\n' "$_domain" "$_target" "$_said"
}

# go_on_moved: has the machine go on that was migrated to here and stands still; fails when there is none.
go_on_moved() {
    local code=0
    [[ $AMF_VM_MIGRATE != no ]] || return 1
    call "$_uri" domstate "$_domain" --reason || code=$?
    # A host that is silent now would be so to the next question, too, and cost that time twice.
    ((code < 124)) || fail 1 "$_domain does not start at $_uri: no answer within $AMF_VM_CALL_SECONDS s"
    # One that is still arriving stands still for another reason.
    [[ $_said == paused* && $_said != *'(migrat'* ]] && call "$_uri" resume "$_domain"
}

# The memory of a virtual machine, kept for a later start. libvirt-domain reads this.
#
# AMF_VM_SAVE is for planned moves: TERMINATE saves the memory, and the next INSTANTIATE goes on with it, once.
#
# AMF_VM_FAST is for machines whose start takes long and that keep nothing on their disk. When the service has answered for the first
# time, INSTANTIATE keeps memory and disk as they are then, FAST.memory and FAST.disk; every further INSTANTIATE puts both back
# and goes on from there. What the machine has written meanwhile is lost. They are made anew when the template is younger.

# go_on: starts the machine with the memory that TERMINATE has saved; fails when there is none, or it cannot be used. It is
# used once: memory that is older than what the disk says would ruin the disk.
go_on() {
    local image
    [[ -n $_save ]] && mv -f "$_save" "$_save.used" 2>/dev/null || return 1
    description || _text=
    while [[ $_text =~ file=[\'\"]([^\'\"]+)[\'\"] ]]; do
        image=${BASH_REMATCH[1]}
        _text=${_text#*"$image"}
        if [[ $image -nt $_save.used ]]; then
            printf 'the saved memory of %s is older than %s and is not used\n' "$_domain" "$image"
            rm -f "$_save.used"
            return 1
        fi
    done
    if ! call "$_uri" restore "$_save.used"; then
        printf 'the saved memory of %s cannot be used: %s\n' "$_domain" "$_said"
        rm -f "$_save.used"
        return 1
    fi
    rm -f "$_save.used"
}

# save_memory: stops the machine and keeps its memory for the next start; fails when it cannot.
save_memory() {
    [[ -n $_save && ! -e $_silent_file ]] && is_active "$_uri" || return 1
    rm -f "$_save" "$_save.new"
    AMF_VM_CALL_SECONDS=$AMF_STOP_SECONDS
    if call "$_uri" save "$_domain" "$_save.new"; then
        # Later than the machine's last word to its disk.
        touch "$_save.new" && mv "$_save.new" "$_save"
    else
        printf 'the memory of %s cannot be saved, it is shut down instead: %s\n' "$_domain" "$_said"
        rm -f "$_save.new"
        return 1
    fi
}

# forget_saved: what TERMINATE has saved is not used any more.
forget_saved() {
    [[ -z $_save ]] || rm -f "$_save"
}

# forget_memory: nor is what is kept for fast starts.
forget_memory() {
    forget_saved
    [[ -z $_fast ]] || rm -f "$_fast.memory" "$_fast.disk"
}

# only_image: sets _image to the one file that the machine writes to.
only_image() {
    local disk images=()
    description || fail 1 "$_uri does not describe $_domain: $_said"
    while [[ $_text == *'<disk '* ]]; do
        _text=${_text#*'<disk '}
        disk=${_text%%'</disk>'*}
        [[ ! $disk =~ device=[\'\"](cdrom|floppy) && $disk != *'<readonly'* ]] || continue
        [[ $disk =~ file=[\'\"]([^\'\"]+)[\'\"] ]] && images+=("${BASH_REMATCH[1]}") || images+=('')
    done
    _image=${images[0]:-}
    [[ ${#images[@]} -eq 1 && -n $_image ]] || fail "$NO_RETRY" \
        "AMF_VM_FAST is for machines that write to one disk, which is a file; $_domain has ${#images[@]} disks"
}

# go_on_from_checkpoint: starts the machine as it was kept; fails when nothing is kept, or it cannot be used. The disk is put back by
# qemu-img, which takes the lock of the image: that of a machine that runs somewhere stays as it is.
go_on_from_checkpoint() {
    _checkpoint_locked=
    [[ -n $_fast ]] || return 1
    require qemu-img "install the package qemu-utils"
    only_image
    [[ -e $_fast.memory && -e $_fast.disk ]] || return 1
    if [[ -n ${_template:-} && $_template -nt $_fast.memory ]]; then
        printf 'what is kept of %s is older than %s and is not used\n' "$_domain" "$_template"
        forget_memory
        return 1
    fi
    _said=$(LC_ALL=C qemu-img convert -n -O qcow2 "$_fast.disk" "$_image" 2>&1 </dev/null 9>&-) && call "$_uri" restore "$_fast.memory" && return 0
    printf 'what is kept of %s cannot be used now: %s\n' "$_domain" "$_said"
    # What is locked is tried again: the lock may go before the machine would be booted instead.
    if [[ $_said == *lock* ]]; then
        _checkpoint_locked=yes
    else
        forget_memory
    fi
    return 1
}

# take_checkpoint: the machine that has just been booted is kept as it is; it stands still meanwhile.
take_checkpoint() {
    [[ -n $_fast && ! -e $_fast.memory ]] || return 0
    rm -f "$_fast.memory.new" "$_fast.disk"
    stopping # that it stands still is no failure
    local limit=$AMF_VM_CALL_SECONDS
    AMF_VM_CALL_SECONDS=$AMF_STOP_SECONDS
    call "$_uri" save "$_domain" "$_fast.memory.new" || fail 1 "the memory of $_domain cannot be kept (AMF_VM_FAST): $_said"
    qemu-img convert -O qcow2 "$_image" "$_fast.disk" </dev/null 9>&- || fail 1 "the disk of $_domain cannot be kept (AMF_VM_FAST)"
    call "$_uri" restore "$_fast.memory.new" || fail 1 "$_domain does not go on after it was kept (AMF_VM_FAST): $_said"
    AMF_VM_CALL_SECONDS=$limit
    call "$_uri" domid "$_domain" || fail 1 "$_domain has ended at once, or $_uri does not answer any more: $_said"
    _id=$_said
    mv "$_fast.memory.new" "$_fast.memory" # the last: when it is there, both are
    _process_file=$AMF_RUN_DIR/process
    disarm # those of before
    rm -f "$_stopping_file"
    keep "$_uri" "$_domain" "$_id"
    _process_file=$_keeper_file
    await_ready
}

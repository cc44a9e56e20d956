# Tells when processes end that are not our children, and how, without looking again and again.
#
# Reads lines:   + WATCH PID DEPTH     watch a process and its descendants down to a depth, -1 for all
#                - WATCH               watch it no more
# Writes lines:  mode events|descriptors
#                ok WATCH              it is watched
#                none WATCH            there is no such process
#                end WATCH PID CODE    one of them has ended; the code is that of wait(2), or - when it is not known
#
# The kernel tells of every fork and exit (process events connector) where we may listen to it: as root, not in a
# container. Else each process is watched by a descriptor of its own (pidfd): how it ended is not known then, and of
# descendants only those are watched that are there when the watch begins.
use strict;
use warnings;
use Errno;
use Socket;

use constant {
    NETLINK => 16, CONNECTOR => 11, LISTEN => 1,
    FORK => 1, EXIT => 0x80000000, PIDFD_OPEN => 434,
    HEADER => 36, BUFFER_BYTES => 4 << 20, WATCHES_MAX => 10_000,
};

my %watches;       # watch => { pid => depth left }
my %by_process;    # pid => { watch => 1 }
my %descriptors;   # pid => [number, handle], without events
my $events;

$| = 1;
$SIG{INT} = $SIG{HUP} = 'IGNORE';

sub listen_to_kernel {
    socket(my $socket, NETLINK, SOCK_DGRAM, CONNECTOR) or return;
    bind($socket, pack('SSLL', NETLINK, 0, 0, 1)) or return;
    setsockopt($socket, SOL_SOCKET, 33, pack('i', BUFFER_BYTES));    # SO_RCVBUFFORCE
    my $wish = pack('LLLLSSL', 1, 1, 0, 0, 4, 0, LISTEN);
    send($socket, pack('LSSLL', 16 + length $wish, 3, 0, 0, $$) . $wish, 0) or return;
    my $ready = '';
    vec($ready, fileno $socket, 1) = 1;
    select($ready, undef, undef, 0.5) or return;                     # the acknowledgement: someone is there
    return $socket;
}

sub forget {
    my ($watch, $pid) = @_;
    delete $watches{$watch}{$pid};
    delete $by_process{$pid}{$watch};
    if (!%{ $by_process{$pid} }) {
        delete $by_process{$pid};
        delete $descriptors{$pid};
    }
}

sub track {
    my ($watch, $pid, $depth) = @_;
    $watches{$watch}{$pid} = $depth;
    $by_process{$pid}{$watch} = 1;
    return 1 if $events || $descriptors{$pid};
    my $number = syscall(PIDFD_OPEN, $pid + 0, 0);
    if ($number < 0 || !open(my $handle, '<&=', $number)) {
        forget($watch, $pid);
        return 0;
    }
    else {
        $descriptors{$pid} = [$number, $handle];
    }
    return 1;
}

sub ended {
    my ($pid, $code) = @_;
    for my $watch (keys %{ $by_process{$pid} || {} }) {
        print "end $watch $pid $code\n";
        forget($watch, $pid);
    }
}

# State and parent of a process; empty when it is not there or has ended.
sub look {
    my ($pid) = @_;
    open(my $file, '<', "/proc/$pid/stat") or return;
    my $line = <$file>;
    defined $line && $line =~ /.*\) (\S) (\d+)/s && $1 ne 'Z' && $1 ne 'X' or return;
    return ($1, $2);
}

sub add {
    my ($watch, $root, $depth) = @_;
    if (keys %watches >= WATCHES_MAX || !look($root) || !track($watch, $root, $depth)) {
        print "none $watch\n";
        delete $watches{$watch};
        return;
    }
    if ($depth != 0) {
        my %children;
        opendir(my $proc, '/proc') or return;
        for my $pid (grep { /^\d+$/ } readdir $proc) {
            my (undef, $parent) = look($pid);
            push @{ $children{$parent} }, $pid if defined $parent;
        }
        my @level = ($root);
        for (my $left = $depth; $left != 0 && @level; $left--) {
            @level = map { @{ $children{$_} || [] } } @level;
            for my $pid (@level) {
                track($watch, $pid, $left < 0 ? -1 : $left - 1);
            }
        }
    }
    print "ok $watch\n";
    look($root) or ended($root, '-');    # it may have ended while we were at it
}

# The kernel has told more than we could hear: whoever is gone has ended meanwhile.
sub look_at_all {
    look($_) or ended($_, '-') for keys %by_process;
}

sub hear {
    my ($packet) = @_;
    my $read = recv($events, $packet, 65536, MSG_DONTWAIT);
    if (!defined $read) {
        look_at_all() if $!{ENOBUFS};
        return 0;
    }
    my $length = length $packet;
    return 1 if $length < HEADER + 32;
    my ($what, $first, $second, $third, $fourth) = unpack('x' . HEADER . ' L x12 L L L L', $packet);
    if ($what == FORK && $third == $fourth && $by_process{$second}) {    # a process, not a thread
        for my $watch (keys %{ $by_process{$second} }) {
            my $depth = $watches{$watch}{$second};
            track($watch, $third, $depth < 0 ? -1 : $depth - 1) if $depth != 0;
        }
    }
    elsif ($what == EXIT && $first == $second && $by_process{$first}) {
        ended($first, $third);
    }
    return 1;
}

sub obey {
    my ($line) = @_;
    if ($line =~ /^\+ (\d+) (\d+) (-?\d+)$/) {
        add($1, $2, $3);
    }
    elsif ($line =~ /^- (\d+)$/) {
        my $watch = $1;
        forget($watch, $_) for keys %{ $watches{$watch} || {} };
        delete $watches{$watch};
    }
}

$events = $ARGV[0] && $ARGV[0] eq 'descriptors' ? undef : listen_to_kernel();
print 'mode ', ($events ? 'events' : 'descriptors'), "\n";
my $input = '';
while (1) {
    my $ready = '';
    vec($ready, fileno STDIN, 1) = 1;
    vec($ready, fileno $events, 1) = 1 if $events;
    vec($ready, $_->[0], 1) = 1 for values %descriptors;
    select($ready, undef, undef, undef) > 0 or next;
    if ($events && vec($ready, fileno $events, 1)) {
        1 while hear();
    }
    for my $pid (keys %descriptors) {
        ended($pid, '-') if $descriptors{$pid} && vec($ready, $descriptors{$pid}[0], 1);
    }
    if (vec($ready, fileno STDIN, 1)) {
        my $read = sysread(STDIN, $input, 65536, length $input);
        exit 0 if !$read;
        while ($input =~ s/^([^\n]*)\n//) {
            obey($1);
        }
    }
}

package org.amf4j.core.agent;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event.ErrorSource;

/** The processes that a component has monitored, and the ends of them that are errors (AMF-081). */
final class PassiveMonitor {

    /** Most processes that one component has monitored. */
    static final int WATCHES_MAX = 1_000;

    private final Dn component;
    private final Desk desk;
    private final ErrorSink errors;
    private final Map<Long, Watch> watches = new LinkedHashMap<>();

    /** A process and its descendants; the caller is there until it has been answered. */
    private static final class Watch {
        final long pid;
        final long session;
        int depth;
        final Map<ProcessEnd, RecommendedRecovery> ends = new EnumMap<>(ProcessEnd.class);
        Optional<Caller> asking;
        boolean descendantsOnly;

        Watch(AgentEvent.MonitoringStarted start) {
            pid = start.pid();
            session = start.caller().session();
            depth = start.depth();
            start.ends().forEach(e -> ends.put(e, start.recovery()));
            asking = Optional.of(start.caller());
        }

        Watch(AgentMemory.Monitored remembered) {
            pid = remembered.pid();
            session = remembered.session();
            depth = remembered.depth();
            ends.putAll(remembered.ends());
            asking = Optional.empty();
            descendantsOnly = remembered.descendantsOnly();
        }

        AgentMemory.Monitored remember(long number) {
            return new AgentMemory.Monitored(number, pid, depth, session, ends, descendantsOnly);
        }
    }

    PassiveMonitor(Dn component, Desk desk, ErrorSink errors) {
        this.component = component;
        this.desk = desk;
        this.errors = errors;
    }

    void start(AgentEvent.MonitoringStarted start) {
        Optional<Watch> known = watches.values().stream()
                .filter(w -> w.pid == start.pid() && w.session == start.caller().session() && w.asking.isEmpty())
                .findFirst();
        if (start.depth() < -1 || start.ends().isEmpty()) {
            desk.reply(start.caller(), AisStatus.ERR_INVALID_PARAM, "a depth from -1 and an end to heed are needed");
        } else if (known.isPresent() && known.get().depth == start.depth()) {
            start.ends().forEach(e -> known.get().ends.put(e, start.recovery()));
            desk.ok(start.caller());
        } else if (watches.size() >= WATCHES_MAX) {
            desk.reply(
                    start.caller(),
                    AisStatus.ERR_NO_RESOURCES,
                    "the component has " + WATCHES_MAX + " processes monitored");
        } else {
            Watch watch = new Watch(start);
            known.ifPresent(w -> {
                w.ends.forEach(watch.ends::putIfAbsent);
                end(w);
            });
            long number = desk.number();
            watches.put(number, watch);
            desk.add(new AgentAction.Monitor(component, number, watch.pid, watch.depth));
        }
    }

    /** Whether nobody waits for monitoring to begin. */
    boolean isIdle() {
        return watches.values().stream().allMatch(w -> w.asking.isEmpty());
    }

    /** What is monitored. */
    List<AgentMemory.Monitored> remember() {
        return watches.entrySet().stream()
                .map(e -> e.getValue().remember(e.getKey()))
                .toList();
    }

    /** Goes on with it. */
    void restore(List<AgentMemory.Monitored> remembered) {
        for (AgentMemory.Monitored each : remembered) {
            watches.put(each.watch(), new Watch(each));
            desk.add(new AgentAction.Monitor(component, each.watch(), each.pid(), each.depth()));
        }
    }

    /** The monitoring has begun, or there is no such process; if it was monitored before, it has ended meanwhile. */
    void begun(AgentEvent.MonitoringBegun begun) {
        Optional.ofNullable(watches.get(begun.watch())).ifPresent(watch -> {
            if (watch.asking.isEmpty() && !begun.exists()) {
                ended(new AgentEvent.MonitoredEnded(
                        begun.atNanos(), component, begun.watch(), watch.pid, OptionalInt.empty()));
                watches.remove(begun.watch());
                return;
            }
            watch.asking.ifPresent(caller -> {
                if (begun.exists()) {
                    desk.ok(caller);
                } else {
                    desk.reply(caller, AisStatus.ERR_NOT_EXIST, begun.detail());
                }
            });
            watch.asking = Optional.empty();
            if (!begun.exists()) {
                watches.remove(begun.watch());
            }
        });
    }

    void stop(AgentEvent.MonitoringStopped stop) {
        List<Watch> meant = watches.values().stream()
                .filter(w -> w.session == stop.caller().session() && w.asking.isEmpty())
                .filter(w -> stop.scope() == ProcessScope.ALL_PROCESSES || w.pid == stop.pid())
                .filter(w -> w.ends.keySet().stream().anyMatch(stop.ends()::contains))
                .toList();
        if (meant.isEmpty()) {
            desk.reply(stop.caller(), AisStatus.ERR_NOT_EXIST, "nothing like that is monitored in this session");
            return;
        }
        for (Watch watch : meant) {
            boolean all = stop.ends().containsAll(watch.ends.keySet());
            if (all && stop.scope() == ProcessScope.PROCESS && watch.depth != 0) {
                watch.descendantsOnly = true;
            } else if (all) {
                end(watch);
            } else {
                watch.ends.keySet().removeAll(stop.ends());
            }
        }
        desk.ok(stop.caller());
    }

    /** A process has ended; it is an error if that kind of end is one. Unknown how, it is: better once too often. */
    void ended(AgentEvent.MonitoredEnded end) {
        Watch watch = watches.get(end.watch());
        if (watch == null || watch.descendantsOnly && end.pid() == watch.pid) {
            return;
        }
        Optional<RecommendedRecovery> recovery = kind(end.exit())
                .map(watch.ends::get)
                .or(() -> end.exit().isEmpty() ? watch.ends.values().stream().findFirst() : Optional.empty());
        if (end.pid() == watch.pid && watch.depth == 0) {
            end(watch);
        }
        recovery.ifPresent(r -> {
            String detail = "process " + end.pid() + " has ended, " + how(end.exit());
            errors.failed(end.atNanos(), ErrorSource.PASSIVE_MONITOR, r, detail);
        });
    }

    private static Optional<ProcessEnd> kind(OptionalInt exit) {
        if (exit.isEmpty()) {
            return Optional.empty();
        }
        int code = exit.getAsInt();
        return Optional.of(
                code == 0 ? ProcessEnd.ZERO_EXIT : code > 0 ? ProcessEnd.NON_ZERO_EXIT : ProcessEnd.ABNORMAL_END);
    }

    private static String how(OptionalInt exit) {
        if (exit.isEmpty()) {
            return "nobody knows how";
        }
        return exit.getAsInt() < 0 ? "by signal " + -exit.getAsInt() : "exit code " + exit.getAsInt();
    }

    private void end(Watch watch) {
        watches.entrySet().removeIf(e -> {
            boolean same = e.getValue() == watch;
            if (same) {
                desk.add(new AgentAction.EndMonitor(e.getKey()));
            }
            return same;
        });
    }

    /** A session has ended, and with it what was monitored for it. */
    void sessionEnded(long session) {
        List.copyOf(watches.values()).stream().filter(w -> w.session == session).forEach(this::end);
    }

    void stopAll() {
        List.copyOf(watches.values()).forEach(this::end);
    }
}

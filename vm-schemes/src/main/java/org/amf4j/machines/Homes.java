package org.amf4j.machines;

import java.util.SortedMap;

/**
 * Machines that belong to hosts. One whose first start has failed on its host was started on another one, and so would not be where
 * what happens to it later is told of.
 */
interface Homes {

    /** The hosts by the names of the machines. */
    SortedMap<String, String> homes();

    /** On which host a machine is now. */
    String hostOf(String machine);

    /** Moves a machine by plan; returns when it runs there. It says so, and is no case: nothing has failed. */
    void bringHome(String machine, String host);

    /** Brings every machine to its host that is not there. */
    default void beHome() {
        homes().forEach((machine, host) -> {
            if (!hostOf(machine).equals(host)) {
                bringHome(machine, host);
            }
        });
    }
}

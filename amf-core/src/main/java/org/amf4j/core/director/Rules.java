package org.amf4j.core.director;

/**
 * By which version of the rules the director decides.
 *
 * <p>All controllers must answer one entry alike, also while their programs are replaced one after the other. A change of
 * how entries are decided is a new version: the program knows both, asks the state which one holds, and the log raises it
 * when every controller's program knows it ({@link org.amf4j.core.event.Event.RulesRaised}).
 *
 * <p>A kind of events that earlier programs cannot read is such a change, too: a controller ends when it comes to one, so nobody
 * may propose it before the version holds by which it came. Version 1 is what the first release decides by, with all kinds of
 * events that it knows; programs from before a release have no versions, and are not mixed.
 */
public final class Rules {

    /** The version that a new cluster begins with. */
    public static final int FIRST = 1;

    /** The latest version that this program knows. */
    public static final int LATEST = 1;

    private Rules() {}
}

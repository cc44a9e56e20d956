package org.amf4j.system;

import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * Sets up what the tests of a class share. Like a test, a set-up that fails is tried once more, and what failed is printed.
 * Surefire would repeat it as well, but counts the first one as an error then even when all tests pass.
 */
final class SetUp {

    private SetUp() {}

    /** Makes the thing, or leaves nothing of it behind and fails. */
    interface Attempt {
        void make() throws IOException;
    }

    /** Tries, and tries again when that fails. */
    static void of(String what, Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (TestAbortedException e) {
            throw e; // it is skipped: not this try but this machine cannot do it
        } catch (RuntimeException | AssertionError | IOException e) {
            System.out.println("FLAKE: the set-up of " + what + " has failed and is tried once more:");
            e.printStackTrace(System.out);
            attempt.make();
        }
    }
}

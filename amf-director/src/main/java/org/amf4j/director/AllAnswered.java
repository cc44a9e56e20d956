package org.amf4j.director;

/** Does something when so many have answered; at once when there are none. */
final class AllAnswered {

    private final Runnable then;
    private int left;

    AllAnswered(int count, Runnable then) {
        this.left = count;
        this.then = then;
        if (count == 0) {
            then.run();
        }
    }

    /** One has answered. */
    void one() {
        if (--left == 0) {
            then.run();
        }
    }
}

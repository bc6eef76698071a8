package org.lakeome.load;

/** One of the things that a client does; used by the client's thread alone. */
interface Part {

    /** Does one step, chosen at random. */
    void act();

    /** Removes what this part has made, at the end. */
    default void clear() {}
}

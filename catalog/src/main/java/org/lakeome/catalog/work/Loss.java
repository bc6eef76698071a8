package org.lakeome.catalog.work;

/**
 * How a worker was lost while it had work.
 *
 * @param why in a few words, for the user
 * @param byItself its process ended without being told to, so that the work may be what ended it
 */
public record Loss(String why, boolean byItself) {

    /** Nobody knows what became of the worker; mostly its server was killed, and it ended with it. */
    static final Loss LAPSED = new Loss("its lease lapsed", false);
}

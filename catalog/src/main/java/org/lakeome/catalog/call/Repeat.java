package org.lakeome.catalog.call;

/** What it means to make a call again. */
public enum Repeat {
    /** The call asks for a state: as long as nothing else has happened since, the state is the one that was answered. */
    STATE,
    /** Each call does one thing more. */
    ONE_MORE,
    /** The call only reads. */
    READ,
    /** The answer is a secret: one signature, one answer. */
    SECRET;

    /** Whether the call changes something when it is carried out. */
    public boolean changes() {
        return this == STATE || this == ONE_MORE;
    }
}

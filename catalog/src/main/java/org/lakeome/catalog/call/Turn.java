package org.lakeome.catalog.call;

/** What is to be done about a call. */
sealed interface Turn {

    /** Carry it out. */
    record Do(long seq) implements Turn {}

    /** It has been carried out; this was its answer. */
    record Done(String answer) implements Turn {}

    /** It is being carried out at this moment. */
    record Busy() implements Turn {}

    /** Its signature belongs to another call, of longer ago than one second's calls lie apart. */
    record Used() implements Turn {}
}

package org.lakeome.catalog.access;

/** What a grant gives its principal. */
public enum Privilege {
    READ_DATA
}

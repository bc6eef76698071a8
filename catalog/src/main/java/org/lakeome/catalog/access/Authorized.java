package org.lakeome.catalog.access;

/**
 * Proof that {@link Authorizer} has allowed one operation on one resource to one caller. Only the Authorizer makes it, so
 * a service that asks for one cannot be called unchecked. It is for the request at hand: never keep one.
 */
public final class Authorized<R extends Resource> {

    private final Caller caller;
    private final Operation operation;
    private final R resource;

    Authorized(Caller caller, Operation operation, R resource) {
        this.caller = caller;
        this.operation = operation;
        this.resource = resource;
    }

    public Caller caller() {
        return caller;
    }

    /** The resource, for one who is about to do that operation to it. */
    public R resourceFor(Operation intended) {
        if (operation != intended) {
            throw new IllegalStateException(operation + " was allowed, and not " + intended);
        }
        return resource;
    }
}

package org.lakeome.catalog.error;

/**
 * A refusal with a message for the user: it names the thing, the value and the remedy, and never another account's
 * names. Each surface (AWS wire, Iceberg REST, CLI) renders the same family in its own dialect.
 */
public abstract sealed class ApiError extends RuntimeException {

    private ApiError(String message, Throwable cause) {
        super(message, cause);
    }

    /** The thing is not there, or the caller may not know that it is: both read the same (404). */
    public static final class NotFound extends ApiError {
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** The request is right, but not in the present state of the thing (409). */
    public static final class Conflict extends ApiError {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** The request itself is wrong and would be wrong again (400). */
    public static final class Invalid extends ApiError {
        public Invalid(String message) {
            super(message, null);
        }
    }

    /** The caller is not known, or its proof is wrong or out of date. */
    public static final class Unauthenticated extends ApiError {
        public Unauthenticated(String message) {
            super(message, null);
        }
    }

    /** The caller may know the thing, but not do this to it (403). */
    public static final class Forbidden extends ApiError {
        public Forbidden(String message) {
            super(message, null);
        }
    }

    /** Too many requests; the same request may succeed later (429). */
    public static final class Throttled extends ApiError {
        public Throttled(String message) {
            super(message, null);
        }
    }

    /** The request is larger than a limit (413). */
    public static final class TooLarge extends ApiError {
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** A count that an account may hold is used up (402). */
    public static final class QuotaExceeded extends ApiError {
        public QuotaExceeded(String message) {
            super(message, null);
        }
    }

    /** The operation or option exists in the contract and not here (405). */
    public static final class NotSupported extends ApiError {
        public NotSupported(String message) {
            super(message, null);
        }
    }

    /** The bytes asked for lie outside the object (416). */
    public static final class RangeNotSatisfiable extends ApiError {
        public RangeNotSatisfiable(String message) {
            super(message, null);
        }
    }

    /** A part that the server leans on does not answer; the same request may succeed later (503). */
    public static final class Unavailable extends ApiError {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A fault of the server; the cause goes to the log and not to the user (500). */
    public static final class Internal extends ApiError {
        public Internal(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

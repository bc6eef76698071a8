package org.lakeome.catalog.share;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lakeome.catalog.event.EventType;
import org.lakeome.catalog.id.StoreKind;

/** Which shares a list holds; an empty set restricts nothing, except that ended shares are left out unless asked for. */
public record ShareFilter(Set<String> resourceArns, Set<ShareStatus> statuses, Set<Type> types) {

    public static final ShareFilter ALL = new ShareFilter(Set.of(), Set.of(), Set.of());

    /** What kind of thing is shared, as the wire says it. */
    public enum Type {
        VARIANT_STORE,
        ANNOTATION_STORE,
        WORKFLOW;

        static Type of(StoreKind kind) {
            return switch (kind) {
                case VARIANT -> VARIANT_STORE;
                case ANNOTATION -> ANNOTATION_STORE;
            };
        }

        EventType event() {
            return switch (this) {
                case VARIANT_STORE -> EventType.VARIANT_STORE_SHARE;
                case ANNOTATION_STORE -> EventType.ANNOTATION_STORE_SHARE;
                case WORKFLOW -> throw new IllegalStateException("There are no workflows yet to share");
            };
        }
    }

    public ShareFilter {
        resourceArns = Set.copyOf(resourceArns);
        statuses = Set.copyOf(statuses);
        types = Set.copyOf(types);
    }

    /** The same text for the same filter, which the order of a set is not. */
    String canonical() {
        return List.of(new TreeSet<>(resourceArns), new TreeSet<>(statuses), new TreeSet<>(types))
                .toString();
    }
}

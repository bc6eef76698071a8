package org.lakeome.catalog.share;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which shares a list holds; an empty set restricts nothing, except that ended shares are left out unless asked for. */
public record ShareFilter(Set<String> resourceArns, Set<ShareStatus> statuses, Set<Type> types) {

    public static final ShareFilter ALL = new ShareFilter(Set.of(), Set.of(), Set.of());

    /** What kind of thing is shared, as the wire says it; here variant stores are. */
    public enum Type {
        VARIANT_STORE,
        ANNOTATION_STORE,
        WORKFLOW
    }

    public ShareFilter {
        resourceArns = Set.copyOf(resourceArns);
        statuses = Set.copyOf(statuses);
        types = Set.copyOf(types);
    }

    boolean asksForVariantStores() {
        return types.isEmpty() || types.contains(Type.VARIANT_STORE);
    }

    /** The same text for the same filter, which the order of a set is not. */
    String canonical() {
        return List.of(new TreeSet<>(resourceArns), new TreeSet<>(statuses), new TreeSet<>(types))
                .toString();
    }
}

package org.lakeome.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lakeome.load.StoreCalls.Page;

/** Reads a list to its end while it changes. */
record Paging(Meter meter) {

    void check(String operation, Lives lives, Function<String, Page> list) {
        Lives.Before before = lives.before();
        List<String> listed = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            Optional<Page> page = meter.ask(operation, Set.of(), () -> list.apply(token));
            if (page.isEmpty()) {
                return;
            }
            listed.addAll(page.get().keys());
            next = page.get().next();
        } while (next != null);
        before.wrongIn(listed).ifPresent(wrong -> meter.fault(operation + " tells " + wrong));
    }
}

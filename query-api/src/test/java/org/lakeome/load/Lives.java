package org.lakeome.load;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Which resources of one kind there have to be, by name or id: what a list may leave out and what it may not. Thread-safe. */
final class Lives {

    private enum State {
        THERE,
        ENDING,
        GONE
    }

    private final Map<String, State> states = new ConcurrentHashMap<>();

    void there(String key) {
        states.put(key, State.THERE);
    }

    /** From now on it may be there or not. */
    void ending(String key) {
        states.put(key, State.ENDING);
    }

    void gone(String key) {
        states.put(key, State.GONE);
    }

    boolean isThere(String key) {
        return states.get(key) == State.THERE;
    }

    int count() {
        return in(State.THERE).size();
    }

    Optional<String> any(RandomGenerator random) {
        List<String> keys = List.copyOf(in(State.THERE));
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(random.nextInt(keys.size())));
    }

    /** What holds before a list is asked for. */
    Before before() {
        return new Before(in(State.THERE), in(State.GONE));
    }

    private Set<String> in(State state) {
        Set<String> keys = new HashSet<>();
        states.forEach((key, value) -> {
            if (value == state) {
                keys.add(key);
            }
        });
        return keys;
    }

    final class Before {
        private final Set<String> there;
        private final Set<String> gone;

        private Before(Set<String> there, Set<String> gone) {
            this.there = there;
            this.gone = gone;
        }

        /** Empty if the list is right: all that was there all the time, nothing twice, nothing that was gone. */
        Optional<String> wrongIn(List<String> listed) {
            Set<String> seen = new HashSet<>();
            for (String key : listed) {
                if (!seen.add(key)) {
                    return Optional.of(key + " twice");
                }
                if (gone.contains(key)) {
                    return Optional.of(key + ", which was gone");
                }
            }
            return there.stream()
                    .filter(key -> isThere(key) && !seen.contains(key))
                    .findFirst()
                    .map(key -> "not " + key + ", among " + listed.size());
        }
    }
}

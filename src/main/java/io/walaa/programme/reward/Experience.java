package io.walaa.programme.reward;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Something to be at: {@code slots: [{id: …, at: …, place: …, capacity: 12}], people: 4}. */
record Experience(List<Slot> slots, long peopleMax) implements Benefit {
    private static final int SLOTS_MAX = 500;
    private static final int PEOPLE_MAX = 100;

    static Experience read(Input in) {
        List<Slot> slots = in.field("slots").list(SLOTS_MAX, slot -> slot.object(Slot::read));
        if (slots.isEmpty() && in.sound()) {
            in.refuse("slots", InputCode.TOO_FEW, "min", 1);
        }
        Set<String> seen = new HashSet<>();
        for (Slot slot : slots) {
            if (!slot.id().isEmpty() && !seen.add(slot.id())) {
                in.refuse("slots", InputCode.DUPLICATE, "value", slot.id());
            }
        }
        return new Experience(slots, in.optional("people", value -> value.integer(1, PEOPLE_MAX), 1L));
    }
}

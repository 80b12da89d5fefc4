package io.walaa.proof.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes that no longer fit the sources would make the proof of the checker say nothing. */
class MutantsFitTest {
    @Test
    void every_change_still_fits_the_sources() {
        assertThat(Mutants.ALL).isNotEmpty();
        for (Mutant mutant : Mutants.ALL) {
            List<Patch> patches = new ArrayList<>(Overlay.SHIFTED_WALL);
            patches.addAll(mutant.patches());
            assertThatCode(() -> Overlay.changed(patches)).as(mutant.name()).doesNotThrowAnyException();
        }
    }
}

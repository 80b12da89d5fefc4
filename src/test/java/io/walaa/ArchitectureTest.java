package io.walaa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the rooms, and what a pure room may not touch. */
class ArchitectureTest {
    private static final Set<String> CLOCK_AND_DICE = Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID");
    private static final String[] PURE = rooms("programme order member points decision");
    private static final String[] TECHNIQUE = {
        "io.vertx..", "io.netty..", "java.sql..", "java.net..", "java.nio.file..", "org.postgresql..", "org.flywaydb.."
    };
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.walaa");

    @Test
    void deciding_knows_no_storage_and_no_network() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TECHNIQUE)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void deciding_reads_no_clock_and_throws_no_dice() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethodWhere(readsClockOrDice())
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** Each row: rooms on the left never look at the rooms on the right. */
    @ParameterizedTest(name = "{0} never looks at {1}")
    @CsvSource({
        "points,                       decision order member programme",
        "decision,                     order member programme",
        "order member,                 programme",
        "programme order member points decision, journal ledger usecase http live access sweep recovery store config",
        "journal,                      ledger usecase http live access sweep recovery",
        "ledger,                       usecase http live access sweep recovery",
        "recovery,                     usecase http live access sweep",
        "usecase,                      http live access sweep recovery store.embedded",
        "http live,                    store",
        "store config,                 journal ledger usecase http live access sweep recovery programme order member points",
    })
    void arrows_go_one_way(String from, String to) {
        noClasses()
                .that()
                .resideInAnyPackage(rooms(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms(to))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    private static String[] rooms(String names) {
        return Stream.of(names.trim().split(" "))
                .map(name -> "io.walaa." + name + "..")
                .toArray(String[]::new);
    }

    private static DescribedPredicate<JavaCall<?>> readsClockOrDice() {
        return DescribedPredicate.describe(
                "it reads the clock or throws dice",
                call -> CLOCK_AND_DICE.contains(call.getTarget().getName())
                        && call.getTarget().getOwner().getPackageName().startsWith("java."));
    }

    /**
     * Two nodes whose wall clocks are minutes apart must agree, so nobody looks at a wall clock but who measures it.
     */
    @Test
    void only_the_measured_clock_knows_the_wall_clock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.walaa.store.postgres.PostgresClock")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system")
                .check(MAIN);
    }
}

package io.walaa.proof.mutant;

import io.walaa.proof.Script;
import java.util.List;

/**
 * A server with one rule left out.
 *
 * @param name the rule, as what is done instead
 * @param betrayedBy the faults under which the checker must notice
 * @param patches the changed places
 */
public record Mutant(String name, Script betrayedBy, List<Patch> patches) {}

package dev.fleetprompt.platform.executions;

/**
 * Where a run stood after some of its entries. It only saves the folding of what is before: the
 * journal is what counts.
 *
 * @param entries how many entries it stands for
 * @param version of the interpreter's format
 * @param hash of the state, to be found again whenever the same entries are folded
 * @param state as the interpreter wrote it, as JSON
 * @param journalBytes how many characters of data those entries hold
 */
record Snapshot(int entries, int version, String hash, String state, long journalBytes) {}

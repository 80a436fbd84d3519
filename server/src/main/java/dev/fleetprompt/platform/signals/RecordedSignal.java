package dev.fleetprompt.platform.signals;

/**
 * A signal and the transaction that recorded it.
 *
 * @param transaction its number in this cluster, as {@code xid8}
 */
public record RecordedSignal(Signal signal, long transaction) {}

package dev.fleetprompt.platform.commit;

/**
 * One change of one module's tables, part of a {@link UnitOfWork}. Each kind of change is a class
 * of its own; the {@link ChangeWriter} for that class turns many of them into few statements.
 */
public interface Change {}

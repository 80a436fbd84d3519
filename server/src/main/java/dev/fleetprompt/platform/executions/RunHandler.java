package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.workflow.Definition;
import dev.fleetprompt.engine.workflow.InvalidDefinitionException;
import dev.fleetprompt.platform.commit.LeaseLostException;
import dev.fleetprompt.platform.commit.UnitOfWork;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.queue.Claimed;
import dev.fleetprompt.platform.queue.Item;
import dev.fleetprompt.platform.queue.ItemHandler;
import dev.fleetprompt.platform.queue.ItemKind;
import dev.fleetprompt.platform.queue.Message;
import dev.fleetprompt.platform.queue.NodeWork;
import dev.fleetprompt.platform.queue.QueueChange;
import dev.fleetprompt.platform.queue.QueueUnavailableException;
import dev.fleetprompt.platform.waits.LookBack;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Takes up the runs that this node claims. What it does goes on in its {@link RunWorkers}: steps of
 * runs in the few for computing, reads of the database and calls of functions in those that wait.
 */
final class RunHandler implements ItemHandler, LiveRun.Surroundings, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunHandler.class);

  private final StoredRuns runs;
  private final Interpreter interpreter;
  private final RunEffects effects;
  private final RunFacts facts;
  private final FunctionCalls functions;
  private final Ids ids;
  private final Clock clock;
  private final int capacity;
  private final AtomicInteger generations = new AtomicInteger();
  private final Map<Item, LiveRun> live = new ConcurrentHashMap<>();
  private final RunWorkers workers;
  private final LookBacks lookBacks;

  /**
   * @param capacity how many runs a node has in memory at most
   */
  RunHandler(
      StoredRuns runs,
      Interpreter interpreter,
      RunEffects effects,
      RunFacts facts,
      FunctionCalls functions,
      Ids ids,
      Clock clock,
      RunWorkers workers,
      int capacity) {
    this.runs = runs;
    this.interpreter = interpreter;
    this.effects = effects;
    this.facts = facts;
    this.functions = functions;
    this.ids = ids;
    this.clock = clock;
    this.workers = workers;
    this.capacity = capacity;
    this.lookBacks = new LookBacks(runs, workers);
  }

  @Override
  public ItemKind kind() {
    return Runs.KIND;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void claimed(List<Claimed> items, NodeWork node) {
    workers.waits().execute(() -> takeUp(items, node));
  }

  @Override
  public void news(Item item, NodeWork node) {
    LiveRun run = live.get(item);
    if (run != null) {
      readInbox(run, run::found);
    }
  }

  @Override
  public void abandoned() {
    generations.incrementAndGet();
    live.clear();
    lookBacks.clear();
  }

  private void takeUp(List<Claimed> items, NodeWork node) {
    Map<Item, List<Message>> inboxes = new HashMap<>();
    items.forEach(claimed -> inboxes.put(claimed.item(), claimed.inbox()));
    Set<Item> missing = new HashSet<>(inboxes.keySet());
    for (LoadedRun run : load(inboxes.keySet())) {
      Item item = Runs.item(run.execution().tenant(), run.execution().id());
      missing.remove(item);
      if (run.execution().status().ended()) {
        finish(item, node);
      } else {
        takeUpWhole(run, inboxes.getOrDefault(item, List.of()), node);
      }
    }
    missing.forEach(item -> finish(item, node));
  }

  /**
   * What the database says of the runs, however long it takes to answer, unless this node ends
   * first.
   */
  private List<LoadedRun> load(Set<Item> items) {
    int generation = generations.get();
    while (generation == generations.get()) {
      try {
        return runs.load(items);
      } catch (SQLException e) {
        LOG.warn("Claimed runs could not be read and are read again: {}", e.getMessage());
        workers.pause();
      }
    }
    return List.of();
  }

  /** Takes a run up once it has what it takes over from another one. */
  private void takeUpWhole(LoadedRun loaded, List<Message> inbox, NodeWork node) {
    Execution execution = loaded.execution();
    Optional<Takeover> missing =
        loaded.isWhole() && loaded.journal().isEmpty()
            ? runs.takeover(execution)
            : Optional.empty();
    if (missing.isEmpty()) {
      takeUp(loaded, inbox, node);
      return;
    }
    node.submit(execution.id(), CopyJournal.unit(execution.tenant(), missing.get()))
        .whenCompleteAsync(
            (done, failure) -> {
              if (failure == null) {
                load(Set.of(Runs.item(execution.tenant(), execution.id())))
                    .forEach(run -> takeUp(run, inbox, node));
              } else if (!(failure instanceof LeaseLostException)) {
                refuse(execution, node, String.valueOf(failure.getMessage()));
              }
            },
            workers.waits());
  }

  private void takeUp(LoadedRun loaded, List<Message> inbox, NodeWork node) {
    Execution execution = loaded.execution();
    try {
      Definition definition = definition(execution, node);
      RunContext context = new RunContext(execution, definition, interpreter, effects, facts);
      LiveRun run = new LiveRun(context, node, this, new Mailbox(workers.steps()), clock, loaded);
      live.put(context.item(), run);
      run.found(inbox);
    } catch (InvalidDefinitionException e) {
      LOG.error("Run {} has a definition that this version refuses", execution.id(), e);
      refuse(execution, node, "This version refuses the run's workflow: " + e.getMessage());
    } catch (EmptyResultDataAccessException e) {
      LOG.error("Run {} has a definition that is not stored", execution.id(), e);
      refuse(execution, node, "The run's workflow is not stored any more; start a new run.");
    }
  }

  /** The run's definition, however long the database takes to answer. */
  private Definition definition(Execution execution, NodeWork node)
      throws InvalidDefinitionException {
    while (true) {
      try {
        return runs.definition(execution.tenant(), execution.definition());
      } catch (DataAccessResourceFailureException | TransientDataAccessException e) {
        if (node.hasEnded()) {
          throw e;
        }
        LOG.warn("A definition could not be read and is read again: {}", e.getMessage());
        workers.pause();
      }
    }
  }

  private void refuse(Execution execution, NodeWork node, String why) {
    RunEnd refused = new RunEnd.Faulted(RunEnding.broken(why));
    node.submit(
        execution.id(), RunEnding.outsideOfJournal(execution, facts, refused, clock.instant()));
  }

  private static void finish(Item item, NodeWork node) {
    node.submit(item.id(), new UnitOfWork(item.tenant()).add(new QueueChange.Finish(item)));
  }

  @Override
  public void call(LiveRun run, Command.Call call) {
    workers
        .waits()
        .execute(() -> run.ended(functions.call(run.context().execution(), call, run.node())));
  }

  @Override
  public void readInbox(LiveRun run, Consumer<List<Message>> found) {
    workers
        .waits()
        .execute(() -> {
          Item item = run.context().item();
          try {
            found.accept(run.node().inboxes(List.of(item)).getOrDefault(item, List.of()));
          } catch (QueueUnavailableException e) {
            LOG.warn("The inbox of run {} is read again: {}", item.id(), e.getMessage());
            workers.pause();
            if (live.get(item) == run) {
              readInbox(run, found);
            }
          }
        });
  }

  @Override
  public void lookBack(LiveRun run, LookBack.Request request) {
    lookBacks.add(run, request);
  }

  @Override
  public void resolve(LiveRun run, Command.RunWorkflow command) {
    whenStored(
        run, () -> run.resolved(command.id(), runs.workflow(run.context().execution(), command)));
  }

  /** Reads something for a run, again and again until the database answers. */
  private void whenStored(LiveRun run, Runnable read) {
    workers
        .waits()
        .execute(() -> {
          try {
            read.run();
          } catch (DataAccessException e) {
            LOG.warn(
                "Run {} waits for the database: {}", run.context().item().id(), e.getMessage());
            workers.pause();
            if (live.get(run.context().item()) == run) {
              whenStored(run, read);
            }
          }
        });
  }

  @Override
  public UUID newRun() {
    return ids.next();
  }

  @Override
  public void gone(LiveRun run) {
    live.remove(run.context().item(), run);
  }

  @Override
  public void close() {
    workers.close();
  }
}

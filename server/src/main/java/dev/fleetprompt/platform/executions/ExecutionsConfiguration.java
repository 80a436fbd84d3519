package dev.fleetprompt.platform.executions;

import dev.fleetprompt.engine.interpreter.Interpreter;
import dev.fleetprompt.engine.interpreter.Limits;
import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.database.EngineDatabase;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.directives.OpenDirectives;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.retention.OldMonths;
import dev.fleetprompt.platform.retention.RetentionSettings;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.waits.LookBack;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ExecutionsConfiguration {

  /** How many runs a node has in memory. */
  private static final int CAPACITY = 1_024;

  @Bean
  StartRunWriter startRunWriter() {
    return new StartRunWriter();
  }

  @Bean
  MoveRunWriter moveRunWriter() {
    return new MoveRunWriter();
  }

  @Bean
  JournalWriter journalWriter() {
    return new JournalWriter();
  }

  @Bean
  DefinitionWriter definitionWriter() {
    return new DefinitionWriter();
  }

  @Bean
  StopChildWriter stopChildWriter() {
    return new StopChildWriter();
  }

  @Bean
  Executions executions(TenantDatabase tenants, Commits commits, Ids ids) {
    return new Executions(tenants, commits, ids);
  }

  @Bean
  RunsUnderWay runsUnderWay(EngineDatabase database) {
    return new RunsUnderWay(database);
  }

  @Bean
  RunRetention runRetention(
      EngineDatabase database,
      OldMonths months,
      OpenDirectives directives,
      RetentionSettings settings) {
    return new RunRetention(database, months, directives, settings);
  }

  @Bean
  RunExplorer runExplorer(TenantDatabase tenants) {
    return new RunExplorer(tenants);
  }

  @Bean
  TenantDefinitions tenantDefinitions(TenantDatabase tenants) {
    return new TenantDefinitions(tenants);
  }

  @Bean
  RunJournal runJournal(TenantDatabase tenants, TenantDefinitions definitions) {
    return new RunJournal(tenants, definitions);
  }

  @Bean
  SnapshotWriter snapshotWriter() {
    return new SnapshotWriter();
  }

  @Bean
  TakeoverWriter takeoverWriter() {
    return new TakeoverWriter();
  }

  @Bean
  CopyJournalWriter copyJournalWriter() {
    return new CopyJournalWriter();
  }

  @Bean
  RunReplay runReplay(TenantDatabase tenants) {
    return new RunReplay(tenants, new Interpreter(Limits.standard()));
  }

  @Bean
  RunMoments runMoments(TenantDefinitions definitions, RunReplay replay, RunJournal journal) {
    return new RunMoments(definitions, replay, journal);
  }

  @Bean
  Reruns reruns(
      Executions executions,
      TenantDefinitions definitions,
      RunReplay replay,
      SignalEntry signals,
      TenantDatabase tenants,
      Commits commits,
      Ids ids,
      Clock clock) {
    return new Reruns(
        executions,
        definitions,
        replay,
        new RunFacts(signals, List.of()),
        tenants,
        commits,
        ids,
        clock);
  }

  @Bean
  RunHandler runHandler(
      @Value("${fleet.runs.compared-snapshots:0}") int comparedSnapshots,
      EngineDatabase database,
      FunctionCatalog functions,
      Directives directives,
      DirectiveTypes directiveTypes,
      SignalEntry signals,
      List<CallPermission> permissions,
      ObjectProvider<RunEnds> ends,
      LookBack lookBack,
      Ids ids,
      Clock clock) {
    return new RunHandler(
        new RunLoader(database, lookBack, comparedSnapshots),
        new Interpreter(Limits.standard()),
        new RunEffects(
            functions,
            new RequestedDirectives(directives, directiveTypes),
            new EmittedEvents(signals),
            permissions),
        new RunFacts(signals, ends.orderedStream().toList()),
        new FunctionCalls(functions),
        ids,
        clock,
        RunWorkers.threads(),
        CAPACITY);
  }
}

package dev.fleetprompt.platform.packages.lifecycle;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.connections.Connection;
import dev.fleetprompt.platform.connections.Connections;
import dev.fleetprompt.platform.directives.DirectiveTypes;
import dev.fleetprompt.platform.directives.Directives;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.functions.FunctionCatalog;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.packages.ConfigurationPlans;
import dev.fleetprompt.platform.packages.ConnectionDirectory;
import dev.fleetprompt.platform.packages.InstallPlans;
import dev.fleetprompt.platform.packages.Installations;
import dev.fleetprompt.platform.packages.InstalledPackages;
import dev.fleetprompt.platform.packages.ManualStarts;
import dev.fleetprompt.platform.packages.Marketplace;
import dev.fleetprompt.platform.packages.PackageChanges;
import dev.fleetprompt.platform.packages.PackageRegistry;
import dev.fleetprompt.platform.packages.UninstallPlans;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.signals.Signals;
import dev.fleetprompt.platform.signals.Subscriptions;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.tenancy.TenantDatabase;
import dev.fleetprompt.platform.tenancy.TenantId;
import dev.fleetprompt.platform.triggers.Schedules;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {

  @Bean
  Installations installations(TenantDatabase database) {
    return new Installations(database);
  }

  @Bean
  InstallPlans installPlans(
      PackageRegistry registry, Installations installations, Connections connections) {
    return new InstallPlans(registry, installations, directory(connections));
  }

  private static ConnectionDirectory directory(Connections connections) {
    return new ConnectionDirectory() {
      @Override
      public Optional<Connection> find(TenantId tenant, String name) {
        return connections.find(tenant, name);
      }

      @Override
      public List<Connection> first(TenantId tenant) {
        return connections.list(tenant, null, Connections.LONGEST_PAGE);
      }
    };
  }

  @Bean
  Marketplace marketplace(
      PackageRegistry registry,
      Installations installations,
      FunctionCatalog functions,
      DirectiveTypes directives) {
    return new Marketplace(registry, installations, functions, directives);
  }

  @Bean
  InstalledPackages installedPackages(
      TenantDatabase database,
      PackageRegistry registry,
      Installations installations,
      Schedules schedules,
      Executions executions,
      Directives directives,
      Signals signals) {
    return new InstalledPackages(
        database, registry, installations, schedules, executions, directives, signals);
  }

  @Bean
  UninstallPlans uninstallPlans(Installations installations) {
    return new UninstallPlans(installations);
  }

  @Bean
  InstallationWriter installationWriter() {
    return new InstallationWriter();
  }

  @Bean
  EndInstallationWriter endInstallationWriter() {
    return new EndInstallationWriter();
  }

  @Bean
  CountStartWriter countStartWriter() {
    return new CountStartWriter();
  }

  @Bean
  Provisioning provisioning(
      PackageRegistry registry, Subscriptions subscriptions, Organizations organizations, Ids ids) {
    return new PlatformProvisioning(
        registry, subscriptions, new DefinedSchedules(organizations), ids);
  }

  @Bean
  Transition transition(
      Installations installations, Commits commits, SignalEntry signals, Clock clock) {
    return new Transition(installations, commits, signals::fact, clock);
  }

  @Bean
  InstallPackage installPackage(
      InstallPlans plans,
      PackageRegistry registry,
      Provisioning provisioning,
      Transition transition) {
    return new InstallPackage(plans, registry, provisioning, transition);
  }

  @Bean
  UninstallPackage uninstallPackage(
      UninstallPlans plans,
      Installations installations,
      Provisioning provisioning,
      Transition transition) {
    return new UninstallPackage(plans, installations, provisioning, transition);
  }

  @Bean
  ConfigurationPlans configurationPlans(InstallPlans plans, Installations installations) {
    return new ConfigurationPlans(plans, installations);
  }

  @Bean
  ConfigurePackage configurePackage(
      ConfigurationPlans plans,
      Installations installations,
      Provisioning provisioning,
      Transition transition) {
    return new ConfigurePackage(plans, installations, provisioning, transition);
  }

  @Bean
  SwitchPackage enablePackage(
      Installations installations, Provisioning provisioning, Transition transition) {
    return SwitchPackage.on(installations, provisioning, transition);
  }

  @Bean
  SwitchPackage disablePackage(
      Installations installations, Provisioning provisioning, Transition transition) {
    return SwitchPackage.off(installations, provisioning, transition);
  }

  @Bean
  PackageChanges packageChanges(
      Directives directives, Installations installations, Commits commits, Clock clock) {
    return new DirectivesForPackages(directives, installations, commits, clock);
  }

  @Bean
  InstallationPermissions installationPermissions(
      Installations installations, PackageRegistry registry, Clock clock) {
    return new InstallationPermissions(installations, registry, clock);
  }

  @Bean
  ManualStarts manualStarts(
      Installations installations,
      PackageRegistry registry,
      Organizations organizations,
      TenantDatabase database,
      Commits commits,
      Ids ids,
      Clock clock) {
    return new CountedStarts(installations, registry, organizations, database, commits, ids, clock);
  }
}

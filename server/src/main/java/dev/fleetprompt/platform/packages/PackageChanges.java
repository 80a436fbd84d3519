package dev.fleetprompt.platform.packages;

import dev.fleetprompt.platform.signals.Actor;
import dev.fleetprompt.platform.tenancy.TenantId;
import java.util.UUID;

/**
 * Asks for installations to come about, change and go. Each is a directive: what is returned is
 * durable, and carried out soon after.
 */
public interface PackageChanges {

  /**
   * A directive that was asked for.
   *
   * @param installation what it is about; look there for how it went
   * @param existing whether the same had been asked for before
   */
  record Requested(UUID directive, UUID installation, boolean existing) {}

  /**
   * Installs what a plan says. The installation is {@code queued} when this returns.
   *
   * @param reason why, for people
   * @throws PackageException {@code PLAN_OUTDATED} when another installation of the package came
   *     first
   */
  Requested install(TenantId tenant, InstallPlan plan, Actor by, String reason);

  /** Uninstalls what a plan says. */
  Requested uninstall(TenantId tenant, UninstallPlan plan, Actor by, String reason);

  /**
   * Gives an installation another configuration: its next version. Schedules follow it from then
   * on; runs under way keep what they began with.
   *
   * @throws PackageException {@code PLAN_OUTDATED} when another configuration came first
   */
  Requested configure(TenantId tenant, ConfigurationPlan plan, Actor by, String reason);

  /** Switches on what starts an installation's runs by itself. */
  Requested enable(TenantId tenant, UUID installation, Actor by, String reason);

  /** Switches it off. Runs can still be started by hand. */
  Requested disable(TenantId tenant, UUID installation, Actor by, String reason);
}

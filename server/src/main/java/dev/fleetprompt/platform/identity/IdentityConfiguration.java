package dev.fleetprompt.platform.identity;

import dev.fleetprompt.platform.commit.Commits;
import dev.fleetprompt.platform.database.IdentityDatabase;
import dev.fleetprompt.platform.database.OwnerDatabase;
import dev.fleetprompt.platform.ids.Ids;
import dev.fleetprompt.platform.signals.SignalEntry;
import dev.fleetprompt.platform.tenancy.Erasure;
import dev.fleetprompt.platform.tenancy.Organizations;
import dev.fleetprompt.platform.vault.Vault;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrationSettings.class)
class IdentityConfiguration {
  @Bean
  Sessions sessions(IdentityDatabase database, Ids ids, Clock clock) {
    return new Sessions(database, ids, clock);
  }

  @Bean
  SignInLog signInLog(IdentityDatabase database, Ids ids, Clock clock) {
    return new SignInLog(database, ids, clock);
  }

  @Bean
  People people(IdentityDatabase database, Ids ids, Clock clock) {
    return new People(database, ids, clock);
  }

  @Bean
  Passwords passwords() {
    return new Passwords();
  }

  @Bean
  FailureLimits failureLimits(IdentityDatabase database, Clock clock) {
    return new FailureLimits(database, clock);
  }

  @Bean
  OneTimeLinks oneTimeLinks(IdentityDatabase database, Clock clock) {
    return new OneTimeLinks(database, clock);
  }

  @Bean
  Memberships memberships(Clock clock) {
    return new Memberships(clock);
  }

  @Bean
  MemberNews memberNews(
      IdentityDatabase database, SignalEntry signals, Commits commits, Ids ids, Clock clock) {
    return new MemberNews(database, signals, commits, ids, clock);
  }

  @Bean
  SecondProofs secondProofs(
      IdentityDatabase database, People people, Vault vault, SignInLog log, Clock clock) {
    return new SecondProofs(database, people, vault, log, clock);
  }

  @Bean
  TotpSecrets totpSecrets(IdentityDatabase database, Vault vault) {
    return new TotpSecrets(database, vault);
  }

  @Bean
  SignIns signIns(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      FailureLimits limits,
      SecondProofs secondProofs,
      Sessions sessions,
      SignInLog log,
      Clock clock) {
    return new SignIns(
        database, people, passwords, limits, secondProofs, sessions, log, new Leftovers(clock));
  }

  @Bean
  Registration registration(
      OwnerDatabase owner,
      People people,
      Passwords passwords,
      Organizations organizations,
      Memberships memberships,
      OneTimeLinks links,
      FailureLimits limits,
      SignIns signIns,
      RegistrationSettings settings) {
    return new Registration(
        owner, people, passwords, organizations, memberships, links, limits, signIns, settings);
  }

  @Bean
  Members members(IdentityDatabase database, Memberships memberships, MemberNews news) {
    return new Members(database, memberships, news);
  }

  @Bean
  Invitations invitations(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      Memberships memberships,
      MemberNews news,
      Sessions sessions,
      SignIns signIns,
      Ids ids,
      Clock clock) {
    return new Invitations(
        database, people, passwords, memberships, news, sessions, signIns, ids, clock);
  }

  @Bean
  Passkeys passkeys(
      IdentityDatabase database,
      SignIns signIns,
      SignInLog log,
      FailureLimits limits,
      Ids ids,
      Clock clock) {
    return new Passkeys(database, signIns, log, limits, ids, clock);
  }

  @Bean
  Profiles profiles(
      IdentityDatabase database,
      People people,
      Passwords passwords,
      FailureLimits limits,
      Sessions sessions,
      SecondProofs secondProofs,
      Passkeys passkeys,
      OneTimeLinks links,
      SignInLog log,
      Clock clock) {
    return new Profiles(
        database, people, passwords, limits, sessions, secondProofs, passkeys, links, log, clock);
  }

  @Bean
  OrganizationSettings organizationSettings(
      OwnerDatabase owner,
      Organizations organizations,
      Erasure erasure,
      Profiles profiles,
      MemberNews news) {
    return new OrganizationSettings(owner, organizations, erasure, profiles, news);
  }
}

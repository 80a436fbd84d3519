package dev.fleetprompt.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.platform.tenancy.TenancyException.InvalidOrganization;
import dev.fleetprompt.platform.tenancy.TenancyException.OrganizationExists;
import dev.fleetprompt.platform.tenancy.TenancyException.ProvisioningFailed;
import dev.fleetprompt.testing.TestDatabase;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationsTest {
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anOrganizationIsFoundAsItWasCreated() {
    Organization created =
        database.organizations().create("acme_france", "Acme France", ZoneId.of("Europe/Paris"));

    assertThat(created.ready()).isTrue();
    assertThat(created.schema()).isEqualTo("org_acme_france");
    assertThat(database.organizations().find("acme_france")).contains(created);
    assertThat(database.organizations().find(created.id())).contains(created);
    assertThat(database.organizations().find("acme")).isEmpty();
  }

  @Test
  void theLongestSlugStillFitsARole() {
    String slug = "a".repeat(48);

    database.organization(slug);

    assertThat(database.instance().tenantRole(slug)).hasSizeLessThan(64);
    assertThat(exists("pg_roles where rolname", database.instance().tenantRole(slug))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_a",
        "a_",
        "a__b",
        "A",
        "a-b",
        "a b",
        "ä",
        "a\"; drop schema fleet",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aSlugOfAnotherFormIsRefused(String slug) {
    assertThatThrownBy(() -> database.organization(slug))
        .isInstanceOf(InvalidOrganization.class)
        .hasMessageContaining("lowercase letters and digits");
  }

  @Test
  void aTakenSlugIsRefused() {
    database.organization("acme");

    assertThatThrownBy(() -> database.organization("acme")).isInstanceOf(OrganizationExists.class);
  }

  @Test
  void oneOfSeveralThatCreateTheSameOrganizationSucceeds() throws Exception {
    Callable<Organization> creator = () -> database.organization("acme");
    int created = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<Organization> result : threads.invokeAll(Collections.nCopies(3, creator))) {
        try {
          result.get();
          created++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(TenancyException.class);
        }
      }
    }

    assertThat(created).isEqualTo(1);
  }

  @Test
  void whenAPartCannotBeMadeNothingRemains() {
    database.owner().sql().sql("create schema org_acme").update();

    assertThatThrownBy(() -> database.organization("acme"))
        .isInstanceOf(ProvisioningFailed.class)
        .hasMessageContaining("nothing of it remains");

    assertThat(database.organizations().find("acme")).isEmpty();
    assertThat(exists("pg_roles where rolname", database.instance().tenantRole("acme"))).isFalse();

    database.owner().sql().sql("drop schema org_acme").update();
    assertThat(database.organization("acme").ready()).isTrue();
  }

  @Test
  void pagesFollowTheSlug() {
    for (String slug : List.of("c", "a", "b_1", "b")) {
      database.organizations().create(slug, "Name", ZoneOffset.UTC);
    }

    assertThat(slugs(2, null)).containsExactly("a", "b");
    assertThat(slugs(2, "b")).containsExactly("b_1", "c");
    assertThat(slugs(2, "c")).isEmpty();
  }

  private List<String> slugs(int limit, @Nullable String after) {
    return database.organizations().list(limit, after).stream().map(Organization::slug).toList();
  }

  private boolean exists(String where, String name) {
    return database
        .owner()
        .sql()
        .sql("select exists (select from " + where + " = ?)")
        .param(name)
        .query(Boolean.class)
        .single();
  }
}

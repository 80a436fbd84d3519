package dev.fleetprompt.platform.vault;

import dev.fleetprompt.platform.tenancy.TenantId;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fingerprints of the secrets that this process has had in memory: a text made here can hold no
 * others. Grows by a few dozen bytes for each form of each secret used since the start.
 */
final class KnownSecrets {
  private final Map<TenantId, Fingerprints> byTenant = new ConcurrentHashMap<>();
  private final Fingerprints ofAll;
  private final long seed;

  KnownSecrets(SecureRandom random) {
    this.seed = random.nextLong();
    this.ofAll = new Fingerprints(seed);
  }

  void add(TenantId tenant, SecretValue secret) {
    Fingerprints fingerprints = byTenant.computeIfAbsent(tenant, unused -> new Fingerprints(seed));
    for (String form : SecretForms.of(secret)) {
      fingerprints.add(form);
      ofAll.add(form);
    }
  }

  /** Masks the secrets of every tenant. */
  String mask(String text) {
    return ofAll.mask(text);
  }

  String mask(TenantId tenant, String text) {
    Fingerprints fingerprints = byTenant.get(tenant);
    return fingerprints == null ? text : fingerprints.mask(text);
  }
}

package dev.fleetprompt.platform.packages;

/** The version of the platform that packages name in {@code platform}. */
public final class PlatformVersion {

  /** Raised with what packages can rely on. */
  public static final Version CURRENT = Version.parse("0.1.0");

  private PlatformVersion() {}
}

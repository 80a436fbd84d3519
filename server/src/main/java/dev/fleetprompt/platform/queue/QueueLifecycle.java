package dev.fleetprompt.platform.queue;

import org.springframework.context.SmartLifecycle;

/** Begins work when everything else is ready, and ends it before anything else goes. */
final class QueueLifecycle implements SmartLifecycle {

  private final QueueRuntime runtime;
  private volatile boolean running;

  QueueLifecycle(QueueRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void start() {
    runtime.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    runtime.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

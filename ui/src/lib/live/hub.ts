import type { FromTab, ToTab } from './messages';
import { Stream, type Surroundings } from './stream';

/** One connection for many tabs of one organization; lives where they can all reach it. */
export class Hub<Tab> {
  readonly #send: (tab: Tab, message: ToTab) => void;
  readonly #around: Surroundings;
  readonly #tabs = new Set<Tab>();
  #scope = '';
  #stream: Stream;

  constructor(send: (tab: Tab, message: ToTab) => void, around: Surroundings) {
    this.#send = send;
    this.#around = around;
    this.#stream = this.#open();
  }

  take(tab: Tab, message: FromTab): void {
    switch (message.kind) {
      case 'hello':
        this.#welcome(tab, message.scope, message.after);
        break;
      case 'hurry':
        this.#stream.hurry();
        break;
      case 'bye':
        this.#tabs.delete(tab);
        if (this.#tabs.size === 0) this.#stream.stop();
        break;
    }
  }

  #welcome(tab: Tab, scope: string, after: string | null): void {
    if (scope !== this.#scope) {
      // Another person or organization signed in: nothing of the old stream may reach it.
      this.#stream.stop();
      this.#stream = this.#open();
      this.#scope = scope;
    }
    this.#tabs.add(tab);
    this.#send(tab, { kind: 'state', state: this.#stream.state });
    if (this.#stream.state === 'idle') {
      this.#stream.start(after);
    } else if (after !== null) {
      const missed = this.#stream.since(after);
      if (missed === null) this.#send(tab, { kind: 'reset' });
      else for (const event of missed) this.#send(tab, { kind: 'event', event });
    }
  }

  #open(): Stream {
    return new Stream(
      {
        event: (event) => this.#tell({ kind: 'event', event }),
        reset: () => this.#tell({ kind: 'reset' }),
        refused: (why) => this.#tell({ kind: 'refused', why }),
        state: (state) => this.#tell({ kind: 'state', state }),
      },
      this.#around,
    );
  }

  #tell(message: ToTab): void {
    for (const tab of this.#tabs) this.#send(tab, message);
  }
}

export const browser: Surroundings = {
  open: (lastId, signal) =>
    fetch('/live', {
      signal,
      cache: 'no-store',
      headers: {
        Accept: 'text/event-stream',
        ...(lastId === null ? {} : { 'Last-Event-ID': lastId }),
      },
    }),
  later: (step, millis) => {
    const timer = setTimeout(step, millis);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

import type { Connection } from '$lib/connection.svelte';

/** Something that happened in the organization. */
export interface LiveEvent {
  id: string;
  type: string;
  /** What it concerns, such as `runs` and `run:…`. */
  topics: string[];
  subject?: string | null;
}

/** Why there is no stream for these pages any more. */
export type Refusal = 'session' | 'organization';

export interface Listener {
  event(event: LiveEvent): void;
  /** Events may have been missed: what is shown must be read anew. */
  reset(): void;
  /** Told once until there is a stream again. */
  refused(why: Refusal): void;
  state(state: Connection): void;
}

/** What the stream needs of its surroundings, so that tests can stand in for them. */
export interface Surroundings {
  open(lastId: string | null, signal: AbortSignal): Promise<Response>;
  /** Calls `step` later; returns how to prevent it. */
  later(step: () => void, millis: number): () => void;
  random(): number;
}

const firstWait = 500;
const longestWait = 30_000;
/** The server says something at least every 15 seconds. */
const silence = 45_000;
const mostKept = 300;

/**
 * One connection to the server's events. It reconnects with growing waits, resumes after the last
 * event it saw, and passes no event on twice.
 */
export class Stream {
  readonly #listener: Listener;
  readonly #around: Surroundings;
  /** The latest events, for tabs that come later. */
  readonly #kept: LiveEvent[] = [];
  #lastId: string | null = null;
  /** What came after it is in `#kept`. */
  #keptFrom: string | null = null;
  #failures = 0;
  #refused: Refusal | null = null;
  #state: Connection = 'idle';
  #abort: AbortController | null = null;
  #cancelWait: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;

  constructor(listener: Listener, around: Surroundings) {
    this.#listener = listener;
    this.#around = around;
  }

  get state(): Connection {
    return this.#state;
  }

  /** Connects unless it is already; `after` is the last event that the first page has seen. */
  start(after: string | null = null): void {
    if (this.#abort || this.#cancelWait) return;
    this.#lastId ??= after;
    this.#keptFrom ??= after;
    void this.#connect();
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#cancelSilence?.();
    this.#abort?.abort();
    this.#abort = null;
    this.#say('idle');
  }

  /** Tries at once, for instance when the network is back. */
  hurry(): void {
    if (!this.#cancelWait) return;
    this.#cancelWait();
    this.#cancelWait = null;
    void this.#connect();
  }

  /** What came after the place `id`; null when that cannot be told. */
  since(id: string): LiveEvent[] | null {
    if (this.#keptFrom === null || !((compare(id, this.#keptFrom) ?? -1) >= 0)) return null;
    return this.#kept.filter((event) => (compare(event.id, id) ?? 1) > 0);
  }

  async #connect(): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    if (this.#state !== 'offline') this.#say('connecting');
    try {
      const response = await this.#around.open(this.#lastId, abort.signal);
      this.#tellRefusal(response.status);
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
      this.#say('live');
      await this.#read(response.body, abort);
    } catch {
      // A refused, broken or silent connection: all are tried again below.
    }
    if (this.#abort !== abort) return;
    this.#cancelSilence?.();
    this.#abort = null;
    this.#failures++;
    if (this.#failures > 1) this.#say('offline');
    else this.#say('connecting');
    this.#cancelWait = this.#around.later(() => {
      this.#cancelWait = null;
      void this.#connect();
    }, this.#wait());
  }

  #tellRefusal(status: number): void {
    const why = status === 401 ? 'session' : status === 409 ? 'organization' : null;
    if (why && why !== this.#refused) this.#listener.refused(why);
    if (why || status === 200) this.#refused = why;
  }

  /** Grows with each failure, and differs among browsers so that they do not all come at once. */
  #wait(): number {
    const longest = Math.min(longestWait, firstWait * 2 ** (this.#failures - 1));
    return longest / 2 + (this.#around.random() * longest) / 2;
  }

  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    let rest = '';
    this.#expectMore(abort);
    for (;;) {
      const { done, value } = await reader.read();
      if (done || abort.signal.aborted) return;
      this.#failures = 0;
      this.#expectMore(abort);
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #expectMore(abort: AbortController): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#around.later(() => abort.abort(), silence);
  }

  #take(block: string): void {
    let id = '';
    let kind = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') id = value;
      else if (field === 'event') kind = value;
      else if (field === 'data') data.push(value);
    }
    if (kind === 'reset') {
      if (id !== '') this.#lastId = id;
      this.#keptFrom = id === '' ? null : id;
      this.#kept.length = 0;
      this.#listener.reset();
      return;
    }
    if (data.length > 0) {
      const event = parse(data.join('\n'), id);
      if (event && !this.#kept.some((known) => known.id === event.id)) {
        this.#kept.push(event);
        if (this.#kept.length > mostKept) this.#keptFrom = this.#kept.shift()?.id ?? null;
        this.#lastId = event.id;
        this.#listener.event(event);
        return;
      }
    }
    // A position without an event: how far the server has looked.
    if (id !== '' && data.length === 0) {
      this.#lastId = id;
      this.#keptFrom ??= id;
    }
  }

  #say(state: Connection): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.state(state);
  }
}

/** Which place is the later one: a number, then an id in hexadecimal; null when either is neither. */
export function compare(one: string, other: string): number | null {
  const form = /^(\d{1,19})(?:\.([0-9a-f-]+))?$/;
  const a = form.exec(one);
  const b = form.exec(other);
  if (!a || !b) return null;
  const numbers = BigInt(a[1] ?? '') - BigInt(b[1] ?? '');
  if (numbers !== 0n) return numbers < 0n ? -1 : 1;
  const [idOfA = '', idOfB = ''] = [a[2], b[2]];
  return idOfA < idOfB ? -1 : idOfA > idOfB ? 1 : 0;
}

function parse(data: string, id: string): LiveEvent | null {
  try {
    const value = JSON.parse(data) as Partial<LiveEvent> & { topic?: string };
    const known = id || value.id;
    if (!known) return null;
    return {
      id: known,
      type: value.type ?? '',
      topics: value.topics ?? (value.topic === undefined ? [] : [value.topic]),
      subject: value.subject,
    };
  } catch {
    return null;
  }
}

import { describe, expect, it, vi } from 'vitest';
import { Hub } from './hub';
import type { ToTab } from './messages';
import { compare, Stream, type LiveEvent, type Surroundings } from './stream';

/** A server and a clock in the test's hands. */
class Scene implements Surroundings {
  readonly asked: (string | null)[] = [];
  readonly waits: { step: () => void; millis: number; cancelled: boolean }[] = [];
  #server: ReadableStreamDefaultController<Uint8Array> | null = null;
  refuse = false;
  refusal = 503;

  open(lastId: string | null, signal: AbortSignal): Promise<Response> {
    this.asked.push(lastId);
    if (this.refuse) return Promise.resolve(new Response(null, { status: this.refusal }));
    const body = new ReadableStream<Uint8Array>({ start: (server) => void (this.#server = server) });
    signal.addEventListener('abort', () => this.cut());
    return Promise.resolve(new Response(body));
  }

  later(step: () => void, millis: number): () => void {
    const wait = { step, millis, cancelled: false };
    this.waits.push(wait);
    return () => void (wait.cancelled = true);
  }

  random() {
    return 1;
  }

  async send(text: string) {
    this.#server?.enqueue(new TextEncoder().encode(text));
    await settled();
  }

  cut() {
    try {
      this.#server?.error(new Error('cut'));
    } catch {
      // It was closed already.
    }
  }

  /** Lets the wait before the next attempt end. */
  async pass() {
    const wait = this.waits.findLast((one) => !one.cancelled && one.millis < 45_000);
    if (wait) {
      wait.cancelled = true;
      wait.step();
    }
    await settled();
  }
}

async function settled() {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

function listening() {
  const events: LiveEvent[] = [];
  const states: string[] = [];
  const reset = vi.fn();
  const refused = vi.fn();
  return {
    events,
    states,
    reset,
    refused,
    listener: { event: (event: LiveEvent) => events.push(event), state: (state: string) => states.push(state), reset, refused },
  };
}

const sent = (id: string, topic = 'runs') => `id: ${id}\ndata: {"type":"run.ended","topics":["${topic}"]}\n\n`;

describe('the stream of events', () => {
  it('tells once why there is no stream any more', async () => {
    const scene = new Scene();
    scene.refuse = true;
    scene.refusal = 409;
    const { refused, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    await scene.pass();
    expect(scene.asked.length).toBe(2);
    expect(refused.mock.calls).toEqual([['organization']]);
    scene.refusal = 401;
    await scene.pass();
    expect(refused.mock.calls).toEqual([['organization'], ['session']]);
  });

  it('passes events on, also when they come in pieces', async () => {
    const scene = new Scene();
    const { events, states, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    await scene.send(': hello\n\nid: 1\nda');
    await scene.send('ta: {"type":"run.ended","topics":["runs","run:7"],"subject":"run 7"}\n\n');

    expect(events).toEqual([{ id: '1', type: 'run.ended', topics: ['runs', 'run:7'], subject: 'run 7' }]);
    expect(states).toEqual(['connecting', 'live']);
  });

  it('goes on after the last event when the connection broke, and passes none on twice', async () => {
    const scene = new Scene();
    const { events, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    await scene.send(sent('1') + sent('2'));
    scene.cut();
    await settled();
    await scene.pass();
    await scene.send(sent('2') + sent('3'));

    expect(scene.asked).toEqual([null, '2']);
    expect(events.map((event) => event.id)).toEqual(['1', '2', '3']);
  });

  it('waits longer each time, but not longer than half a minute', async () => {
    const scene = new Scene();
    scene.refuse = true;
    const { states, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    for (let i = 0; i < 9; i++) await scene.pass();

    expect(scene.waits.map((wait) => wait.millis).slice(0, 4)).toEqual([500, 1_000, 2_000, 4_000]);
    expect(Math.max(...scene.waits.map((wait) => wait.millis))).toBe(30_000);
    expect(states.at(-1)).toBe('offline');
  });

  it('takes a silent connection for a broken one', async () => {
    const scene = new Scene();
    const { listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    scene.waits.find((wait) => wait.millis === 45_000)?.step();
    await settled();
    await scene.pass();

    expect(scene.asked).toHaveLength(2);
  });

  it('tells when events may have been missed', async () => {
    const scene = new Scene();
    const { reset, listener } = listening();
    new Stream(listener, scene).start('old');
    await settled();
    await scene.send('event: reset\nid: 9\ndata: {}\n\n');
    scene.cut();
    await settled();
    await scene.pass();

    expect(reset).toHaveBeenCalledOnce();
    expect(scene.asked).toEqual(['old', '9']);
  });

  it('remembers a place that the server names without an event', async () => {
    const scene = new Scene();
    const { events, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    await scene.send('id: 7\n: begun\n\n');
    scene.cut();
    await settled();
    await scene.pass();

    expect(events).toEqual([]);
    expect(scene.asked).toEqual([null, '7']);
  });

  it('knows which place is the later one', () => {
    const id = '0198a1b2-0000-7000-8000-00000000b7c1';
    expect(compare('9.' + id, '10.' + id)).toBe(-1);
    expect(compare('10.ffff', '10.0000')).toBe(1);
    expect(compare(`3.${id}`, `3.${id}`)).toBe(0);
    expect(compare('9007199254740993', '9007199254740992')).toBe(1);
    expect(compare('x', '1')).toBeNull();
  });

  it('survives what it does not understand', async () => {
    const scene = new Scene();
    const { events, listener } = listening();
    new Stream(listener, scene).start();
    await settled();
    await scene.send('id: 1\ndata: {broken\n\nretry: x\n\n' + sent('2'));

    expect(events.map((event) => event.id)).toEqual(['2']);
  });
});

describe('tabs that share one stream', () => {
  function hub() {
    const scene = new Scene();
    const got = new Map<string, ToTab[]>();
    const shared = new Hub<string>((tab, message) => got.set(tab, [...(got.get(tab) ?? []), message]), scene);
    const ids = (tab: string) =>
      (got.get(tab) ?? []).flatMap((message) => (message.kind === 'event' ? [message.event.id] : []));
    return { scene, got, shared, ids };
  }

  it('open one connection', async () => {
    const { scene, shared, ids } = hub();
    shared.take('a', { kind: 'hello', scope: 'x', after: null });
    shared.take('b', { kind: 'hello', scope: 'x', after: null });
    await settled();
    await scene.send(sent('1'));

    expect(scene.asked).toHaveLength(1);
    expect([ids('a'), ids('b')]).toEqual([['1'], ['1']]);
  });

  it('get what came between their page and their joining', async () => {
    const { scene, got, shared, ids } = hub();
    shared.take('a', { kind: 'hello', scope: 'x', after: '0' });
    await settled();
    await scene.send(sent('1') + sent('2') + sent('3'));
    shared.take('b', { kind: 'hello', scope: 'x', after: '1' });
    shared.take('c', { kind: 'hello', scope: 'x', after: '9' });
    shared.take('d', { kind: 'hello', scope: 'x', after: 'long ago' });

    expect(ids('b')).toEqual(['2', '3']);
    expect(ids('c')).toEqual([]);
    const wasReset = (tab: string) => got.get(tab)?.some((message) => message.kind === 'reset');
    expect([wasReset('b'), wasReset('c'), wasReset('d')]).toEqual([false, false, true]);
  });

  it('end the stream when another organization is gone to', async () => {
    const { scene, shared, ids } = hub();
    shared.take('a', { kind: 'hello', scope: 'x', after: null });
    await settled();
    await scene.send(sent('1'));
    shared.take('a', { kind: 'hello', scope: 'y', after: null });
    await settled();

    expect(scene.asked).toEqual([null, null]);
    expect(ids('a')).toEqual(['1']);
  });

  it('end it when the last one goes', async () => {
    const { scene, shared } = hub();
    shared.take('a', { kind: 'hello', scope: 'x', after: null });
    await settled();
    shared.take('a', { kind: 'bye' });
    await settled();
    await scene.pass();

    expect(scene.asked).toHaveLength(1);
  });
});

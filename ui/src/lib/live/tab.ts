import { browser, Hub } from './hub';
import type { FromTab, ToTab } from './messages';

/** A tab's way to the connection. */
export interface Link {
  send(message: FromTab): void;
}

/** Through a shared worker; without one the tabs choose a leader; without that each is alone. */
export function connect(receive: (message: ToTab) => void): Link {
  if (typeof SharedWorker !== 'undefined') return throughWorker(receive);
  if (typeof BroadcastChannel !== 'undefined' && navigator.locks) return throughLeader(receive);
  const hub = new Hub<null>((_, message) => receive(message), browser);
  return { send: (message) => hub.take(null, message) };
}

function throughWorker(receive: (message: ToTab) => void): Link {
  const worker = new SharedWorker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'fleet-live',
  });
  worker.port.onmessage = (event: MessageEvent<ToTab>) => receive(event.data);
  worker.port.start();
  return { send: (message) => worker.port.postMessage(message) };
}

interface Envelope {
  /** The tab it comes from or goes to. */
  tab: string;
  up?: FromTab;
  down?: ToTab;
}

/** The tab that holds the lock holds the connection; when it goes, the next one takes over. */
function throughLeader(receive: (message: ToTab) => void): Link {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel('fleet-live');
  let hub: Hub<string> | null = null;
  let hello: FromTab | null = null;

  channel.onmessage = (event: MessageEvent<Envelope | 'led'>) => {
    if (event.data === 'led') {
      if (hello) post({ tab: me, up: hello });
    } else if (event.data.up) {
      hub?.take(event.data.tab, event.data.up);
    } else if (event.data.down && event.data.tab === me) {
      receive(event.data.down);
    }
  };
  const post = (envelope: Envelope | 'led') => channel.postMessage(envelope);

  void navigator.locks.request('fleet-live', () => {
    hub = new Hub<string>((tab, message) => {
      if (tab === me) receive(message);
      else post({ tab, down: message });
    }, browser);
    if (hello) hub.take(me, hello);
    post('led');
    // Held until this tab goes.
    return new Promise<never>(() => undefined);
  });

  return {
    send: (message) => {
      if (message.kind === 'hello') hello = message;
      if (hub) hub.take(me, message);
      else post({ tab: me, up: message });
    },
  };
}

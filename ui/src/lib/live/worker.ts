import { browser, Hub } from './hub';
import type { FromTab, ToTab } from './messages';

/** Holds the connection for all tabs of this browser. */
interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const hub = new Hub<MessagePort>((port, message: ToTab) => port.postMessage(message), browser);

(self as unknown as SharedScope).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  port.onmessage = (message: MessageEvent<FromTab>) => hub.take(port, message.data);
};

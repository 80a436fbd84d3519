/** Connection state of the stream of events; `live.ts` sets it. */
export type Connection = 'idle' | 'connecting' | 'live' | 'offline';

let state = $state<Connection>('idle');

export function connection(): Connection {
  return state;
}

export function setConnection(next: Connection): void {
  state = next;
}

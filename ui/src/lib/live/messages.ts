import type { Connection } from '$lib/connection.svelte';
import type { LiveEvent, Refusal } from './stream';

/** From a tab to whoever holds the connection. */
export type FromTab =
  | { kind: 'hello'; scope: string; after: string | null }
  | { kind: 'hurry' }
  | { kind: 'bye' };

/** To the tabs. */
export type ToTab =
  | { kind: 'event'; event: LiveEvent }
  | { kind: 'reset' }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'state'; state: Connection };

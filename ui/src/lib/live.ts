import { router } from '@inertiajs/svelte';
import { onDestroy } from 'svelte';
import { setConnection } from '$lib/connection.svelte';
import { t } from '$lib/messages/session';
import { session } from '$lib/session.svelte';
import { shared } from '$lib/shared';
import { toast } from '$lib/toasts.svelte';
import type { ToTab } from './live/messages';
import { connect, type Link } from './live/tab';

type Follower = { topics: Set<string>; changed: () => void };

const followers = new Set<Follower>();
let link: Link | null = null;

/** How long a reload waits for more events, and how far reloads are apart, in milliseconds. */
const gather = 250;
const apart = 1_000;

/**
 * Call it in a page's script: reloads these props whenever something of these topics happened.
 *
 * @param topics such as `runs` or `run:…`; a function where they depend on props
 */
export function liveProps(topics: string[] | (() => string[]), only: string[]): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  let missed = false;

  const reload = () => {
    timer = undefined;
    if (document.hidden) {
      missed = true;
      return;
    }
    last = Date.now();
    router.reload({ only, showProgress: false });
  };
  const changed = () => {
    timer ??= setTimeout(reload, Math.max(gather, last + apart - Date.now()));
  };
  const seen = () => {
    if (missed && !document.hidden) {
      missed = false;
      changed();
    }
  };

  const stop = onLive(topics, changed);
  document.addEventListener('visibilitychange', seen);
  onDestroy(() => {
    stop();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });
}

/** Calls `changed` for each event of these topics; returns how to end it. */
export function onLive(topics: string[] | (() => string[]), changed: () => void): () => void {
  const follower: Follower = {
    get topics() {
      return new Set(typeof topics === 'function' ? topics() : topics);
    },
    changed,
  };
  followers.add(follower);
  open();
  return () => followers.delete(follower);
}

/** Connects this tab, once; pages of nobody are not connected. */
export function open(): void {
  const { person, organization, liveAfter } = shared();
  if (link || !person || !organization) return;
  link = connect(receive);
  const hello = () =>
    link?.send({ kind: 'hello', scope: `${person.id} ${organization.id}`, after: liveAfter ?? null });
  hello();
  window.addEventListener('pagehide', () => link?.send({ kind: 'bye' }));
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) hello();
  });
  window.addEventListener('online', () => link?.send({ kind: 'hurry' }));
}

function receive(message: ToTab): void {
  switch (message.kind) {
    case 'state':
      setConnection(message.state);
      break;
    case 'reset':
      for (const follower of followers) follower.changed();
      break;
    case 'refused':
      if (message.why === 'session') session.ended = true;
      else toast(t('lost'), 'failed');
      break;
    case 'event':
      for (const follower of followers) {
        const wanted = follower.topics;
        if (message.event.topics.some((topic) => wanted.has(topic))) follower.changed();
      }
      break;
  }
}

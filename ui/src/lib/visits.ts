import { router } from '@inertiajs/svelte';
import { toast, type Tone } from '$lib/toasts.svelte';

interface ErrorProps {
  title?: string;
  next?: string;
  reference?: string;
}

/**
 * Says what became of visits: the server's messages, a failed connection, and an action that was
 * refused, which leaves the page and what was typed as they are.
 */
export function watchVisits(): void {
  let method = 'get';
  router.on('start', (event) => {
    method = event.detail.visit.method;
  });
  router.on('flash', (event) => showFlash(event.detail.flash));
  router.on('networkError', () => {
    toast('The server could not be reached. Nothing was changed; try again.', 'failed');
    return false;
  });
  router.on('httpException', (event) => {
    if (method === 'get') return true;
    const data = event.detail.response.data as unknown;
    const props = (isObject(data) && isObject(data.props) ? data.props : {}) as ErrorProps;
    const reference = props.reference ? ` (${props.reference})` : '';
    toast(`${props.title ?? 'That did not work'}. ${props.next ?? ''}${reference}`.trim(), 'failed');
    return false;
  });
}

export function showFlash(flash: unknown): void {
  if (!isObject(flash) || !Array.isArray(flash.messages)) return;
  for (const message of flash.messages) {
    if (isObject(message)) toast(String(message.text), message.tone as Tone);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import { router } from '@inertiajs/svelte';
import { session } from '$lib/session.svelte';
import { shared } from '$lib/shared';
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
  router.on('before', (event) => {
    // Another tab may have gone to another organization; the server refuses what was meant for this one.
    const organization = shared().organization;
    if (organization) event.detail.visit.headers['X-Fleet-Organization'] = organization.id;
  });
  router.on('start', (event) => {
    method = event.detail.visit.method;
  });
  router.on('flash', (event) => showFlash(event.detail.flash));
  router.on('networkError', () => {
    toast(
      method === 'get'
        ? 'The server could not be reached. Try again in a moment.'
        : 'The connection broke. Reload the page to see whether it was done before you try again.',
      'failed',
    );
    return false;
  });
  router.on('httpException', (event) => {
    const { headers, data } = event.detail.response;
    if (method === 'get' && headers['x-inertia']) return true;
    if (isObject(data) && (data as { code?: unknown }).code === 'session.ended') {
      session.ended = true;
      return false;
    }
    toast(inWords(data as unknown), 'failed');
    return false;
  });
}

/**
 * A document comes with its page from the server. What the browser's history kept of that page is older, and may be
 * somebody else's who was signed in here before.
 */
export function forgetHistory(): void {
  const state = history.state as { page?: unknown } | null;
  if (state?.page) history.replaceState(null, '');
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) router.reload();
  });
}

/** The words of an error page, or of an answer that is none. */
function inWords(data: unknown): string {
  const body = isObject(data) ? data : {};
  const said = (isObject(body.props) ? body.props : body) as ErrorProps;
  const reference = said.reference ? ` (${said.reference})` : '';
  return `${said.title ?? 'That did not work'}. ${said.next ?? 'Try again in a moment.'}${reference}`;
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

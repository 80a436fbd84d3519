/** Errors of scripts go to the server's log: a page that breaks should not break silently. */

const most = 10;
const longest = 4_000;

const seen = new Set<string>();

export function reportErrors(): void {
  window.addEventListener('error', (event) => {
    report('error', event.error ?? event.message, `${event.filename}:${event.lineno}:${event.colno}`);
  });
  window.addEventListener('unhandledrejection', (event) => report('rejection', event.reason));
}

/** Once for each error, and not more than a few from one page. */
export function report(kind: string, error: unknown, place = ''): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const key = message + place;
  if (seen.has(key) || seen.size >= most) return;
  seen.add(key);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  void fetch('/client-errors', {
    method: 'POST',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', ...csrfHeader() },
    body: JSON.stringify({
      kind,
      message: message.slice(0, 500),
      stack: stack.slice(0, longest),
      place: (place || location.pathname).slice(0, 500),
    }),
  }).catch(() => undefined);
}

/** What the server wants to see with a request that changes something; Inertia sends it by itself. */
export function csrfHeader(): Record<string, string> {
  const token = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {};
}

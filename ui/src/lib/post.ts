import { session } from './session.svelte';

/** Why the server refused something. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly field: string | null,
    readonly code: string,
  ) {
    super(message);
  }
}

function token(): string {
  const found = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN='));
  return found ? decodeURIComponent(found.slice('XSRF-TOKEN='.length)) : '';
}

/** Sends what must not become part of a page's history, and gives the answer. */
export async function post<T>(path: string, data: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-XSRF-TOKEN': token() },
      body: JSON.stringify(data),
    });
  } catch {
    throw new Refused('The server could not be reached. Nothing was changed; try again.', null, 'network');
  }
  if (response.status === 204) return undefined as T;
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return body as T;
  if (body.code === 'session.ended') session.ended = true;
  throw new Refused(
    String(body.message ?? body.next ?? body.detail ?? 'That did not work. Reload the page and try again.'),
    typeof body.field === 'string' ? body.field : null,
    String(body.code ?? response.status),
  );
}

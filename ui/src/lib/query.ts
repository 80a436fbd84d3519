/** Filters, sorting and paging live in the address, so that a view can be shared and kept. */

export type Query = Record<string, string>;

export function readQuery(url: string): Query {
  return Object.fromEntries(new URL(url, 'http://here').searchParams);
}

/** The query with these changes; an empty value removes its key. Changing a filter starts at the first page. */
export function changed(query: Query, changes: Record<string, string | null>, keepPlace = false): Query {
  const next: Query = { ...query };
  if (!keepPlace) delete next.after;
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === '') delete next[key];
    else next[key] = value;
  }
  return next;
}

export function address(path: string, query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

export function pathOf(url: string): string {
  return new URL(url, 'http://here').pathname;
}

/** What a click on a column's title does: down, up, and back to the list's own order. */
export function nextSort(current: string | undefined, name: string): string | null {
  if (current === `-${name}`) return name;
  if (current === name) return null;
  return `-${name}`;
}

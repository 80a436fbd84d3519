/** The browser's own time zone if the server knows it, else UTC. */
export function ownZone(known: string[]): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return known.includes(own) ? own : 'UTC';
}

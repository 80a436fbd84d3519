/** Searching in JSON values: names and plain values, without regard to case. */

export function matches(value: unknown, needle: string): boolean {
  return typeof value !== 'object' && String(value).toLowerCase().includes(needle);
}

/** Whether `needle` (lower case) is anywhere in `value`. */
export function holds(value: unknown, needle: string): boolean {
  if (typeof value !== 'object' || value === null) return matches(value, needle);
  return Object.entries(value).some(
    ([name, inner]) =>
      (!Array.isArray(value) && name.toLowerCase().includes(needle)) || holds(inner, needle),
  );
}

/** In how many names and values it is. */
export function count(value: unknown, needle: string): number {
  if (typeof value !== 'object' || value === null) return matches(value, needle) ? 1 : 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (!Array.isArray(value) && name.toLowerCase().includes(needle) ? 1 : 0) + count(inner, needle),
    0,
  );
}

import type { By, Thing } from '$lib/things';

export interface SignalRow {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  time: string;
  by: By;
  belongs: Thing;
  admins: boolean;
  glance: string;
}

/** Choices for a filter by type: families that hold several types, and the types themselves. */
export function families(types: string[]): { value: string; label: string }[] {
  const options: { value: string; label: string }[] = [];
  const groups = new Map<string, string[]>();
  for (const type of types) {
    const first = type.split('.')[0] ?? type;
    groups.set(first, [...(groups.get(first) ?? []), type]);
  }
  for (const [family, members] of groups) {
    if (members.length > 1) options.push({ value: family, label: `${family}.…` });
    for (const type of members) options.push({ value: type, label: type });
  }
  return options;
}

import { page } from '@inertiajs/svelte';

/** Who is signed in. */
export interface Person {
  id: string;
  name: string;
  email: string;
  /** The zone this person wants times in; the browser's when absent. */
  zone?: string | null;
}

export interface OrganizationSummary {
  id: string;
  slug: string;
  name: string;
}

export type RoleName = 'owner' | 'admin' | 'editor' | 'member' | 'viewer';

/** The props that the server adds to every page. None are there before somebody signed in. */
export interface Shared {
  person?: Person | null;
  organization?: (OrganizationSummary & { role: RoleName; zone: string }) | null;
  organizations?: OrganizationSummary[];
  inboxCount?: number;
  /** The last event that this page's data includes; the stream of events goes on from there. */
  liveAfter?: string | null;
}

/** Reactive: read it in markup or `$derived`. */
export function shared(): Shared {
  return page.props as Shared;
}

const ranks: RoleName[] = ['viewer', 'member', 'editor', 'admin', 'owner'];

/** Whether the person's role is this one or above. The server decides anyway; this spares a refusal. */
export function may(least: RoleName): boolean {
  const role = shared().organization?.role;
  return role !== undefined && ranks.indexOf(role) >= ranks.indexOf(least);
}

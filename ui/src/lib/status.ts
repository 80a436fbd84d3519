/** Which state has which hue and which words: one table for the whole product. */

export type Hue = 'grey' | 'blue' | 'amber' | 'green' | 'red' | 'violet';

export interface Look {
  hue: Hue;
  word: string;
  /** It ended without an effect, so its word is struck. */
  struck?: boolean;
}

const looks = {
  queued: { hue: 'grey', word: 'queued' },
  scheduled: { hue: 'grey', word: 'scheduled' },
  draft: { hue: 'grey', word: 'draft' },
  approved: { hue: 'grey', word: 'approved' },
  skipped: { hue: 'grey', word: 'skipped' },
  pending: { hue: 'grey', word: 'pending' },
  running: { hue: 'blue', word: 'running' },
  installing: { hue: 'blue', word: 'installing' },
  under_way: { hue: 'blue', word: 'under way' },
  waiting: { hue: 'amber', word: 'waiting' },
  suspended: { hue: 'amber', word: 'suspended' },
  late: { hue: 'amber', word: 'late' },
  retryable: { hue: 'amber', word: 'to be tried again' },
  asks: { hue: 'amber', word: 'asks for approval' },
  proposed: { hue: 'amber', word: 'proposed' },
  invited: { hue: 'amber', word: 'invited' },
  completed: { hue: 'green', word: 'completed' },
  installed: { hue: 'green', word: 'installed' },
  delivered: { hue: 'green', word: 'delivered' },
  enabled: { hue: 'green', word: 'enabled' },
  active: { hue: 'green', word: 'active' },
  connected: { hue: 'green', word: 'connected' },
  succeeded: { hue: 'green', word: 'succeeded' },
  failed: { hue: 'red', word: 'failed' },
  final: { hue: 'red', word: 'failed' },
  faulted: { hue: 'red', word: 'failed' },
  rejected: { hue: 'red', word: 'rejected' },
  denied: { hue: 'red', word: 'denied' },
  missed: { hue: 'red', word: 'missed' },
  in_doubt: { hue: 'violet', word: 'in doubt' },
  unknown: { hue: 'violet', word: 'unknown' },
  cancelled: { hue: 'grey', word: 'cancelled', struck: true },
  expired: { hue: 'grey', word: 'expired', struck: true },
  disabled: { hue: 'grey', word: 'disabled', struck: true },
  revoked: { hue: 'grey', word: 'revoked', struck: true },
  uninstalled: { hue: 'grey', word: 'uninstalled', struck: true },
} as const satisfies Record<string, Look>;

export type Status = keyof typeof looks;

/** A state the table does not know is shown in grey with its own name, so that nothing is hidden. */
export function look(status: string): Look {
  const known: Record<string, Look> = looks;
  const key = status.toLowerCase().replaceAll('-', '_').replaceAll(' ', '_');
  return known[key] ?? { hue: 'grey', word: status.replaceAll('_', ' ') };
}

export const statuses = Object.keys(looks) as Status[];

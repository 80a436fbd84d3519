import { t } from '$lib/messages/directives';
import { look, type Hue } from '$lib/status';
import { who, type By } from '$lib/things';

export interface Move {
  signal: string;
  word: string;
  at: string;
  by: By;
  reason: string | null;
  rule: string | null;
}

const words: Record<string, string> = {
  requested: t('word_requested'),
  approved: t('word_approved'),
  denied: t('word_denied'),
  rejected: t('word_rejected'),
  expired: t('word_expired'),
  started: t('word_started'),
  completed: t('word_completed'),
  failed: t('word_failed'),
  in_doubt: t('word_in_doubt'),
  cancelled: t('word_cancelled'),
  resolved: t('word_resolved'),
};

const hues: Record<string, Hue> = { started: 'blue', approved: 'green', requested: 'grey', resolved: 'green' };

/** A move as a line of a timeline: what, who, why. */
export function line(move: Move): { id: string; at: string; title: string; detail: string | null; hue: Hue } {
  const title = words[move.word] ?? move.word.replaceAll('_', ' ');
  const detail = [who(move.by), move.reason, move.rule].filter(Boolean).join(' · ');
  return {
    id: move.signal,
    at: move.at,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    detail: detail || null,
    hue: hues[move.word] ?? look(move.word).hue,
  };
}

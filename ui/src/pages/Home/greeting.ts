import { t } from '$lib/messages/home';

/** The words for an hour of the viewer's day. */
export function greeting(hour: number): string {
  if (hour >= 5 && hour < 12) return t('morning');
  if (hour >= 12 && hour < 18) return t('afternoon');
  return t('evening');
}

export interface Number {
  rows: number;
  exact: boolean;
}

/** "12", "10,000+" */
export function counted(number: Number): string {
  return new Intl.NumberFormat('en').format(number.rows) + (number.exact ? '' : '+');
}

/** This week against last, in words; null where there is nothing to compare. */
export function against(now: Number, before: Number): { text: string; up: boolean | null } {
  const difference = now.rows - before.rows;
  if (now.rows === 0 && before.rows === 0) return { text: t('firstWeek'), up: null };
  if (difference === 0) return { text: t('same'), up: null };
  const n = new Intl.NumberFormat('en').format(Math.abs(difference));
  return difference > 0 ? { text: t('more', { n }), up: true } : { text: t('fewer', { n }), up: false };
}

export interface Steps {
  installed: boolean;
  connected: boolean;
  ran: boolean;
  value: boolean;
}

/** The first step that is not done. */
export function nextStep(steps: Steps): keyof Steps {
  return (['installed', 'connected', 'ran', 'value'] as const).find((step) => !steps[step]) ?? 'value';
}

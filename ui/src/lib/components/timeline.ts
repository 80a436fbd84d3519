import type { Hue } from '$lib/status';

export interface TimelineItem {
  id?: string;
  /** ISO 8601 */
  at: string | null;
  title: string;
  detail?: string | null;
  hue?: Hue;
}

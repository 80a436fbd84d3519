import { t } from './messages/things';
import { shared } from './shared';

/** Who did something, as the server tells it. */
export interface By {
  kind: 'human' | 'agent' | 'system' | 'integration' | string;
  id: string;
  name: string;
}

export interface Thing {
  kind: string;
  id: string;
}

/** Where a run, directive, signal or alarm is shown. */
export function pathTo(thing: Thing): string {
  switch (thing.kind) {
    case 'inbox':
      return `/inbox/${thing.id}`;
    case 'alarm':
      return `/settings/alarms#alarm-${thing.id}`;
    default:
      return `/${thing.kind}s/${thing.id}`;
  }
}

export function whyPath(thing: Thing): string {
  return `/why/${thing.kind}/${thing.id}`;
}

/** A run, directive or signal as filters write it. */
export function reference(thing: Thing): string {
  return `${thing.kind}:${thing.id}`;
}

/** "you", "Ada", "FleetPrompt", "import". */
export function who(by: By): string {
  switch (by.kind) {
    case 'human':
      return by.id === shared().person?.id ? t('you') : by.name || t('someone');
    case 'agent':
      return by.name || t('agent');
    case 'system':
      return by.id === 'policy' ? t('policy') : by.id === 'run' ? t('byRun') : t('platform');
    default:
      return by.name || by.id;
  }
}

/** How a run began. */
export function origin(word: string): string {
  switch (word) {
    case 'manual':
      return t('byManual');
    case 'trigger':
      return t('byTrigger');
    case 'schedule':
      return t('bySchedule');
    case 'retry':
      return t('byRetry');
    case 'branch':
      return t('byBranch');
    case 'continuation':
      return t('byContinuation');
    default:
      return word;
  }
}

export function kindName(kind: string): string {
  return kind === 'run' ? t('run') : kind === 'directive' ? t('directive') : kind === 'signal' ? t('signal') : kind;
}

/** Milliseconds between two instants; null while there is no end. */
export function between(start: string | null, end: string | null): number | null {
  return start && end ? Date.parse(end) - Date.parse(start) : null;
}

import { catalogue } from './catalogue';

/** Words for runs, directives and signals wherever they stand. */
export const t = catalogue({
  run: 'Run',
  directive: 'Directive',
  signal: 'Signal',
  you: 'you',
  someone: 'a member',
  agent: 'an agent',
  platform: 'FleetPrompt',
  policy: 'a policy',
  byRun: 'a run',
  byManual: 'started by hand',
  byTrigger: 'started by a signal',
  bySchedule: 'started by its schedule',
  byRetry: 'retried from another run',
  byBranch: 'branched from another run',
  byContinuation: 'goes on from another run',
  why: 'Why?',
  whyLong: 'Why did this happen, and what did it lead to?',
  cut: 'Only the newest part was looked through. “Older” goes on from there; a time range narrows it.',
  from: 'From',
  to: 'Until',
  open: 'not ended',
  nothing: 'Nothing',
});

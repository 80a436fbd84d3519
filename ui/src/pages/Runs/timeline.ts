import type { Thing } from '$lib/things';

export interface RunTask {
  pointer: string;
  name: string;
  kind: string;
  calls: string | null;
  depth: number;
  /** Where the run goes on afterwards: `continue`, `exit`, `end`, or a task of the same list. */
  then: string | null;
  cases: { name: string; then: string }[];
}

export interface RunStep {
  id: string;
  task: string;
  number: number;
  state: 'running' | 'completed' | 'failed';
  started: string;
  ended: string | null;
  reference: Thing | null;
  error: string | null;
  /** The number of the entry with its result. */
  entry: number | null;
}

/** A line of the timeline: a task, with one of its steps or none. */
export interface Line {
  key: string;
  task: RunTask;
  step: RunStep | null;
  /** Where its bar begins and how long it is, in percent of the run. */
  left: number;
  width: number;
}

const leastWidth = 1.5;

/**
 * Tasks in the order of the workflow, each with the steps that it took; those of tasks that the
 * workflow does not name come last.
 */
export function lines(tasks: RunTask[], steps: RunStep[], begin: number, end: number): Line[] {
  const span = Math.max(1, end - begin);
  const bar = (step: RunStep) => {
    const from = Math.min(100, Math.max(0, ((Date.parse(step.started) - begin) / span) * 100));
    const to = step.ended === null ? 100 : ((Date.parse(step.ended) - begin) / span) * 100;
    const width = Math.max(leastWidth, Math.min(100, to) - from);
    return { left: Math.min(from, 100 - leastWidth), width: Math.min(width, 100 - Math.min(from, 100 - leastWidth)) };
  };
  const known = new Set(tasks.map((task) => task.pointer));
  const others = [...new Set(steps.map((step) => step.task).filter((task) => !known.has(task)))].map(
    (pointer): RunTask => ({ pointer, name: pointer.split('/').pop() ?? pointer, kind: 'task', calls: null, depth: 0, then: null, cases: [] }),
  );
  return [...tasks, ...others].flatMap((task): Line[] => {
    const own = steps.filter((step) => step.task === task.pointer);
    if (own.length === 0) return [{ key: task.pointer, task, step: null, left: 0, width: 0 }];
    return own.map((step) => ({ key: step.id, task, step, ...bar(step) }));
  });
}

/** Whether a task does something that the journal knows; others are computed between the steps. */
export function acts(task: RunTask): boolean {
  return ['call', 'emit', 'wait', 'listen', 'run'].includes(task.kind);
}

/** A failed step's error in one line. */
export function said(error: string | null): string {
  if (!error) return '';
  try {
    const parsed = JSON.parse(error) as { detail?: string; title?: string; type?: string };
    return parsed.detail ?? parsed.title ?? parsed.type ?? error;
  } catch {
    const detail = /"detail":"((?:[^"\\]|\\.)*)/.exec(error)?.[1];
    return detail === undefined ? error : detail.replace(/\\(.)/g, '$1');
  }
}

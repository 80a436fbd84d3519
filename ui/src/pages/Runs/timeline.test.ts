import { expect, it } from 'vitest';
import { lines, said, type RunStep, type RunTask } from './timeline';

const task = (name: string, kind = 'call'): RunTask => ({ pointer: `/do/0/${name}`, name, kind, calls: null, depth: 0, then: null, cases: [] });
const step = (name: string, number: number, from: number, to: number | null): RunStep => ({
  id: `/do/0/${name}#${number}`,
  task: `/do/0/${name}`,
  number,
  state: to === null ? 'running' : 'completed',
  started: new Date(from).toISOString(),
  ended: to === null ? null : new Date(to).toISOString(),
  reference: null,
  error: null,
  entry: null,
});

it('keeps the order of the workflow and shows tasks without steps', () => {
  const shown = lines([task('a'), task('b', 'set'), task('c')], [step('c', 1, 50, 100), step('a', 1, 0, 50)], 0, 100);
  expect(shown.map((line) => [line.task.name, line.step?.number ?? null])).toEqual([
    ['a', 1],
    ['b', null],
    ['c', 1],
  ]);
  expect(shown[0]).toMatchObject({ left: 0, width: 50 });
  expect(shown[2]).toMatchObject({ left: 50, width: 50 });
});

it('gives each attempt its own line', () => {
  const shown = lines([task('a')], [step('a', 1, 0, 10), step('a', 2, 20, 40)], 0, 100);
  expect(shown.map((line) => line.step?.number)).toEqual([1, 2]);
});

it('draws what is under way to the end, and the shortest still visibly', () => {
  const [running, short] = lines([task('a'), task('b')], [step('a', 1, 80, null), step('b', 1, 100, 100)], 0, 100);
  expect(running).toMatchObject({ left: 80, width: 20 });
  expect(short?.width).toBeGreaterThan(1);
  expect((short?.left ?? 0) + (short?.width ?? 0)).toBeLessThanOrEqual(100);
});

it('shows steps of tasks that the workflow does not name', () => {
  expect(lines([], [step('x', 1, 0, 1)], 0, 1).map((line) => line.task.name)).toEqual(['x']);
});

it('says an error in one line, also when it was cut', () => {
  expect(said('{"detail":"No such channel","type":"t"}')).toBe('No such channel');
  expect(said('{"detail":"No \\"such\\" chan…')).toBe('No "such" chan…');
  expect(said(null)).toBe('');
});

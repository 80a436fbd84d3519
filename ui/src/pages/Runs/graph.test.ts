import { expect, it } from 'vitest';
import { picture, progress, until } from './graph';
import type { RunStep, RunTask } from './timeline';

const task = (pointer: string, kind = 'call', more: Partial<RunTask> = {}): RunTask => ({
  pointer,
  name: pointer.split('/').pop() ?? '',
  kind,
  calls: null,
  depth: 0,
  then: null,
  cases: [],
  ...more,
});

const step = (pointer: string, state: RunStep['state'], entry: number | null): RunStep => ({
  id: `${pointer}#1`,
  task: pointer,
  number: 1,
  state,
  started: '2026-01-01T00:00:00Z',
  ended: null,
  reference: null,
  error: null,
  entry,
});

it('draws a list from top to bottom, each task leading to the next', () => {
  const { nodes, edges } = picture([task('/do/0/a'), task('/do/1/b'), task('/do/2/c')]);
  const [a, b, c] = nodes;
  expect(a!.y + a!.height).toBeLessThan(b!.y);
  expect(b!.y + b!.height).toBeLessThan(c!.y);
  expect(edges.map((edge) => edge.key)).toEqual(['/do/0/a>/do/1/b', '/do/1/b>/do/2/c']);
});

it('frames what is within a task', () => {
  const { nodes } = picture([task('/do/0/each', 'for'), task('/do/0/each/do/0/a'), task('/do/0/each/do/1/b')]);
  const [frame, a, b] = nodes;
  expect(frame).toMatchObject({ group: true });
  for (const one of [a!, b!]) {
    expect(one.x).toBeGreaterThan(frame!.x);
    expect(one.x + one.width).toBeLessThan(frame!.x + frame!.width);
    expect(one.y + one.height).toBeLessThan(frame!.y + frame!.height);
  }
});

it('puts branches side by side', () => {
  const { nodes, edges } = picture([
    task('/do/0/both', 'fork'),
    task('/do/0/both/fork/branches/0/left'),
    task('/do/0/both/fork/branches/1/right'),
  ]);
  expect(nodes[1]!.y).toBe(nodes[2]!.y);
  expect(nodes[1]!.x + nodes[1]!.width).toBeLessThan(nodes[2]!.x);
  expect(edges).toEqual([]);
});

it('draws the cases of a switch as labelled jumps, and no way on where there is none', () => {
  const { edges, width } = picture([
    task('/do/0/ask', 'switch', { cases: [{ name: 'large', then: 'big' }, { name: 'other', then: 'end' }] }),
    task('/do/1/small', 'call', { then: 'end' }),
    task('/do/2/big'),
  ]);
  expect(edges.map((edge) => [edge.key, edge.label, edge.jump])).toEqual([['/do/0/ask>/do/2/big:large', 'large', true]]);
  expect(width).toBeGreaterThan(176);
});

it('never puts two tasks over each other', () => {
  const { nodes } = picture([
    task('/do/0/try', 'try'),
    task('/do/0/try/try/0/a'),
    task('/do/0/try/catch/do/0/b'),
    task('/do/1/both', 'fork'),
    task('/do/1/both/fork/branches/0/c', 'do'),
    task('/do/1/both/fork/branches/0/c/do/0/d'),
    task('/do/1/both/fork/branches/1/e'),
  ]);
  const leaves = nodes.filter((node) => !node.group);
  for (const one of leaves) {
    for (const other of leaves) {
      if (one === other) continue;
      const apart =
        one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
      expect(apart, `${one.task.name} and ${other.task.name}`).toBe(true);
    }
  }
});

it('tells how far a task is by its last step, and a frame by what is within', () => {
  const tasks = [task('/do/0/each', 'for'), task('/do/0/each/do/0/a'), task('/do/1/b'), task('/do/2/c')];
  const found = progress(tasks, [step('/do/0/each/do/0/a', 'running', null), step('/do/1/b', 'completed', 3)], '/do/2/c');
  expect(Object.fromEntries(found)).toEqual({
    '/do/0/each': 'running',
    '/do/0/each/do/0/a': 'running',
    '/do/1/b': 'completed',
    '/do/2/c': 'failed',
  });
});

it('goes back to an entry', () => {
  const steps = [step('/do/0/a', 'completed', 1), step('/do/1/b', 'completed', 2)];
  const then = until(steps, 1, [{ task: '/do/1/b', kind: 'call' }]);
  expect(Object.fromEntries(progress([task('/do/0/a'), task('/do/1/b')], then, null))).toEqual({
    '/do/0/a': 'completed',
    '/do/1/b': 'running',
  });
});

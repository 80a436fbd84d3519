import type { RunStep, RunTask } from './timeline';

export type Progress = 'none' | 'running' | 'waiting' | 'completed' | 'failed';

/** A task's place in the picture. */
export interface Node {
  task: RunTask;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether others lie within it. */
  group: boolean;
}

export interface Edge {
  key: string;
  path: string;
  /** What leads there, such as the case of a switch. */
  label: string | null;
  labelX: number;
  labelY: number;
  jump: boolean;
}

export interface Picture {
  nodes: Node[];
  edges: Edge[];
  width: number;
  height: number;
}

const size = { width: 176, height: 38 };
const gap = { x: 20, y: 26 };
const inner = { x: 12, top: 34, bottom: 14 };
const lane = 26;

/** The lists of tasks that a task may hold, in the order in which they are drawn. */
const lists = ['do', 'try', 'catch/do', 'fork/branches', 'foreach/do'];

interface Block {
  nodes: Node[];
  edges: Edge[];
  width: number;
  height: number;
}

interface Jump {
  from: string;
  to: string;
  label: string | null;
}

const listOf = (pointer: string) => pointer.split('/').slice(0, -2).join('/');

/**
 * Lays a workflow out: a list from top to bottom, branches side by side, what is within a task in a
 * frame around it. Jumps run along the right side.
 */
export function picture(tasks: RunTask[]): Picture {
  const byList = new Map<string, RunTask[]>();
  for (const task of tasks) {
    const list = listOf(task.pointer);
    byList.set(list, [...(byList.get(list) ?? []), task]);
  }
  const whole = column(byList.get('/do') ?? [], byList);
  return { nodes: whole.nodes, edges: whole.edges, width: whole.width, height: whole.height };
}

function block(task: RunTask, byList: Map<string, RunTask[]>): Block {
  const parts = lists
    .map((name) => ({ name, tasks: byList.get(`${task.pointer}/${name}`) ?? [] }))
    .filter((part) => part.tasks.length > 0)
    .flatMap((part) => (part.name === 'fork/branches' ? part.tasks.map((branch) => column([branch], byList)) : [column(part.tasks, byList)]));
  if (parts.length === 0) {
    return { nodes: [{ task, x: 0, y: 0, ...size, group: false }], edges: [], ...size };
  }
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  let x = inner.x;
  for (const part of parts) {
    nodes.push(...part.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + inner.top })));
    edges.push(...part.edges.map((edge) => moved(edge, x, inner.top)));
    x += part.width + gap.x;
  }
  const width = Math.max(size.width, x - gap.x + inner.x);
  const height = Math.max(...parts.map((part) => part.height)) + inner.top + inner.bottom;
  return { nodes: [{ task, x: 0, y: 0, width, height, group: true }, ...nodes], edges, width, height };
}

function column(tasks: RunTask[], byList: Map<string, RunTask[]>): Block {
  const blocks = tasks.map((task) => block(task, byList));
  const inside = Math.max(0, ...blocks.map((one) => one.width));
  const nodes: Node[] = [];
  const edges: Edge[] = [];
  const own = new Map<string, Node>();
  let y = 0;
  for (const one of blocks) {
    const x = (inside - one.width) / 2;
    const placed = one.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + y }));
    if (placed[0]) own.set(placed[0].task.name, placed[0]);
    nodes.push(...placed);
    edges.push(...one.edges.map((edge) => moved(edge, x, y)));
    y += one.height + gap.y;
  }
  const jumps: Jump[] = [];
  tasks.forEach((task, index) => {
    const next = tasks[index + 1];
    const from = own.get(task.name);
    const to = next && own.get(next.name);
    if (from && to && goesOn(task)) edges.push(straight(from, to));
    jumps.push(...leaps(task).filter((leap) => own.has(leap.to) && leap.to !== next?.name));
    const labelled = leaps(task).find((leap) => leap.to === next?.name);
    if (from && to && labelled && !goesOn(task)) edges.push({ ...straight(from, to), label: labelled.label });
  });
  jumps.forEach((jump, index) => {
    const from = own.get(jump.from);
    const to = own.get(jump.to);
    if (from && to) edges.push(leap(jump, from, to, inside + lane * (index + 1) - 8));
  });
  return { nodes, edges, width: inside + (jumps.length > 0 ? lane * jumps.length + 40 : 0), height: Math.max(0, y - gap.y) };
}

/** Whether what follows in the list may come next. */
function goesOn(task: RunTask): boolean {
  if (task.kind === 'switch') return task.cases.length === 0 || task.cases.some((one) => one.then === 'continue');
  return task.then === null || task.then === 'continue';
}

function leaps(task: RunTask): Jump[] {
  const named = (then: string) => !['continue', 'end', 'exit'].includes(then);
  const all = task.cases.filter((one) => named(one.then)).map((one) => ({ from: task.name, to: one.then, label: one.name }));
  return task.then !== null && named(task.then) ? [...all, { from: task.name, to: task.then, label: null }] : all;
}

function straight(from: Node, to: Node): Edge {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  const y1 = from.y + from.height;
  return {
    key: `${from.task.pointer}>${to.task.pointer}`,
    path: `M${x1} ${y1} L${x2} ${to.y - 5}`,
    label: null,
    labelX: x1 + 6,
    labelY: (y1 + to.y) / 2 + 4,
    jump: false,
  };
}

function leap(jump: Jump, from: Node, to: Node, side: number): Edge {
  const y1 = from.y + from.height / 2;
  const y2 = to.y + Math.min(to.height, size.height) / 2;
  const x1 = from.x + from.width;
  const x2 = to.x + to.width;
  return {
    key: `${from.task.pointer}>${to.task.pointer}:${jump.label ?? ''}`,
    path: `M${x1} ${y1} H${side - 8} Q${side} ${y1} ${side} ${y1 + (y2 > y1 ? 8 : -8)} V${y2 + (y2 > y1 ? -8 : 8)} Q${side} ${y2} ${side - 8} ${y2} H${x2 + 5}`,
    label: jump.label,
    labelX: side + 4,
    labelY: y1 + (y2 > y1 ? 18 : -10),
    jump: true,
  };
}

function moved(edge: Edge, x: number, y: number): Edge {
  const path = edge.path.replace(/([MLQHV])([^MLQHV]*)/g, (_, command: string, numbers: string) => {
    const values = numbers.trim().split(/[ ,]+/).map(Number);
    const shifted = values.map((value, index) => value + (command === 'H' ? x : command === 'V' ? y : index % 2 === 0 ? x : y));
    return command + shifted.join(' ') + ' ';
  });
  return { ...edge, path: path.trim(), labelX: edge.labelX + x, labelY: edge.labelY + y };
}

/** How far each task has come: of what it did last, or of what is within it. */
export function progress(tasks: RunTask[], steps: RunStep[], failed: string | null): Map<string, Progress> {
  const own = new Map<string, Progress>();
  for (const step of steps) {
    own.set(step.task, step.state === 'running' ? (step.reference ? 'waiting' : 'running') : step.state);
  }
  if (failed !== null) own.set(failed, 'failed');
  const all = new Map<string, Progress>();
  for (const task of tasks) {
    const within = [...own].filter(([pointer]) => pointer === task.pointer || pointer.startsWith(task.pointer + '/')).map(([, one]) => one);
    const is = own.get(task.pointer) ?? strongest(within);
    if (is !== undefined) all.set(task.pointer, is);
  }
  return all;
}

function strongest(within: Progress[]): Progress | undefined {
  return (['running', 'waiting', 'failed', 'completed'] as const).find((one) => within.includes(one));
}

/** The steps as they were after an entry. */
export function until(steps: RunStep[], entry: number, awaited: { task: string; kind: string }[]): RunStep[] {
  const ended = steps.filter((step) => step.entry !== null && step.entry <= entry);
  const open = awaited.map(
    (one, index): RunStep => ({
      id: `${one.task}@${index}`,
      task: one.task,
      number: 1,
      state: 'running',
      started: '',
      ended: null,
      reference: one.kind === 'call' ? null : { kind: one.kind, id: '' },
      error: null,
      entry: null,
    }),
  );
  return [...ended, ...open];
}

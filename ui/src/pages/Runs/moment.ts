/** Where a run stood after an entry, as the server computes it. */
export interface Moment {
  seq: number;
  kind: string | null;
  task: string | null;
  at: string | null;
  data: unknown;
  awaits: { kind: 'call' | 'timer' | 'emit' | 'event' | 'run'; id: string; task: string; what: string | null; due: string | null }[];
  end: string | null;
  state: unknown;
  /** What a branch may be given instead, as JSON text; null where there is nothing to change. */
  editable: string | null;
  /** Why it cannot be told. */
  refusal: string | null;
}

/** What is wrong with typed JSON, in words; null when nothing is. */
export function wrongJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

export interface Run {
  id: string;
  workflow: string;
  status: string;
  origin: string;
  at: string;
}

export interface InstalledRow {
  id: string;
  name: string;
  title: string;
  version: string;
  status: string;
  error: string | null;
  changed: string;
  lastRun: Run | null;
  nextRun: string | null;
}

export interface Card {
  /** `publisher/name` */
  name: string;
  title: string;
  summary: string;
  category: string;
  version: string;
  /** The newest installation, whatever became of it. */
  installed: { id: string; status: string; version: string; live: boolean } | null;
}

/** Something that a package may do, in plain words. */
export interface Permission {
  kind: 'irreversible' | 'effect' | 'host' | 'outside' | 'connector' | 'inside';
  name: string;
  text: string;
}

export interface Workflow {
  name: string;
  title: string;
  summary: string;
}

export interface DataUse {
  reads: string[];
  writes: string[];
}

/** Whether the package counts as installed, or is on its way in or out. */
export function isLive(card: Card): boolean {
  return card.installed?.live === true;
}

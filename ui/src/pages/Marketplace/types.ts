export interface Card {
  /** `publisher/name` */
  name: string;
  title: string;
  summary: string;
  category: string;
  version: string;
  installed: { id: string; status: string; version: string } | null;
}

export interface Permissions {
  directives: string[];
  functions: string[];
  connectors: string[];
  hosts: string[];
}

export interface DataUse {
  reads: string[];
  writes: string[];
}

/** Whether the package counts as installed, or is on its way in or out. */
export function isLive(card: Card): boolean {
  return card.installed !== null && !['failed', 'uninstalled'].includes(card.installed.status);
}

import type { Schema } from '$lib/schema';

export interface ConnectionRow {
  id: string;
  name: string;
  connector: string;
  title: string;
  address: string;
  privateAllowed: boolean;
  status: string;
  checked: string | null;
  lastError: string | null;
}

/** A kind of outside system, with the form that connects it. */
export interface Kind {
  name: string;
  title: string;
  summary: string;
  settings: Schema;
  secret: string;
  secretHelp: string;
  secretOptional: boolean;
}

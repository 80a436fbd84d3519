export interface DigestRow {
  id: string;
  title: string;
  workflow: string;
  status: string;
  origin: string;
  /** Null while that is not known. */
  posted: boolean | null;
  from: string | null;
  to: string | null;
  begins: string | null;
  at: string;
}

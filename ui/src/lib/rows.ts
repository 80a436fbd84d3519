/** One page of a list, as the server sends it (`Rows` in Java). */
export interface Rows<T> {
  items: T[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all, if that is known. */
  count: number | null;
  /** Whether it is that many, or at least that many. */
  exact: boolean;
}

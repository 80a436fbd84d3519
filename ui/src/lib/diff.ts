/** What changed between two texts, word by word or line by line. */

export interface Piece {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Beyond it (about a fifth of a second) the texts are shown one after the other. */
const mostCells = 4_000_000;

export function diff(before: string, after: string, unit: 'word' | 'line' = 'word'): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const old = split(before, unit);
  const now = split(after, unit);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  const pieces: Piece[] = [];
  push(pieces, 'same', old.slice(0, start).join(''));
  between(old.slice(start, old.length - end), now.slice(start, now.length - end), pieces);
  push(pieces, 'same', old.slice(old.length - end).join(''));
  return pieces;
}

function split(text: string, unit: 'word' | 'line'): string[] {
  // Spaces stay with their words, so that they do not tear sentences apart.
  return text.match(unit === 'word' ? /[\p{L}\p{N}_]+\s*|[^\s\p{L}\p{N}_]\s*|\s+/gu : /[^\n]*\n|[^\n]+$/g) ?? [];
}

/** By the longest common subsequence. */
function between(old: string[], now: string[], pieces: Piece[]): void {
  if (old.length * now.length > mostCells) {
    push(pieces, 'removed', old.join(''));
    push(pieces, 'added', now.join(''));
    return;
  }
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number);
    }
  }
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      push(pieces, 'same', old[i] as string);
      i++;
      j++;
    } else if (
      j >= now.length ||
      (i < old.length && (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number))
    ) {
      push(pieces, 'removed', old[i++] as string);
    } else {
      push(pieces, 'added', now[j++] as string);
    }
  }
}

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

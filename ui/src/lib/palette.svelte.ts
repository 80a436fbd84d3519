/** What a page adds to the command palette while it is shown. */
export interface Command {
  label: string;
  /** More words it can be found by. */
  keywords?: string;
  onselect: () => void;
}

let commands = $state.raw<Command[]>([]);

export function pageCommands(): Command[] {
  return commands;
}

/** Call it within `$effect`: `$effect(() => offer([{ label: 'Run now', onselect }]))`. */
export function offer(added: Command[]): () => void {
  commands = [...commands, ...added];
  return () => {
    commands = commands.filter((one) => !added.includes(one));
  };
}

/** Whether each word of `text` begins a word of `label`, or is within it. */
export function fits(label: string, text: string): boolean {
  const name = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}

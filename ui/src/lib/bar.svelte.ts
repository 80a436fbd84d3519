import type { Snippet } from 'svelte';

export interface Crumb {
  label: string;
  href?: string;
}

/** What the page in view puts into the top bar. */
let crumbs = $state.raw<Crumb[]>([]);
let actions = $state.raw<Snippet | undefined>(undefined);

export const bar = {
  get crumbs() {
    return crumbs;
  },
  get actions() {
    return actions;
  },
  set(next: Crumb[], buttons: Snippet | undefined): () => void {
    crumbs = next;
    actions = buttons;
    return () => {
      if (actions === buttons) actions = undefined;
    };
  },
};

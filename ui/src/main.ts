import './app.css';
import { createInertiaApp, type ResolvedComponent } from '@inertiajs/svelte';
import { reportErrors } from '$lib/errors';
import { watchVisits } from '$lib/visits';
import AppLayout from './layout/AppLayout.svelte';

const pages = import.meta.glob<ResolvedComponent>('./pages/**/*.svelte');

reportErrors();
watchVisits();

void createInertiaApp({
  resolve: async (name) => {
    const load = pages[`./pages/${name}.svelte`];
    if (!load) throw new Error(`There is no page ${name}`);
    return await load();
  },
  layout: () => AppLayout,
  // The style sheet has the bar's looks: the content policy lets no script add styles.
  progress: { includeCSS: false, delay: 250 },
});

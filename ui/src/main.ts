import './app.css';
import { createInertiaApp, type ResolvedComponent } from '@inertiajs/svelte';
import { reportErrors } from '$lib/errors';
import { forgetHistory, watchVisits } from '$lib/visits';
import AppLayout from './layout/AppLayout.svelte';
import PlainLayout from './layout/PlainLayout.svelte';

const pages = import.meta.glob<ResolvedComponent>('./pages/**/*.svelte');

reportErrors();
watchVisits();
forgetHistory();

void createInertiaApp({
  resolve: async (name) => {
    const load = pages[`./pages/${name}.svelte`];
    if (!load) throw new Error(`There is no page ${name}`);
    return await load();
  },
  // Error pages of visitors, and of a server in trouble, know nobody to show a frame for.
  layout: (_, page) => (page.props.organization ? AppLayout : PlainLayout),
  // The style sheet has the bar's looks: the content policy lets no script add styles.
  progress: { includeCSS: false, delay: 250 },
});

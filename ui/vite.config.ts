import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const outDir = 'target/build';
const entry = 'src/main.ts';

/** How much script a page may load at first, compressed. */
const budget = 200_000;

interface Chunk {
  file: string;
  imports?: string[];
}

/** Compresses once what the server would otherwise compress for each request, and weighs it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = join(outDir, 'assets');
      const weights = new Map<string, number>();
      for (const file of readdirSync(folder)) {
        if (/\.(js|css|svg)$/.test(file)) {
          const path = join(folder, file);
          const small = gzipSync(readFileSync(path), { level: 9 });
          writeFileSync(path + '.gz', small);
          weights.set(`assets/${file}`, small.length);
        }
      }
      weigh(JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8')), weights);
    },
  };
}

function weigh(manifest: Record<string, Chunk>, weights: Map<string, number>): void {
  for (const page of Object.keys(manifest).filter((name) => name.startsWith('src/pages/'))) {
    const loaded = new Set<string>();
    const load = (name: string) => {
      if (loaded.has(name)) return;
      loaded.add(name);
      manifest[name]?.imports?.forEach(load);
    };
    load(entry);
    load(page);
    const weight = [...loaded].reduce((sum, name) => sum + (weights.get(manifest[name]?.file ?? '') ?? 0), 0);
    if (weight > budget) throw new Error(`${page} loads ${weight} bytes of script, compressed; ${budget} is the most.`);
  }
}

export default defineConfig({
  base: '/build/',
  plugins: [tailwindcss(), svelte(), compressed()],
  resolve: {
    alias: { $lib: new URL('./src/lib', import.meta.url).pathname },
    // Tests mount components, which only the browser's half of Svelte can do.
    conditions: process.env.VITEST ? ['browser'] : undefined,
  },
  build: {
    outDir,
    // The first with light-dark(), which the tokens use.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    emptyOutDir: true,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: entry, checks: { bundlerTimings: false } },
  },
  worker: { format: 'es' },
  test: {
    // Tests that need a document say so in their first line.
    environment: 'node',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
  },
});

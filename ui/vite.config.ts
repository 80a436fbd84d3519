import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const outDir = 'target/build';

/** Compresses once what the server would otherwise compress for each request. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const folder = join(outDir, 'assets');
      for (const file of readdirSync(folder)) {
        if (/\.(js|css|svg)$/.test(file)) {
          const path = join(folder, file);
          writeFileSync(path + '.gz', gzipSync(readFileSync(path), { level: 9 }));
        }
      }
    },
  };
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
    rolldownOptions: { input: 'src/main.ts', checks: { bundlerTimings: false } },
  },
  worker: { format: 'es' },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
  },
});

import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { COLORS, kitColors } from './dashboard/build/colors.js';
import { documents } from './dashboard/build/documents.js';
import { pages } from './dashboard/build/pages.js';
import { precompress } from './dashboard/build/precompress.js';

/** Where `npm run dev` finds the server. */
const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`;

/**
 * Small parts of many pages, without those that come later; and dates, which would otherwise lie in one file with
 * something large that is as widely used.
 */
const COMMON =
  /src[\\/]shared[\\/]((ui|forms|lists|money|time)[\\/](?!SidePanel|CurrencyPicker|ActDialog)\w+\.vue|time[\\/]dates\.ts)/;

/** What asks who is signed in, before anything else runs. */
const EARLY =
  /src[\\/]shared[\\/](early|graphql)[\\/]|[\\/](@urql[\\/]core|wonka|gql\.tada|@0no-co[\\/]graphql\.web)[\\/]/;

/** What the documents of the pages are made of. */
const FRAGMENTS = /dashboard[\\/]src[\\/].*\.fragment\.ts/;

/** Shared parts with much behind them, which must not come along with a small part that a page shares with others. */
const APART = {
  panel: /shared[\\/]ui[\\/]SidePanel\.vue|components[\\/]Slideover\.vue|ui[\\/]slideover\.ts/,
  filters: /console[\\/]shared[\\/]filters[\\/]/,
};

/** What only the console is made of. */
const CONSOLE = /dashboard[\\/]src[\\/]console[\\/]/;

export default defineConfig({
  root: 'dashboard',
  plugins: [
    vue(),
    kitColors(),
    ui({
      // Every import is written down: the compiler checks it, and nothing has to be generated first.
      autoImport: false,
      components: false,
      dts: false,
      // The dashboard looks after the theme itself.
      colorMode: false,
      experimental: { componentDetection: true },
      // The icons that the sources name are built in, so that no icon host is asked at run time.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      ui: {
        colors: COLORS,
        // Nuxt UI lets the page shine through a button under the pointer, and then its text is hard to read.
        button: {
          // A button that does nothing must not look like one that does.
          slots: { base: 'disabled:opacity-50 aria-disabled:opacity-50' },
          compoundVariants: (['primary', 'error'] as const).map((color) => ({
            color,
            variant: 'solid' as const,
            class: `hover:bg-${color} hover:brightness-90 active:bg-${color} active:brightness-90`,
          })),
        },
      },
    }),
    pages(),
    documents(),
    precompress(),
  ],
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    manifest: true,
    // Small files inlined as data: URLs would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        // A shared file is named by every page that needs it, which is more than anybody wants to read.
        chunkFileNames: ({ name }) => `assets/${name.split('~', 1).join()}-[hash].js`,
        codeSplitting: {
          groups: [
            // Many small files cost more round trips than they save bytes: what every page needs is one file, and
            // what some pages share is a few.
            { name: 'early', test: EARLY, priority: 4 },
            { name: 'start', tags: ['$initial'], priority: 3 },
            // They make each other as their files run, so none of them may lie in a file that waits for another one's.
            { name: 'fragments', test: FRAGMENTS, priority: 3 },
            { name: 'common', test: COMMON, minShareCount: 3, priority: 2 },
            ...Object.entries(APART).map(([name, test]) => ({
              name,
              test,
              minShareCount: 2,
              includeDependenciesRecursively: false,
              priority: 2,
            })),
            // What savers load never comes along with what operations need.
            {
              name: 'console',
              test: CONSOLE,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 4_000,
              includeDependenciesRecursively: false,
              priority: 1,
            },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 4_000 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/api', '/explorer', '/health', '/metrics'].map((path) => [path, { target: server }]),
    ),
  },
});

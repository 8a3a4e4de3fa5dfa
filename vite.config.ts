import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds the server. */
const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`;

export default defineConfig({
  root: 'dashboard',
  plugins: [
    vue(),
    ui({
      // Every import is written down: the compiler checks it, and nothing has to be generated first.
      autoImport: false,
      components: false,
      dts: false,
      experimental: { componentDetection: true },
      // The icons that the sources name are built in, so that no icon host is asked at run time.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      ui: { colors: { primary: 'emerald', neutral: 'stone' } },
    }),
  ],
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    manifest: true,
    // Small files inlined as data: URLs would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/api', '/explorer', '/health', '/metrics'].map((path) => [path, { target: server }]),
    ),
  },
});

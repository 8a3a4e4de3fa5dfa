import { readFileSync } from 'node:fs';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

interface Page {
  /** The modules that its first view needs beside those that every page needs. */
  readonly sources: readonly string[];
  /** The layout of the splash screen until then; see `.splash-…` in the styles. */
  readonly splash?: 'console' | 'sign-in';
}

/** The script that sets the theme. It blocks the first paint, so its name has a hash and browsers may keep it for good. */
const THEME = readFileSync(new URL('../public/theme.js', import.meta.url));

/** The page of each kind of address; server/http/pages/dashboard.ts says which is which. */
const PAGES: Readonly<Record<string, Page>> = {
  'index.html': { sources: ['app/layouts/SaverLayout.vue', 'saver/wallets/WalletsPage.vue'] },
  'wallet.html': { sources: ['app/layouts/SaverLayout.vue', 'saver/wallets/WalletPage.vue'] },
  'pay.html': { sources: ['app/layouts/SaverLayout.vue', 'saver/pay/PaymentPage.vue'] },
  'tokens.html': { sources: ['app/layouts/SaverLayout.vue', 'tokens/ApiTokensPage.vue'] },
  'account.html': { sources: ['app/layouts/SaverLayout.vue', 'account/AccountPage.vue'] },
  'statement.html': { sources: ['app/layouts/SaverLayout.vue', 'statement/StatementPage.vue'] },
  'verify.html': { sources: ['receipts/VerifyPage.vue'] },
  'sign-in.html': { sources: ['app/layouts/AuthLayout.vue', 'sign-in/SignInPage.vue'], splash: 'sign-in' },
  'console.html': {
    sources: ['app/layouts/ConsoleLayout.vue', 'console/overview/OverviewPage.vue'],
    splash: 'console',
  },
  'console-list.html': {
    sources: ['app/layouts/ConsoleLayout.vue', 'console/transactions/TransactionsPage.vue'],
    splash: 'console',
  },
};

/**
 * Writes one HTML file for each kind of address. They differ in what they have the browser load at once: left to itself it
 * hears of a page's code only when the code before it runs, a round trip later.
 */
export function pages(): Plugin {
  return {
    name: 'pages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['index.html'];
        if (html?.type !== 'asset') throw new Error('The build has no index.html');
        const theme = this.getFileName(this.emitFile({ type: 'asset', name: 'theme.js', source: THEME }));
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const plain = withFont(
          withEarly(String(html.source).replace('/theme.js', `/${theme}`), chunks),
          Object.keys(bundle),
        );
        for (const [fileName, { sources, splash }] of Object.entries(PAGES)) {
          const page = splash ? plain.replace('"splash"', `"splash splash-${splash}"`) : plain;
          const source = withPreloads(page, filesOf(chunks, sources));
          if (fileName === 'index.html') html.source = source;
          else this.emitFile({ type: 'asset', fileName, source });
        }
      },
    },
  };
}

/** The files of these sources and of all that they import at once. */
function filesOf(chunks: readonly Chunk[], sources: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (fileName: string) => {
    if (files.has(fileName)) return;
    files.add(fileName);
    chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(add);
  };
  for (const source of sources) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${source}`));
    if (!chunk) throw new Error(`The build has no ${source}`);
    add(chunk.fileName);
  }
  return files;
}

/** The file that asks who is signed in runs as soon as it is there: as a part of the start it would wait for all the rest. */
function withEarly(html: string, chunks: readonly Chunk[]): string {
  const early = chunks.find(({ moduleIds }) =>
    moduleIds.some((id) => id.endsWith('/src/shared/early/early.ts')),
  );
  if (!early) throw new Error('The build has no early question');
  const script = `    <script type="module" async fetchpriority="high" crossorigin src="/${early.fileName}"></script>\n`;
  return html.replace(/ *<script type="module"/, (start) => `${script}${start}`);
}

/** The font of nearly every text, which the browser would ask for only once it lays out the first one. */
function withFont(html: string, files: readonly string[]): string {
  const font = files.find((file) => /\/geist-latin-wght-normal-[^/]+\.woff2$/.test(file));
  if (font === undefined) throw new Error('The build has no font');
  const link = `    <link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}">\n`;
  return html.replace('  </head>', `${link}  </head>`);
}

function withPreloads(html: string, files: ReadonlySet<string>): string {
  const links = [...files]
    .filter((file) => !html.includes(`/${file}"`))
    .map((file) => `    <link rel="modulepreload" crossorigin href="/${file}">\n`);
  return html.replace('  </head>', `${links.join('')}  </head>`);
}

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runnerImport, type Plugin } from 'vite';

/** The path of the list, beside Vite's own manifest. */
const FILE = '.vite/documents.json';

interface EveryDocument {
  readonly texts: readonly string[];
}

/** Writes down what the dashboard may send, for a server that executes nothing else: the SHA-256 of each text, and the text. */
export function documents(): Plugin {
  return {
    name: 'documents',
    apply: 'build',
    async generateBundle() {
      const every = fileURLToPath(new URL('../src/app/every-document.ts', import.meta.url));
      const { module } = await runnerImport<EveryDocument>(every, { configFile: false, logLevel: 'error' });
      const manifest = Object.fromEntries(module.texts.toSorted().map((text) => [sha256Of(text), text]));
      this.emitFile({ type: 'asset', fileName: FILE, source: `${JSON.stringify(manifest, null, 1)}\n` });
    },
  };
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

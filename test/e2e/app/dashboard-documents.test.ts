import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Kind, print, visit, type DocumentNode } from 'graphql';
import { readConfig } from '../../../server/config/config.js';
import { trustedDocuments } from '../../../server/app/documents.js';
import { buildGraphqlSchema } from '../../../server/graphql/schema.js';

const sources = fileURLToPath(new URL('../../../dashboard/src/', import.meta.url));
const built = fileURLToPath(new URL('../../../dist/dashboard/', import.meta.url));

const config = readConfig({ NISSMART_DOCUMENTS: 'trusted' });
const trusted = trustedDocuments(config, buildGraphqlSchema(), built);

/** An operation in a text of GraphQL, by its name. */
const OPERATION = /\b(?:query|mutation|subscription) ([A-Z]\w*)\s*[({]/g;

function namesIn(folder: string, file: RegExp): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => file.test(path))
    .flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(OPERATION)])
    .map(([, name = '']) => name);
  return [...new Set(found)].sort();
}

/** Adds the type names that a client with a cache asks for, at the end of each selection. */
function withTypeNames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set, _key, parent) => {
      const isOfOperation = parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
      if (isOfOperation) return undefined;
      const name = { kind: Kind.NAME, value: '__typename' } as const;
      return { ...set, selections: [...set.selections, { kind: Kind.FIELD, name } as const] };
    },
  });
}

describe('The documents that the build has written down', () => {
  test('are those in the sources and in the bundle, by name', () => {
    const manifest = JSON.parse(readFileSync(`${built}.vite/documents.json`, 'utf8')) as Record<
      string,
      string
    >;
    const written = Object.values(manifest).flatMap((text) => [...text.matchAll(OPERATION)]);
    const names = [...new Set(written.map(([, name = '']) => name))].sort();

    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual(namesIn(sources, /\.(ts|vue)$/));
    expect(names).toEqual(namesIn(join(built, 'assets'), /\.js$/));
  });

  test('are trusted as a client prints them, with and without the names of types', async () => {
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(query|mutation|subscription)\.ts$/.test(path),
    );
    let operations = 0;
    for (const file of files) {
      const exported = (await import(join(sources, file))) as Record<
        string,
        Partial<DocumentNode> | undefined
      >;
      for (const [name, { definitions } = {}] of Object.entries(exported)) {
        if (!definitions?.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) continue;
        operations += 1;
        const document: DocumentNode = { kind: Kind.DOCUMENT, definitions };
        for (const text of [document, withTypeNames(document)].map(print)) {
          expect([name, trusted?.admit({ query: text })]).toEqual([name, text]);
        }
      }
    }
    expect(operations).toBeGreaterThan(50);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { ConfigError, type Config } from '../config/config.js';
import { TrustedDocuments } from '../http/graphql/trusted-documents.js';
import { assertValid } from '../graphql/engine/validity.js';
import { DOCUMENTS } from '../rest/routes/documents.js';

const VARIABLE = 'NISSMART_TRUSTED_DOCUMENTS_FILE';

/** What tools that collect documents write: each text under its id. */
const manifest = z.record(z.string(), z.string());

/**
 * The documents that clients may have executed, or undefined when they may send any: those of the dashboard, which its build
 * has written down, those that REST executes, and those in the file of whoever runs the server.
 *
 * @param dashboard The folder of the built dashboard.
 * @throws ConfigError when the file cannot be read, or holds what the schema does not know.
 */
export function trustedDocuments(
  { documents, trustedDocumentsFile }: Pick<Config, 'documents' | 'trustedDocumentsFile'>,
  schema: GraphQLSchema,
  dashboard: string | undefined,
): TrustedDocuments | undefined {
  if (documents === 'any') return undefined;
  const trusted = new TrustedDocuments();
  for (const { source } of DOCUMENTS.values()) trusted.add(source);
  const built = `${dashboard ?? ''}.vite/documents.json`;
  if (dashboard !== undefined && existsSync(built)) {
    for (const text of Object.values(readManifest(built))) trusted.add(text);
  }
  if (trustedDocumentsFile !== undefined) addOwn(trusted, trustedDocumentsFile, schema);
  return trusted;
}

/** Looked at now, so that whoever starts the server hears of a mistake, and not the one whose request is refused. */
function addOwn(trusted: TrustedDocuments, path: string, schema: GraphQLSchema): void {
  const mistakes: string[] = [];
  for (const [id, text] of Object.entries(readOwn(path))) {
    try {
      const other = trusted.textOf(id);
      if (other !== undefined && other !== text) throw new GraphQLError('its id is that of another document');
      assertValid(schema, parse(text), false);
      trusted.add(text, [id]);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      mistakes.push(`${VARIABLE}: the document ${id} is refused: ${error.message}`);
    }
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

function readOwn(path: string): Readonly<Record<string, string>> {
  try {
    return readManifest(path);
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'it must be JSON';
    throw new ConfigError([`${VARIABLE} must name a JSON object with a document under each id (${reason})`]);
  }
}

function readManifest(path: string): Readonly<Record<string, string>> {
  return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
}

import { existsSync, readFileSync } from 'node:fs';
import { GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { ConfigError, type Config } from '../config/config.js';
import { TrustedDocuments } from '../http/graphql/trusted-documents.js';
import { assertValid } from '../graphql/engine/validity.js';
import { DOCUMENTS } from '../rest/routes/documents.js';

const VARIABLE = 'NISSMART_TRUSTED_DOCUMENTS_FILE';

/** Manifest, as tools that collect documents write it: each text under its id. */
const manifest = z.record(z.string(), z.string());

/**
 * Collects the documents that clients may have executed, or returns undefined when they may send any: those of the
 * dashboard, from the manifest of its build, those that REST executes, and those in the configured file.
 *
 * @param dashboard The folder of the built dashboard.
 * @throws ConfigError when the file cannot be read, or uses names that the schema does not have.
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

/**
 * Adds the documents of the configured file. They are validated at start, so that the operator hears of a mistake, and not
 * the client whose request is refused.
 */
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

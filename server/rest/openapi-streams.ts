import type { Column } from '../reports/exports/export.js';
import { FORMATS, type FormatName } from '../reports/exports/format.js';
import type { JsonObject } from './json.js';
import type { Stream } from './stream.js';

/** What a streamed route answers with, in each of its formats. */
export function streamResponse({ formats, columns }: Stream): JsonObject {
  return {
    description: 'The lines, as long as there are any.',
    headers: {
      'Content-Disposition': { description: 'The name to save it under.', schema: { type: 'string' } },
    },
    content: Object.fromEntries(formats.map((format) => [mediaTypeOf(format), CONTENT[format](columns)])),
  };
}

/** Without its parameters. */
function mediaTypeOf(format: FormatName): string {
  const [mediaType = ''] = FORMATS[format].mediaType.split(';', 1);
  return mediaType;
}

const CONTENT: Readonly<Record<FormatName, (columns: readonly Column[]) => JsonObject>> = {
  csv: (columns) => ({
    schema: {
      type: 'string',
      description:
        'RFC 4180, in UTF-8 with a byte order mark, with a line of names first. Before a text that a spreadsheet would run as a formula stands an ' +
        `apostrophe. The columns: ${columns.map(({ name }) => `\`${name}\``).join(', ')}.`,
    },
  }),
  ndjson: (columns) => ({
    schema: {
      type: 'object',
      description: 'One such object a line.',
      required: columns.map(({ name }) => name),
      properties: Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)])),
    },
  }),
};

const KINDS: Readonly<Record<Column['kind'], JsonObject>> = {
  id: { type: 'string' },
  word: { type: 'string' },
  amount: { type: 'string', pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$' },
  instant: { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  text: { type: 'string' },
  json: { type: 'object', additionalProperties: true },
};

function schemaOf({ kind, nullable, description }: Column): JsonObject {
  const schema = KINDS[kind];
  return {
    ...schema,
    ...(nullable && typeof schema.type === 'string' && { type: [schema.type, 'null'] }),
    ...(description !== undefined && { description }),
  };
}

import type { Column } from '../../reports/exports/export.js';
import { FORMATS, type FormatName } from '../../reports/exports/format.js';
import { OWN_DATA_FORMAT } from '../../reports/own-data/document.js';
import type { Section } from '../../reports/own-data/section.js';
import type { JsonObject } from '../handling/json.js';
import type { Stream } from '../routes/stream.js';

/** Describes the answer of a streamed route, in each of its formats. */
export function streamResponse(stream: Stream): JsonObject {
  const content =
    'sections' in stream
      ? { 'application/json': { schema: documentSchema(stream.sections) } }
      : Object.fromEntries(
          stream.formats.map((format) => [mediaTypeOf(format), CONTENT[format](stream.columns)]),
        );
  return {
    description: 'sections' in stream ? 'The document.' : 'The lines, as long as there are any.',
    headers: {
      'Content-Disposition': { description: 'The name to save it under.', schema: { type: 'string' } },
    },
    content,
  };
}

/** Returns the media type without its parameters. */
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
    schema: { ...rowSchema(columns), description: 'One such object a line.' },
  }),
};

function documentSchema(sections: readonly Section[]): JsonObject {
  return {
    type: 'object',
    required: ['format', 'exportedAt', ...sections.map(({ name }) => name)],
    properties: {
      format: { type: 'string', const: OWN_DATA_FORMAT },
      exportedAt: KINDS.instant,
      ...Object.fromEntries(sections.map((section) => [section.name, sectionSchema(section)])),
    },
  };
}

function sectionSchema({ columns, single, description }: Section): JsonObject {
  const row = rowSchema(columns);
  return single ? { ...row, description } : { type: 'array', description, items: row };
}

function rowSchema(columns: readonly Column[]): JsonObject {
  return {
    type: 'object',
    required: columns.map(({ name }) => name),
    properties: Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)])),
  };
}

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

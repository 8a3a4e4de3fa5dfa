import type { Context } from '../../graphql/context/context.js';
import { FORMATS, type FormatName } from '../../reports/exports/format.js';
import { writeExport } from '../../reports/exports/write.js';
import { requireViewer } from '../../identity/access/guard.js';
import type { LineStream, Opened, Stream, Variables } from '../routes/stream.js';

/** Answer of a streamed route that is about to begin. */
export interface StreamAnswer {
  readonly mediaType: string;
  /** Name of the downloaded file. */
  readonly fileName: string;
  /** Called once, when it is sure to be written. @throws LedgerError, before anything is written. */
  readonly begin: () => Promise<AsyncIterable<string>>;
}

interface StreamRequest {
  readonly variables: Variables;
  readonly format: FormatName | undefined;
  /** The header Accept. */
  readonly accept: string | undefined;
}

/** @throws AccessError, LedgerError, before anything is written. */
export async function openAnswer(
  stream: Stream,
  context: Context,
  { variables, format: asked, accept }: StreamRequest,
): Promise<StreamAnswer> {
  if ('sections' in stream) {
    const { name, begin } = await stream.open(context);
    return { mediaType: 'application/json; charset=utf-8', fileName: `${name}.json`, begin };
  }
  const lines = await stream.open(context, variables);
  const { source, name, after } = lines;
  const format = asked ?? acceptedFormat(stream, accept);
  return {
    mediaType: FORMATS[format].mediaType,
    fileName: `${name}.${format}`,
    async begin() {
      await tellAuditLog(stream, context, { lines, variables, format });
      return textsOf(writeExport(context.services.longReads.fork(), source, { format, after }));
    },
  };
}

/** Writes the audit event before the first line leaves: a client that breaks off has had the data all the same. */
async function tellAuditLog(
  { name }: LineStream,
  { viewer, services, transport }: Context,
  { lines, variables, format }: { lines: Opened; variables: Variables; format: FormatName },
): Promise<void> {
  const { walletId } = lines;
  const filtered = Object.values(variables).some((value) => value !== undefined && value !== null);
  const details = { name, format, filtered, ...(walletId !== undefined && { walletId }) };
  await services.accessLog.exportTaken(requireViewer(viewer), details, transport);
}

async function* textsOf(pieces: ReturnType<typeof writeExport>): AsyncGenerator<string> {
  for await (const { text } of pieces) if (text !== '') yield text;
}

/** Returns the format that the client accepts, else the first one. */
function acceptedFormat({ formats }: LineStream, accept = ''): FormatName {
  const mediaType = mediaTypeIn(accept);
  return formats.find((name) => FORMATS[name].mediaType.split(';', 1)[0] === mediaType) ?? formats[0];
}

/** Returns the first media type of the header: a client with a preference names it first. */
function mediaTypeIn(accept: string): string {
  const [first = ''] = accept.split(/[,;]/, 1);
  return first.trim().toLowerCase();
}

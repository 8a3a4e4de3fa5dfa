import type { DestinationStream } from 'pino';
import { build, type PrettyOptions } from 'pino-pretty';

/** Fields that are the same in every line, or that only programs look for; the JSON log has them all. */
const LEFT_OUT = new Set([
  'level',
  'time',
  'msg',
  'requestId',
  'err',
  'viewerId',
  'apiTokenId',
  'clientRequestId',
]);
/** Fields of a request, in the order in which they are printed. */
const REQUEST = ['method', 'path', 'status', 'ms'] as const;

/**
 * Writes the log for a person at a terminal: the time and one short line for each request, and for anything else its
 * message with its fields.
 *
 * @param colorize True when the terminal shows colours.
 */
export function readableLog(
  colorize: boolean,
  destination?: PrettyOptions['destination'],
): DestinationStream {
  return build({
    colorize,
    ...(destination !== undefined && { destination }),
    // In the process itself and at once, so that nothing is lost when it ends.
    sync: true,
    translateTime: 'SYS:HH:MM:ss',
    // The message has everything that is shown.
    hideObject: true,
    messageFormat: (line) => messageOf(line),
  });
}

function messageOf(line: Readonly<Record<string, unknown>>): string {
  if (line.msg === 'request') {
    const [method, path, status, ms] = REQUEST.map((name) => textOf(line[name]));
    const role = line.role === undefined ? '' : ` ${textOf(line.role).toLowerCase()}`;
    const aborted = line.aborted === true ? ' (hung up)' : '';
    return `${method} ${path} ${status} ${ms} ms${role}${aborted}`;
  }
  const fields = Object.entries(line)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${textOf(value)}`);
  return [[textOf(line.msg), ...fields].join(' '), ...stackOf(line.err)].join('\n');
}

function stackOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { stack, message }: { stack?: unknown; message?: unknown } = error;
  return [textOf(stack ?? message)];
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

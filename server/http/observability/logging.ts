import { pino, type DestinationStream, type Logger } from 'pino';

/** Names whose values must never reach a log. Nothing logs them; this is the second net. */
const SECRETS = [
  'authorization',
  'body',
  'cookie',
  'headers',
  'password',
  'passwordHash',
  'query',
  'rawPacket',
  'set-cookie',
  'token',
  'variables',
];

/** Returns what writes short lines for a person, where standard output is a terminal; elsewhere undefined. */
export async function terminalLog(): Promise<DestinationStream | undefined> {
  if (!process.stdout.isTTY) return undefined;
  // Loaded here only: a server whose output goes to a log or a pipe has no use for it.
  const { readableLog } = await import('./readable-log.js');
  return readableLog(process.stdout.hasColors());
}

/**
 * Creates the log of the process: one JSON object a line, unless its destination writes it in another form.
 *
 * @param level A pino level, or `silent`.
 * @param destination Standard output as it is, unless given.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: { paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * Picks the parts of an error that help to find its cause. Other properties stay out, because drivers and servers hang
 * statements, their parameters and raw requests on theirs.
 */
function describeError(error: unknown): object {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, message, code, stack, cause }: Partial<Record<keyof Error | 'code', unknown>> = error;
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack,
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

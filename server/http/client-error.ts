import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf, RequestError } from '../errors/problem.js';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers bytes that are no valid HTTP request. They never become a request, so there is no reply to use, only the socket. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = STATUS_BY_CODE[error.code ?? ''] ?? 400;
  const refusal = new RequestError('BAD_USER_INPUT', 'This is not a valid HTTP request', {}, status);
  const body = JSON.stringify(problemOf(refusal, ''));
  // A response that has begun cannot be replaced.
  if (socket.writable && socket.writableLength === 0) {
    socket.write(
      `HTTP/1.1 ${status} ${String(STATUS_CODES[status])}\r\ncontent-type: application/problem+json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}

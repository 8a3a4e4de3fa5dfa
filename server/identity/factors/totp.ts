import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Period of a code, in milliseconds. */
const STEP_MS = 30 * 1000;
/** Digits of a code, by SHA-1: all that some apps support. */
const DIGITS = 6;
/** Number of periods that a phone's clock may be off. */
const STEPS_OFF = 1;
const SECRET_BYTES = 20;
const ISSUER = 'Nissmart';

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** Formats a secret for typing into an app and as the address of a QR code. */
export function setupOf(
  secret: Uint8Array,
  label: string,
): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * Finds the time step of a code.
 *
 * @param lastStep The last step that was taken: neither it nor an earlier one is taken again.
 * @returns Null when the code is wrong, too old, or was used.
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  now: Date,
  lastStep: number | null,
): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret, '').validate({ token, timestamp: now.getTime(), window: STEPS_OFF });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / STEP_MS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** True when the form of a code is that of an app's. */
export function isFromApp(code: string): boolean {
  return /^[\d\s]{1,12}$/.test(code);
}

function totpOf(secret: Uint8Array, label: string): TOTP {
  const buffer = Uint8Array.from(secret).buffer;
  return new TOTP({
    ...{ issuer: ISSUER, label, algorithm: 'SHA1', digits: DIGITS, period: STEP_MS / 1000 },
    secret: new Secret({ buffer }),
  });
}

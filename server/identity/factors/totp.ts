import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** How long a code is the one that the app shows. */
const STEP_MS = 30 * 1000;
/** What every app can do, and some can do nothing else: six digits by SHA-1. */
const DIGITS = 6;
/** A phone whose clock is a step off is not turned away. */
const STEPS_OFF = 1;
const SECRET_BYTES = 20;
const ISSUER = 'Nissmart';

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** What is typed into an app by hand, and the same for a QR code. */
export function setupOf(
  secret: Uint8Array,
  label: string,
): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The step whose code it is.
 *
 * @param lastStep The last one that was taken: neither it nor an earlier one is taken again.
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

/** Whether a code comes from an app, as its form tells. */
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

import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { SealingState } from '../identity/factors/sealed-secrets.js';
import type { SigningState } from '../ledger/proof/keys.js';

const UNSIGNED: Readonly<Record<Exclude<SigningState, 'READY'>, string>> = {
  KEY_MISSING:
    'the signing key of this database is not here, so nothing is signed: put its file back, or make a new key with nissmart signing-key new',
  KEY_UNKNOWN:
    'this database was signed with a key that the key file does not list, so nothing is signed: see nissmart signing-key show',
};

/** Warns at start that nothing will be signed, and says what to do. */
export function warnOfSigning(state: SigningState, log: Logger): void {
  if (state !== 'READY') log.error({ signing: state }, UNSIGNED[state]);
}

/** Warns at start that codes from apps cannot be checked, and says what to do. */
export function warnOfSealing({ keyId, unopenable }: SealingState, log: Logger): void {
  if (unopenable === 0) return;
  log.error(
    { unopenable },
    keyId === undefined
      ? 'the encryption key of this database is not here, so no code from an app signs anybody in: put its file back; recovery codes and passkeys work'
      : 'some secrets of this database are encrypted under another key than the one here, so the codes of those apps sign nobody in: put the right key file back; recovery codes and passkeys work',
  );
}

/** Warns at start that forgotten passwords cannot be replaced, where that is hardly meant. */
export function warnOfMail({ production, mail }: Config, log: Logger): void {
  if (production && !mail) {
    log.warn(
      'NISSMART_SMTP_URL is not set, so no mail is sent: forgotten passwords are not replaced, emails neither proved nor changed',
    );
  }
}

/** Warns at start that newly registered people can credit themselves, where that is hardly meant. */
export function warnOfSettlement({ production, settlement }: Config, log: Logger): void {
  if (production && settlement.settlement === 'instant') {
    log.warn(
      'NISSMART_SETTLEMENT=instant in production: deposits post at once, so whoever registers can credit themselves',
    );
  }
}

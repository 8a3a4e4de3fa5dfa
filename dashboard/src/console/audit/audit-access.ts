import type { JsonValue } from '../../shared/graphql/tada';

type Details = Readonly<Record<string, JsonValue>>;

const WAYS: Readonly<Record<string, string>> = {
  REGISTRATION: 'by registering',
  PASSWORD: 'with a password',
  PASSKEY: 'with a passkey',
  OIDC: 'with single sign-on',
};
const REASONS: Readonly<Record<string, string>> = {
  WRONG_PASSWORD: 'wrong password',
  WRONG_CODE: 'wrong code',
  WRONG_CONFIRMATION: 'wrong password when asked again',
  SUSPENDED: 'the account is suspended',
};

/** A few words on a sign-in, a denial or a change of a name: the way, the reason, the address; empty where there is nothing. */
export function accessInWords(action: string, details: Details | null, personal: Details | null): string {
  const words = [
    textIn(details, 'method', WAYS),
    textIn(details, 'reason', REASONS),
    action === 'ACCESS_DENIED' ? textIn(details, 'what') : undefined,
    action === 'EXPORT_TAKEN' ? textIn(details, 'name') : undefined,
    changeIn(personal),
    textIn(personal, 'address'),
  ];
  return words.filter((word) => word !== undefined).join(' · ');
}

function textIn(
  details: Details | null,
  name: string,
  names: Readonly<Record<string, string>> = {},
): string | undefined {
  const text = details?.[name];
  return typeof text === 'string' ? (names[text] ?? text) : undefined;
}

function changeIn(personal: Details | null): string | undefined {
  const [before, after] = [textIn(personal, 'before'), textIn(personal, 'after')];
  return after === undefined ? textIn(personal, 'email') : `${before ?? ''} → ${after}`;
}

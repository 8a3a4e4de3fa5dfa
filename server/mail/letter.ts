import type { MailKind } from '../identity/mails/outgoing-mail.js';

/** A mail, ready to be sent. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** URL that the mail asks to open; undefined for a mere notice. */
  readonly link: string | undefined;
}

/** Texts of a kind of mail: the paragraph before its link, the label of the link, and the paragraph after it. */
interface Words {
  readonly subject: string;
  readonly before: string;
  readonly action?: string;
  readonly after: string;
}

const IGNORE = 'If it was not you, you need do nothing.';
const NOT_YOU =
  'If it was not you, somebody else can use your account: set a new password at once by “Forgot your password?” on the sign-in page.';

const NOT_YOU_FACTOR =
  'If it was not you, somebody else can use your account: change its password, look through its passkeys and sessions on the page Account, and write to whoever runs this service.';

/** Sent to the new address when it already has an account, so that only its owner learns of it. */
const TAKEN: Words = {
  subject: 'Your email was given for another account',
  before:
    'Somebody with another account asked to use this email for it. You have an account with it already, so nothing was changed.',
  after: IGNORE,
};

/** Sent to the owner of an existing account; the person who registered does not learn that it exists. */
const REGISTERED: Words = {
  subject: 'You have an account already',
  before:
    'Somebody asked to open an account with this email. You have one already, so nothing was changed. If it was you, sign in; “Forgot your password?” on the sign-in page sets a new one.',
  after: IGNORE,
};

const WORDS: Readonly<Record<MailKind, Words>> = {
  PASSWORD_RESET: {
    subject: 'Set a new password',
    before: 'Somebody asked for a new password for your account. Set it by this link, within 30 minutes:',
    action: 'Set a new password',
    after: IGNORE,
  },
  PASSWORD_CHANGED: {
    subject: 'Your password was changed',
    before:
      'The password of your account was changed, and other sessions were signed out. API tokens go on working.',
    after: NOT_YOU,
  },
  EMAIL_VERIFICATION: {
    subject: 'Confirm your email',
    before: 'Confirm by this link, within a day, that this is the email of your account:',
    action: 'Confirm the email',
    after: IGNORE,
  },
  EMAIL_CHANGE: {
    subject: 'Confirm your new email',
    before: 'Confirm by this link, within a day, that this is to be the email of your account:',
    action: 'Use this email',
    after: IGNORE,
  },
  EMAIL_CHANGE_ASKED: {
    subject: 'Another email was given for your account',
    before:
      'Somebody who is signed in to your account asked to use another email for it. This one stays until the other is confirmed.',
    after: NOT_YOU,
  },
  EMAIL_CHANGED: {
    subject: 'The email of your account was changed',
    before: 'Your account has another email now. You sign in with that one, and no more mail comes here.',
    after: 'If it was not you, somebody else has your account: write at once to whoever runs this service.',
  },
  IDENTITY_LINKED: {
    subject: 'Your account has another way to sign in',
    before: 'From now on, you can sign in to your account with another service, too.',
    after: NOT_YOU,
  },
  REGISTRATION: {
    subject: 'Confirm your email to open your account',
    before:
      'Open your account by this link, within three days. It asks for the password that you chose, so that nobody else can have chosen one for you:',
    action: 'Open the account',
    after: 'If it was not you, do not follow it: nothing happens then, and the registration is forgotten.',
  },
  PASSKEY_ADDED: {
    subject: 'A passkey was added to your account',
    before: 'Somebody who is signed in to your account added a passkey, and can sign in with it from now on.',
    after: NOT_YOU_FACTOR,
  },
  PASSKEY_REMOVED: {
    subject: 'A passkey was removed from your account',
    before: 'Somebody who is signed in to your account removed a passkey. It signs nobody in any more.',
    after: NOT_YOU_FACTOR,
  },
  TOTP_ENABLED: {
    subject: 'Your account asks for a code now',
    before:
      'From now on, signing in with the password of your account also needs a code from the app that was set up.',
    after: NOT_YOU_FACTOR,
  },
  TOTP_DISABLED: {
    subject: 'Your account asks for no code from an app any more',
    before: 'Somebody who is signed in to your account switched off the codes from an app.',
    after: NOT_YOU_FACTOR,
  },
  RECOVERY_CODES_CREATED: {
    subject: 'Your account has new recovery codes',
    before: 'Recovery codes were made for your account. Those from before do not work any more.',
    after: NOT_YOU_FACTOR,
  },
  RECOVERY_CODE_USED: {
    subject: 'A recovery code was used for your account',
    before:
      'Somebody gave the password of your account and one of its recovery codes, which works no second time.',
    after: NOT_YOU_FACTOR,
  },
  SECOND_FACTORS_REMOVED: {
    subject: 'Your account asks for its password alone',
    before:
      'Whoever runs this service removed the passkeys, the codes from an app and the recovery codes of your account, and signed it out everywhere.',
    after:
      'Sign in with your password and set up a second factor again. If you did not ask for this, write to whoever runs this service.',
  },
};

/** @param link URL, for kinds that have a link. */
export function letterOf(kind: MailKind, to: string, link?: string): Letter {
  return written(WORDS[kind], to, link);
}

export function takenLetter(to: string): Letter {
  return written(TAKEN, to, undefined);
}

export function registeredLetter(to: string): Letter {
  return written(REGISTERED, to, undefined);
}

function written({ subject, before, action, after }: Words, to: string, link: string | undefined): Letter {
  const paragraphs = [before, ...(link === undefined ? [] : [link]), after];
  return {
    ...{ to, subject, link },
    text: `Hello,\n\n${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body><p>Hello,</p><p>${escaped(before)}</p>${
      link === undefined ? '' : `<p><a href="${escaped(link)}">${escaped(action ?? link)}</a></p>`
    }<p>${escaped(after)}</p></body></html>\n`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

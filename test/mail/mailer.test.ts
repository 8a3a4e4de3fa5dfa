import { expect, test } from '@jest/globals';
import { letterOf } from '../../server/mail/letter.js';
import { smtpMailer, Undeliverable } from '../../server/mail/mailer.js';
import { MailServer, subjectOf } from '../support/mail-server.js';

const LETTER = letterOf('PASSWORD_CHANGED', 'amina@example.com');

function mailerTo({ config }: MailServer) {
  return smtpMailer({ url: config.smtpUrl, from: config.from });
}

test('A letter arrives at its one address, with its sender and in both of its forms', async () => {
  const mails = await MailServer.start();
  await mailerTo(mails).send(LETTER);
  const mail = await mails.mail(1);
  expect([mails.mails.length, mail.to, subjectOf(mail)]).toEqual([
    1,
    'amina@example.com',
    'Your password was changed',
  ]);
  expect(mail.source).toMatch(/^From: Nissmart <no-reply@example\.com>\r$/m);
  expect(mail.source).toMatch(/Content-Type: text\/plain[^]+Content-Type: text\/html/);
});

test('A refusal for good is told from one that may be over later', async () => {
  const mails = await MailServer.start();
  mails.refusal = { responseCode: 550 };
  await expect(mailerTo(mails).send(LETTER)).rejects.toBeInstanceOf(Undeliverable);
  mails.refusal = { responseCode: 450 };
  await expect(mailerTo(mails).send(LETTER)).rejects.not.toBeInstanceOf(Undeliverable);
  mails.refusal = undefined;
  await mailerTo(mails).send(LETTER);
  expect(mails.mails).toHaveLength(1);
});

test('A server that is not there is no refusal for good', async () => {
  const mails = await MailServer.start();
  const mailer = mailerTo(mails);
  await mails.close();
  await expect(mailer.send(LETTER)).rejects.not.toBeInstanceOf(Undeliverable);
});

// Mails that bring files, or seal what they bring.
import { base64, htmlPart, mail, multipart, plain, type Sample, textPart } from './mail.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const part = (fields: string, bytes: Uint8Array | string) => `${fields}\nContent-Transfer-Encoding: base64\n\n${base64(bytes)}`;
const withFile =
  (fields: string, bytes: Uint8Array | string = 'some bytes') =>
  ({ from }: { from: string }) =>
    multipart(from, 'Logo', 'mixed', [textPart('see the file'), part(fields, bytes)]);
const brings = (...files: string[]) => ({ as: 'answered', text: 'Logo\nsee the file', files }) as const;

const invite = (method: string) =>
  `BEGIN:VCALENDAR\nMETHOD:${method}\nBEGIN:VEVENT\nUID:1@example.org\nDTSTART:20261201T100000Z\nSUMMARY:Logo\nEND:VEVENT\nEND:VCALENDAR\n`;

export const files: Sample[] = [
  {
    name: 'pdf',
    raw: withFile('Content-Type: application/pdf; name="brief.pdf"\nContent-Disposition: attachment; filename="brief.pdf"'),
    becomes: brings('brief.pdf'),
  },
  {
    name: 'name-in-pieces',
    raw: withFile(
      "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''promo%C3%A7; filename*1*=%C3%A3o.pdf",
    ),
    becomes: brings('promoção.pdf'),
  },
  {
    name: 'name-encoded',
    raw: withFile('Content-Type: application/pdf\nContent-Disposition: attachment; filename="=?utf-8?B?w7xiZXIucGRm?="'),
    becomes: brings('über.pdf'),
  },
  {
    name: 'name-with-folders',
    raw: withFile('Content-Type: application/pdf\nContent-Disposition: attachment; filename="../../etc/passwd"'),
    becomes: brings('_.._etc_passwd'),
  },
  {
    name: 'name-of-two-faces',
    raw: withFile('Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="=?utf-8?Q?photo=E2=80=AEgpj.exe?="'),
    becomes: brings('photogpj.exe'),
  },
  { name: 'no-name', raw: withFile('Content-Type: application/pdf\nContent-Disposition: attachment'), becomes: brings('file.pdf') },
  {
    name: 'several-files',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'mixed', [
        textPart('see the file'),
        part('Content-Type: image/png; name=a.png\nContent-Disposition: attachment; filename=a.png', png),
        part('Content-Type: text/csv; name=b.csv\nContent-Disposition: attachment; filename=b.csv', 'a,b'),
      ]),
    becomes: brings('a.png', 'b.csv'),
  },
  {
    name: 'winmail',
    raw: withFile(
      'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Disposition: attachment; filename="winmail.dat"',
      new Uint8Array([0x78, 0x9f, 0x3e, 0x22]),
    ),
    becomes: brings('winmail.dat'),
  },
  {
    name: 'invite',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'mixed', [
        textPart('see the file'),
        part(
          'Content-Type: text/calendar; method=REQUEST; charset=utf-8\nContent-Disposition: attachment; filename=invite.ics',
          invite('REQUEST'),
        ),
      ]),
    becomes: brings('invite.ics'),
  },
  {
    name: 'invite-alternative',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'alternative', [
        textPart('see the file'),
        `Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n${invite('REQUEST')}`,
      ]),
    becomes: brings('invite.ics'),
  },
  {
    name: 'logo-in-signature',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'related', [
        htmlPart('<p>see the file</p><img src="cid:l1@x">'),
        part('Content-Type: image/png; name=line.png\nContent-ID: <l1@x>\nContent-Disposition: inline; filename=line.png', png),
      ]),
    becomes: { ...brings(), whole: true },
  },
  {
    name: 'photo-in-the-text',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'related', [
        htmlPart('<p>see the file</p><img src="cid:p1@x">'),
        part(
          'Content-Type: image/jpeg; name=photo.jpg\nContent-ID: <p1@x>\nContent-Disposition: inline; filename=photo.jpg',
          new Uint8Array(40_000).fill(7),
        ),
      ]),
    becomes: brings('photo.jpg'),
  },
  {
    name: 'signed',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'signed; protocol="application/pkcs7-signature"; micalg=sha-256', [
        textPart('see the file'),
        part('Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s', 'signature'),
      ]),
    becomes: { ...brings(), whole: true },
  },
  {
    name: 'encrypted-pgp',
    raw: ({ from }) =>
      multipart(from, '...', 'encrypted; protocol="application/pgp-encrypted"', [
        'Content-Type: application/pgp-encrypted\n\nVersion: 1',
        'Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\nabc\n-----END PGP MESSAGE-----',
      ]),
    becomes: { as: 'answered', text: '', other: 'encrypted-mail', whole: true },
  },
  {
    name: 'encrypted-pgp-inline',
    raw: ({ from }) => plain(from, 'secret', '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----'),
    becomes: { as: 'answered', text: '', other: 'encrypted-mail', whole: true },
  },
  {
    name: 'encrypted-smime',
    raw: ({ from }) =>
      mail(
        from,
        {
          Subject: 'secret',
          'MIME-Version': '1.0',
          'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
          'Content-Transfer-Encoding': 'base64',
        },
        base64('sealed'),
      ),
    becomes: { as: 'answered', text: '', other: 'encrypted-mail', whole: true },
  },
  {
    name: 'over-30-mb',
    raw: ({ from }) =>
      multipart(from, 'Logo', 'mixed', [
        textPart('see the file'),
        part(
          'Content-Type: application/zip; name=huge.zip\nContent-Disposition: attachment; filename=huge.zip',
          new Uint8Array(24 * 1024 * 1024).fill(1),
        ),
      ]),
    becomes: { ...brings('huge.zip') },
  },
];

// Mails whose words are hard to get at: character sets, HTML, quotes in five languages, broken MIME.
import { base64, htmlPart, latin1, mail, multipart, plain, type Sample, textPart } from './mail.ts';

const inSet =
  (charset: string, bytes: Uint8Array, encoding = '8bit') =>
  ({ from }: { from: string }) =>
    mail(
      from,
      { Subject: 'Banner', 'MIME-Version': '1.0', 'Content-Type': `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': encoding },
      encoding === 'base64' ? base64(bytes) : bytes,
    );

const reply =
  (text: string, fields: Record<string, string> = {}) =>
  ({ from, sent }: { from: string; sent: string }) =>
    plain(from, 'Re: Banner', text, { 'In-Reply-To': sent, References: sent, ...fields });

const replyHtml =
  (html: string) =>
  ({ from, sent }: { from: string; sent: string }) =>
    mail(from, { Subject: 'Re: Banner', 'In-Reply-To': sent, 'MIME-Version': '1.0', 'Content-Type': 'text/html; charset=utf-8' }, html);

const answered = (text: string, whole = false) => ({ as: 'answered', text, whole }) as const;

export const bodies: Sample[] = [
  {
    name: 'quoted-printable',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'Banner', 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'quoted-printable' },
        'Ol=C3=A1, preciso de um ban=\r\nner',
      ),
    becomes: answered('Banner\nOlá, preciso de um banner'),
  },
  { name: 'iso-8859-1', raw: inSet('iso-8859-1', latin1('Olá, é para a promoção')), becomes: answered('Banner\nOlá, é para a promoção') },
  {
    name: 'windows-1251',
    raw: inSet('windows-1251', new Uint8Array([0xcf, 0xee, 0xf2, 0xf0, 0xb3, 0xe1, 0xe5, 0xed]), 'base64'),
    becomes: answered('Banner\nПотрібен'),
  },
  {
    name: 'windows-1254',
    raw: inSet('windows-1254', new Uint8Array([0xde, 0x69, 0xfe, 0x6c, 0x69, 0x20, 0xf0, 0xfd]), 'base64'),
    becomes: answered('Banner\nŞişli ğı'),
  },
  { name: 'koi8-u', raw: inSet('koi8-u', new Uint8Array([0xc2, 0xc1, 0xce, 0xc5, 0xd2]), 'base64'), becomes: answered('Banner\nбанер') },
  { name: 'iso-2022-jp', raw: inSet('iso-2022-jp', latin1('\x1b$B%P%J!<\x1b(B')), becomes: answered('Banner\nバナー') },
  { name: 'gb18030', raw: inSet('gb18030', new Uint8Array([0xba, 0xe1, 0xb7, 0xf9]), 'base64'), becomes: answered('Banner\n横幅') },
  {
    name: 'utf-16',
    raw: inSet('utf-16le', new Uint8Array(Buffer.from('A banner, please', 'utf16le')), 'base64'),
    becomes: answered('Banner\nA banner, please'),
  },
  {
    name: 'unknown-charset',
    raw: inSet('x-nobody-knows', latin1('Plain words all the same')),
    becomes: answered('Banner\nPlain words all the same'),
  },
  {
    name: 'html-only',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'Banner', 'MIME-Version': '1.0', 'Content-Type': 'text/html; charset=utf-8' },
        '<html><head><style>p{color:red}</style><script>alert(1)</script></head><body><p>We need a <b>banner</b></p><p>for the fair</p></body></html>',
      ),
    becomes: { as: 'answered', text: 'Banner\nWe need a banner\n\nfor the fair' },
  },
  {
    name: 'html-links-and-lists',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'Links', 'MIME-Version': '1.0', 'Content-Type': 'text/html; charset=utf-8' },
        '<p>See <a href="https://example.org/a">the page</a></p><ul><li>one</li><li>two</li></ul><img src="https://tracker.example.net/x.gif">',
      ),
    becomes: { as: 'answered', holds: ['https://example.org/a', 'one', 'two'], without: ['tracker'] },
  },
  {
    name: 'alternative',
    raw: ({ from }) => multipart(from, 'Banner', 'alternative', [textPart('plain words'), htmlPart('<p>rich words</p>')]),
    becomes: answered('Banner\nplain words'),
  },
  {
    name: 'alternative-without-plain-words',
    raw: ({ from }) => multipart(from, 'Banner', 'alternative', [textPart(''), htmlPart('<p>only here</p>')]),
    becomes: answered('Banner\nonly here'),
  },
  {
    name: 'alternative-with-an-excuse',
    raw: ({ from }) =>
      multipart(from, 'Banner', 'alternative', [textPart('Your email client does not support HTML.'), htmlPart('<p>the words</p>')]),
    becomes: answered('Banner\nthe words'),
  },
  {
    name: 'flowed',
    raw: ({ from }) =>
      plain(from, 'Banner', 'We need a banner for \nthe fair in March', { 'Content-Type': 'text/plain; charset=utf-8; format=flowed' }),
    becomes: { as: 'answered', holds: ['for the fair in March'] },
  },
  {
    name: 'encoded-subject',
    raw: ({ from }) => plain(from, '=?utf-8?B?UHJlY2lzbyBkZSB1bSBiYW7F?=\r\n =?utf-8?B?iQ==?= =?iso-8859-1?Q?_=E9?=', 'corpo'),
    becomes: { as: 'answered', holds: ['Preciso de um ban', 'corpo'] },
  },
  {
    name: 'raw-utf8-subject',
    raw: ({ from }) => plain(from, 'Потрібен банер', 'на ярмарок'),
    becomes: answered('Потрібен банер\nна ярмарок'),
  },
  {
    name: 'raw-latin1-subject',
    raw: ({ from }) => Buffer.concat([latin1('Subject: Promoção\r\n'), plain(from, undefined, 'corpo')]),
    becomes: { as: 'answered', holds: ['Promoção', 'corpo'] },
  },
  { name: 'no-subject', raw: ({ from }) => plain(from, undefined, 'We need a logo'), becomes: answered('We need a logo') },
  { name: 'subject-only', raw: ({ from }) => plain(from, 'We need a logo', ''), becomes: answered('We need a logo') },
  {
    name: 'subject-begins-the-text',
    raw: ({ from }) => plain(from, 'We need a logo', 'We need a logo for the fair'),
    becomes: answered('We need a logo for the fair'),
  },
  { name: 'empty', raw: ({ from }) => plain(from, undefined, ''), becomes: { as: 'answered', text: '' } },
  {
    name: 'reply-gmail',
    raw: reply('1\n\nOn Mon, 23 Nov 2026 at 10:00, Desk <desk@example.com> wrote:\n\n> Where will it be shown?\n> 1. On a screen\n'),
    becomes: answered('1', true),
  },
  {
    name: 'reply-gmail-wrapped',
    raw: reply('In print\n\nOn Mon, 23 Nov 2026 at 10:00, The whole Desk of Example\n<desk@example.com> wrote:\n\n> 1. On a screen\n'),
    becomes: answered('In print', true),
  },
  {
    name: 'reply-below',
    raw: reply('On Mon, 23 Nov 2026 at 10:00, Desk <desk@example.com> wrote:\n> Where will it be shown?\n\nIn print, please'),
    becomes: answered('In print, please', true),
  },
  {
    name: 'reply-between',
    raw: reply('Desk wrote on 23.11.2026 10:00:\n> Where?\nAt the fair.\n> When?\nIn March.'),
    becomes: { as: 'answered', holds: ['At the fair.', 'In March.'], without: ['Where?', 'When?'], whole: true },
  },
  {
    name: 'reply-outlook',
    raw: reply(
      'Both of them\n\n________________________________\nFrom: Desk <desk@example.com>\nSent: Monday, November 23, 2026 10:00\nTo: Ana\nSubject: Banner\n\nWhere will it be shown?\n1. On a screen',
    ),
    becomes: answered('Both of them', true),
  },
  {
    name: 'reply-outlook-pt',
    raw: reply(
      'Os dois\n\nDe: Desk <desk@example.com>\nEnviado: segunda-feira, 23 de novembro de 2026 10:00\nPara: Ana\nAssunto: Banner\n\nOnde?',
    ),
    becomes: answered('Os dois', true),
  },
  {
    name: 'reply-outlook-html',
    raw: replyHtml(
      '<div>On a screen</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Desk<br><b>Sent:</b> Monday<br></div><div>1. On a screen<br>2. In print</div>',
    ),
    becomes: answered('On a screen', true),
  },
  {
    name: 'reply-gmail-html',
    raw: replyHtml(
      '<div dir="ltr">In print</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon wrote:</div><blockquote>1. On a screen</blockquote></div>',
    ),
    becomes: answered('In print', true),
  },
  {
    name: 'reply-pt',
    raw: reply('Na tela\n\nEm seg., 23 de nov. de 2026 às 10:00, Desk <desk@example.com> escreveu:\n\n> 1. Na tela'),
    becomes: answered('Na tela', true),
  },
  {
    name: 'reply-tr',
    raw: reply('Ekranda\n\nDesk <desk@example.com>, 23 Kas 2026 Pzt, 10:00 tarihinde şunu yazdı:\n\n> 1. Ekranda'),
    becomes: answered('Ekranda', true),
  },
  {
    name: 'reply-uk',
    raw: reply('На екрані\n\nпн, 23 лист. 2026 р. о 10:00 Desk <desk@example.com> пише:\n\n> 1. На екрані'),
    becomes: answered('На екрані', true),
  },
  {
    name: 'reply-id',
    raw: reply('Di layar\n\nPada Sen, 23 Nov 2026 pukul 10.00 Desk <desk@example.com> menulis:\n\n> 1. Di layar'),
    becomes: answered('Di layar', true),
  },
  {
    name: 'reply-original-message',
    raw: reply('2\n\n-----Original Message-----\nFrom: desk@example.com\nWhere?'),
    becomes: answered('2', true),
  },
  {
    name: 'reply-with-nothing-new',
    raw: reply('> Where will it be shown?\n> 1. On a screen'),
    becomes: { as: 'answered', text: '', whole: true },
  },
  {
    name: 'signature',
    raw: ({ from }) => plain(from, 'Logo', 'We need a logo\n\n-- \nAna Souza\nMarketing'),
    becomes: answered('Logo\nWe need a logo', true),
  },
  { name: 'signature-phone', raw: reply('skip\n\nSent from my iPhone'), becomes: answered('skip', true) },
  { name: 'signature-phone-pt', raw: reply('pular\n\nEnviado do meu iPhone'), becomes: answered('pular', true) },
  {
    name: 'very-long',
    raw: ({ from }) => plain(from, 'Long', 'word '.repeat(5_000)),
    becomes: { as: 'answered', holds: ['word word', '…'], files: ['mail.eml'] },
  },
  {
    name: 'forward',
    raw: ({ from }) =>
      plain(
        from,
        'Fwd: Logo for the fair',
        'please see below\n\n---------- Forwarded message ---------\nFrom: Carla <carla@example.net>\nDate: Mon, 23 Nov 2026\nSubject: Logo\n\nWe need it by Friday',
      ),
    becomes: { as: 'answered', holds: ['Logo for the fair', 'please see below', 'We need it by Friday'] },
  },
  {
    name: 'forward-attached',
    raw: ({ from }) =>
      multipart(from, 'Fwd: Logo', 'mixed', [
        textPart('see this'),
        'Content-Type: message/rfc822\nContent-Disposition: attachment; filename="logo.eml"\n\nFrom: carla@example.net\nSubject: Logo\n\nWe need a logo',
      ]),
    becomes: { as: 'answered', holds: ['see this'], files: ['logo.eml'] },
  },
  {
    name: 'forward-nested',
    raw: ({ from }) =>
      multipart(from, 'Fwd: Fwd: Logo', 'mixed', [
        'Content-Type: message/rfc822\n\nFrom: carla@example.net\nSubject: Fwd: Logo\nContent-Type: multipart/mixed; boundary=b2\n\n--b2\nContent-Type: text/plain\n\nfirst\n--b2\nContent-Type: message/rfc822\n\nFrom: dan@example.net\nSubject: Logo\n\nthe deepest words\n--b2--',
      ]),
    becomes: { as: 'answered', holds: ['the deepest words'] },
  },
  {
    name: 'control-signs',
    raw: ({ from }) => plain(from, 'Logo', 'We need\u0000 a\u0007 logo\u001b[31m'),
    becomes: { as: 'answered', text: 'Logo\nWe need a logo[31m' },
  },
  {
    name: 'line-feeds-only',
    raw: ({ from }) =>
      Buffer.from(
        Buffer.from(plain(from, 'Logo', 'one\ntwo'))
          .toString()
          .replaceAll('\r\n', '\n'),
      ),
    becomes: answered('Logo\none\ntwo'),
  },
  { name: 'no-mime-version', raw: ({ from }) => mail(from, { Subject: 'Logo' }, 'bare words'), becomes: answered('Logo\nbare words') },
  {
    name: 'never-closed',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'Logo', 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=zz' },
        '--zz\r\nContent-Type: text/plain\r\n\r\nwords in the open',
      ),
    becomes: answered('Logo\nwords in the open'),
  },
  {
    name: 'boundary-missing',
    raw: ({ from }) => mail(from, { Subject: 'We need a logo', 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed' }, 'words nowhere'),
    becomes: { as: 'answered', holds: ['We need a logo'] },
  },
  {
    name: 'base64-garbage',
    raw: ({ from }) =>
      mail(from, { Subject: 'We need a logo', 'Content-Type': 'text/plain', 'Content-Transfer-Encoding': 'base64' }, '%%%not base64%%%'),
    becomes: { as: 'answered', holds: ['We need a logo'] },
  },
  {
    name: 'many-references',
    raw: ({ from, sent }) =>
      plain(from, 'Re: Logo', '1', {
        References: `${Array.from({ length: 200 }, (_, i) => `<r${i}@example.org>`).join('\r\n ')}\r\n ${sent}`,
      }),
    becomes: answered('1'),
  },
  {
    name: 'deeply-nested',
    raw: ({ from }) =>
      mail(
        from,
        { Subject: 'We need a logo', 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=n0' },
        Array.from({ length: 200 }, (_, i) => `--n${i}\r\nContent-Type: multipart/mixed; boundary=n${i + 1}\r\n\r\n`).join(''),
      ),
    becomes: { as: 'answered', other: 'mail', whole: true },
  },
];

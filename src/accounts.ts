// Several accounts of one channel: a second bot, number or mailbox is configured by the first one's variables with __NAME at their end.
// What is not said for it is the first one's, but for what makes an account itself. Pure, for Node and for Workers.

/**
 * What each channel's accounts may have of their own. `makes`: without all of these there is no account · `own`: not taken from the first
 * either · `is`: two accounts that have the same are one.
 */
const channels = {
  telegram: { is: 'TELEGRAM_BOT_TOKEN', makes: ['TELEGRAM_BOT_TOKEN'], own: [], may: ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_API_ROOT'] },
  whatsapp: {
    is: 'WHATSAPP_CLOUD_PHONE_ID',
    makes: ['WHATSAPP'],
    own: ['WHATSAPP_CLOUD_PHONE_ID'],
    may: [
      ...['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN', 'WHATSAPP_CLOUD_TEMPLATE'],
      ...['WHATSAPP_PER_MINUTE', 'WHATSAPP_PER_DAY', 'WHATSAPP_TYPING_MS', 'WHATSAPP_SOCKET_URL', 'WHATSAPP_GRAPH_ROOT'],
    ],
  },
  email: {
    is: 'IMAP_URL',
    makes: ['IMAP_URL', 'SMTP_URL', 'MAIL_FROM'],
    own: ['MAIL_AUTHSERV_ID'], // another server's name must not vouch for this one's senders
    may: ['MAIL_PER_HOUR', 'MAIL_FILES_MB'],
  },
} as const;

/** The channels that may have several accounts. */
export type AccountChannel = keyof typeof channels;
export const accountChannels = Object.keys(channels) as AccountChannel[]; // Object.keys widens what the table's type knows

type Variables = Readonly<Record<string, string | undefined>>;

/** `name`: empty for the first · `contact`: the contact point, the first part of its addresses · `variables`: as if it were the only one. */
export type NamedAccount = { channel: AccountChannel; name: string; contact: string; variables: Variables };

const suffix = /^([A-Z_]+?)__(.*)$/;
const names = /^[A-Z0-9]{1,20}$/;

/** The further accounts that these variables make, and what is wrong with them, a sentence a mistake. */
export function furtherAccounts(given: Variables): { accounts: NamedAccount[]; mistakes: string[] } {
  const suffixed = Object.keys(given).flatMap((variable) => {
    const [, base = '', name = ''] = suffix.exec(variable) ?? [];
    const channel = channelOf(base);
    return channel ? [{ variable, base, name, channel }] : [];
  });
  const mistakes = suffixed
    .filter(({ name }) => !names.test(name) || name === 'MAIN')
    .map(({ variable, base }) => `${variable} must end in a name of capital letters and digits other than MAIN, such as ${base}__EVENTS.`);
  const keys = new Set(suffixed.filter(({ name }) => names.test(name) && name !== 'MAIN').map(({ channel, name }) => `${channel}-${name}`));
  const accounts = [...keys].map((key) => {
    const [channel = '', name = ''] = key.split('-');
    return account(channel as AccountChannel, name, given); // made of one just above
  });
  return { accounts, mistakes: [...mistakes, ...accounts.flatMap((one) => lacking(one, given)), ...twice(accounts, given)] };
}

/** What an account needs and has not; and there must be a first one. */
const lacking = ({ channel, name }: NamedAccount, given: Variables): string[] =>
  channels[channel].makes.flatMap((variable) => {
    const own = `${variable}__${name.toUpperCase()}`;
    if (given[own] === undefined) return [`${own} is missing: an account of its own needs it.`];
    return given[variable] === undefined ? [`${variable} is missing: ${own} makes a further account, and there is no first one.`] : [];
  });

/** Two doors to one account would take each other's messages. */
const twice = (accounts: readonly NamedAccount[], given: Variables): string[] =>
  accounts.flatMap(({ channel, name }, i) => {
    const { is } = channels[channel];
    const named = (other: string): string => (other ? `${is}__${other.toUpperCase()}` : is);
    const before = ['', ...accounts.slice(0, i).flatMap((one) => (one.channel === channel ? [one.name] : []))];
    const same = before.find((other) => given[named(name)] !== undefined && given[named(other)] === given[named(name)]);
    return same === undefined ? [] : [`${named(name)} is the same as ${named(same)}: give it another account, or take it out.`];
  });

const channelOf = (base: string): AccountChannel | undefined => accountChannels.find((channel) => variablesOf(channel).includes(base));

const variablesOf = (channel: AccountChannel): string[] => {
  const { makes, own, may } = channels[channel];
  return [...makes, ...own, ...may];
};

/** A sentence about an account of several: which it is, and its variables as whoever wrote them calls them. */
export function aboutAccount({ channel, name, contact }: Pick<NamedAccount, 'channel' | 'name' | 'contact'>): {
  subject: string;
  own(sentence: string): string;
} {
  const mine = new RegExp(`\\b(?:${variablesOf(channel).join('|')})\\b`, 'g');
  return {
    subject: name ? `${contact}: ` : '',
    own: (sentence) => (name ? sentence.replace(mine, `$&__${name.toUpperCase()}`) : sentence),
  };
}

function account(channel: AccountChannel, name: string, given: Variables): NamedAccount {
  const { makes, own } = channels[channel];
  const alone: readonly string[] = [...makes, ...own];
  const variables = { ...given };
  for (const variable of variablesOf(channel)) {
    const value = given[`${variable}__${name}`];
    if (value !== undefined) variables[variable] = value;
    else if (alone.includes(variable)) delete variables[variable];
  }
  return { channel, name: name.toLowerCase(), contact: `${channel}-${name.toLowerCase()}`, variables };
}

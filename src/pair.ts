// `npm run pair`: pairs WhatsApp with a phone from the terminal, by a QR code or by a code to type; works in a pipe.
import { parseArgs } from 'node:util';
import { type Account, type Env, readEnv } from './env.ts';
import { StartError } from './open-store.ts';
import { openPairDoor, type PairDoor } from './pair-door.ts';
import { openScreen, tooSmall } from './pair-screen.ts';
import { codeShown, PhoneNumber } from './phone-number.ts';
import { endWith } from './program-end.ts';
import { qrBlocks } from './qr.ts';
import { untilWords, whatsAppWords, whoIs } from './whatsapp-words.ts';

const usage = `npm run pair -- [--account NAME] [--phone NUMBER] [--raw] [--again] [--help]

  Pairs WhatsApp with a phone: shows a QR code to scan, and ends once it is connected.
  Where Alur runs already it asks that one; where not, it opens the account itself.

  --account NAME  another number than the first: the one of WHATSAPP__NAME=baileys
  --phone NUMBER  asks for a code to type on the phone instead; NUMBER with the country's code
  --raw           prints the bare text of each QR code, a line each, and nothing else on stdout
  --again         where WhatsApp has stopped: uses the account here, or forgets the pairing and begins another
`;

const scanning = [
  'On the phone: WhatsApp › Settings › Linked devices › Link a device (Android: ⋮ › Linked devices),',
  'and point it at this code. It changes now and then.',
];
const typing = 'On the phone: WhatsApp › Settings › Linked devices › Link a device › Link with phone number instead, and type it.';

type Wanted = { account: string; phone: string | null; raw: boolean; again: boolean };

/** Goes with the account until it is connected; the exit code. */
async function pair(door: PairDoor, { account, phone, raw, again }: Wanted): Promise<number> {
  const { stdout, stderr } = process;
  const screen = openScreen(raw ? stderr : stdout);
  const colour = stdout.isTTY === true && !process.env.NO_COLOR;
  let last = '';
  let isAsked = false;
  let wasUnpaired = false;
  let mayReconnect = again;

  /** Says what is new, once. */
  const once = (key: string, write: () => void): void => {
    if (key === last) return;
    last = key;
    write();
  };
  for await (const state of door.states()) {
    const { sentence, remedy, again: label } = whatsAppWords(state);
    const whole = remedy ? `${sentence}\n${remedy}` : sentence;
    switch (state.type) {
      case 'starting':
        once('starting', () => screen.show([sentence]));
        break;
      case 'open':
        screen.say(wasUnpaired ? `Paired. ${sentence}` : `WhatsApp is paired already, and connected as ${whoIs(state)}.`);
        await door.settle();
        return 0;
      case 'offline':
        once(`offline ${state.code} ${state.retryAt}`, () => {
          screen.show([...whole.split('\n'), `It tries again ${untilWords(state.retryAt, Date.now())}.`]);
        });
        break;
      case 'stopped':
        if (mayReconnect) {
          mayReconnect = false;
          await door.reconnect();
          break;
        }
        screen.say(
          `${whole}\n“${label}” is on the /setup page that npm start links to, and here: npm run pair -- ${account ? `--account ${account} ` : ''}--again`,
        );
        return 1;
      case 'unpaired':
        if (!wasUnpaired && state.loggedOut) screen.say(whole);
        wasUnpaired = true;
        if (phone !== null) {
          if (isAsked) break;
          isAsked = true;
          screen.show(['Asking WhatsApp for a code…']);
          const code = codeShown(await door.pairByCode(phone));
          screen.say(`\n  ${code}\n\n${typing}\nThis waits until it is done; Ctrl-C ends it.\n`);
        } else if (state.qr !== undefined) {
          const { qr } = state;
          once(qr, () => {
            if (raw) {
              stdout.write(`${qr}\n`);
              return;
            }
            const lines = [...qrBlocks(qr, colour), '', ...scanning];
            const small = tooSmall(stdout, qrBlocks(qr, false)[0]?.length ?? 0, lines.length);
            screen.show(small ? [...lines, small] : lines);
          });
        }
        break;
      default:
        state satisfies never;
    }
  }
  return 130;
}

/** Reads the words of the command line. Throws StartError. */
function readWords(): (Wanted & { help: boolean }) | never {
  const { values } = parseArgs({
    options: {
      account: { type: 'string', default: '' },
      phone: { type: 'string' },
      raw: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { phone, raw, again, help } = values;
  const account = values.account.toLowerCase();
  if (phone === undefined) return { account, phone: null, raw, again, help };
  if (raw) throw new StartError('--raw prints QR codes, and --phone does without: use one of them.');
  const number = PhoneNumber.safeParse(phone);
  if (!number.success) throw new StartError(number.error.issues[0]?.message ?? 'That is no phone number.');
  return { account, phone: number.data, raw, again, help };
}

/** The account that is to be paired. Throws StartError. */
function accountNamed(env: Env, name: string): Account {
  const [variable, title] = name ? [`WHATSAPP__${name.toUpperCase()}`, `WhatsApp's account ${name}`] : ['WHATSAPP', 'WhatsApp'];
  const account = env.accounts.find((one) => one.channel === 'whatsapp' && one.name === name);
  if (!account) throw new StartError(`${title} is off. Put ${variable}=baileys into .env, then run this again.`);
  if (account.env.WHATSAPP === 'baileys') return account;
  throw new StartError(
    `${title} comes by the Cloud API, which has nothing to pair. To pair a phone instead, put ${variable}=baileys into .env.`,
  );
}

async function main(): Promise<number> {
  const wanted = readWords();
  if (wanted.help) {
    process.stdout.write(`Usage: ${usage}`);
    return 0;
  }
  const env = readEnv(process.env);
  const account = accountNamed(env, wanted.account);
  let end: (code: number) => void = () => undefined;
  const interrupted = new Promise<number>((resolve) => {
    end = resolve;
  });
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.on(signal, () => end(code)); // biome-ignore format: one thought
  const door = await openPairDoor(env, account);
  try {
    return await Promise.race([pair(door, wanted), interrupted]);
  } finally {
    await door.close();
  }
}

void endWith(main, usage).then(() => process.exit()); // what it listened to is not waited for

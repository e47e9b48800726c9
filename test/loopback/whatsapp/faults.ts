// What a test lets go wrong. Each "next" applies once; several of them queue up.

export type Verdict = 'take' | 'lose' | 'take and keep silent' | { refuse: number };

export class Faults {
  /** Milliseconds that every stanza to the bot takes. */
  slowMs = 0;
  /** Media downloads answer so instead of with the file; undefined: the file. */
  mediaStatus: 404 | 410 | undefined;
  /** Uploads answer so; undefined: they work. */
  uploadStatus: number | undefined;
  /** Queries of these namespaces (usync, encrypt, w:m …) get no answer. */
  readonly unanswered = new Set<string>();
  readonly #verdicts: Verdict[] = [];
  readonly #toBot: ('flip' | 'same twice' | 'again')[] = [];
  #flipsToPhones = 0;
  #held: (() => void)[] | undefined;

  /** The next message of the bot arrives at the phone, but the bot hears nothing about it from the server. */
  dropNextAck(): void {
    this.#verdicts.push('take and keep silent');
  }

  /** The next message of the bot is lost on its way to the server. */
  loseNext(): void {
    this.#verdicts.push('lose');
  }

  /** The next message of the bot is refused: 463 a restricted account, 479 a malformed stanza … */
  refuseNext(code: number, times = 1): void {
    for (let time = 0; time < times; time++) this.#verdicts.push({ refuse: code });
  }

  /**
   * The next message to the bot comes twice under its id: `again` encrypted anew, as a phone repeats itself; `same` the
   * very stanza, which Baileys cannot read a second time and so asks for anew. Both reach the bot's code twice.
   */
  deliverTwice(how: 'again' | 'same' = 'again'): void {
    this.#toBot.push(how === 'same' ? 'same twice' : 'again');
  }

  /** One byte of the next message to the bot is wrong: it cannot read it and asks for it anew. */
  flipNextByte(): void {
    this.#toBot.push('flip');
  }

  /** One byte of the next message to a client's phone is wrong: the phone asks the bot for it anew. */
  flipNextByteToPhone(): void {
    this.#flipsToPhones++;
  }

  /** From now on the bot's messages are taken but their acks wait. */
  holdAcks(): void {
    this.#held ??= [];
  }

  releaseAcks(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const send of held) send();
  }

  /** Files are gone from the media host; a phone asked to will upload them again. */
  expireMedia(status: 404 | 410 = 410): void {
    this.mediaStatus = status;
  }

  clear(): void {
    this.slowMs = 0;
    this.mediaStatus = undefined;
    this.uploadStatus = undefined;
    this.unanswered.clear();
    this.#verdicts.length = 0;
    this.#toBot.length = 0;
    this.#flipsToPhones = 0;
    this.releaseAcks();
  }

  /** For the server: what becomes of a message of the bot. */
  verdict(): Verdict {
    return this.#verdicts.shift() ?? 'take';
  }

  nextToBot(): 'flip' | 'same twice' | 'again' | undefined {
    return this.#toBot.shift();
  }

  nextToPhone(ciphertext: Buffer): Buffer {
    if (this.#flipsToPhones === 0) return ciphertext;
    this.#flipsToPhones--;
    return flipped(ciphertext);
  }

  ack(send: () => void): void {
    if (this.#held) this.#held.push(send);
    else send();
  }
}

export function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(copy.length * 0.7);
  copy[at] = (copy[at] ?? 0) ^ 0x40;
  return copy;
}

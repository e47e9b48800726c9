// One chat of the loopback world: its people, topics and everything ever said in it. A test reads it and waits.

import { patienceMs } from '../patience.ts';
import type { Changes, Step } from './change.ts';
import { type MessageDraft, type MessageRecord, makeMessage } from './message.ts';
import { transcribe } from './transcript.ts';
import type { ChatJson, ChatKind, User } from './wire.ts';

/** What the bot may do in a group. */
export type BotRights = {
  administrator: boolean;
  can_manage_topics: boolean;
  can_pin_messages: boolean;
  can_delete_messages: boolean;
};

export type Standing =
  | { type: 'open' }
  | { type: 'never-started' }
  | { type: 'blocked' }
  | { type: 'deactivated' }
  | { type: 'kicked' }
  | { type: 'left' }
  | { type: 'migrated'; to: number };

export type Topic = {
  threadId: number;
  name: string;
  iconColor: number;
  iconCustomEmojiId?: string;
  closed: boolean;
  deleted: boolean;
  createdBy: number;
};

export type Member = { user: User; status: 'creator' | 'administrator' | 'member' | 'left' | 'kicked' };

export type WaitOptions = {
  /** Default: `patienceMs`. */
  timeoutMs?: number;
  /** Only messages sent or edited after this message, press or step. */
  after?: Step;
  /** Look at people's messages too; otherwise only the bot's count. */
  anyone?: boolean;
};

export type ChatSetup = {
  json: ChatJson;
  standing: Standing;
  botRights: BotRights;
  /** Whether administrators (the bot, with can_manage_topics) may write in closed topics. */
  adminsWriteInClosedTopics: boolean;
  nextMessageId: () => number;
  now: () => number;
  changes: Changes;
};

export class ChatRecord {
  readonly id: number;
  readonly kind: ChatKind;
  readonly json: ChatJson;
  readonly history: MessageRecord[] = [];
  readonly topics = new Map<number, Topic>();
  readonly members = new Map<number, Member>();
  readonly botRights: BotRights;
  readonly adminsWriteInClosedTopics: boolean;
  standing: Standing;
  readonly #setup: ChatSetup;

  constructor(setup: ChatSetup) {
    this.#setup = setup;
    this.id = setup.json.id;
    this.kind = setup.json.type;
    this.json = setup.json;
    this.botRights = setup.botRights;
    this.standing = setup.standing;
    this.adminsWriteInClosedTopics = setup.adminsWriteInClosedTopics;
  }

  /** What is still there: without what was deleted. */
  get messages(): MessageRecord[] {
    return this.history.filter((message) => !message.deleted);
  }

  get isForum(): boolean {
    return this.json.is_forum === true;
  }

  add(draft: MessageDraft): MessageRecord {
    const message = makeMessage(draft, {
      message_id: this.#setup.nextMessageId(),
      chatId: this.id,
      step: this.#setup.changes.announce(),
      date: Math.floor(this.#setup.now() / 1000),
    });
    this.history.push(message);
    return message;
  }

  /** Marks a message as changed (edited, deleted, pinned, reacted to), so that waits look again. */
  touch(message: MessageRecord): void {
    message.changedStep = this.#setup.changes.announce();
  }

  /** The message with that id, unless it was deleted. */
  find(messageId: number | undefined): MessageRecord | undefined {
    return this.history.findLast((message) => message.message_id === messageId && !message.deleted);
  }

  /** The bot's last message that fits. */
  last(fits: (message: MessageRecord) => boolean = () => true): MessageRecord | undefined {
    return this.messages.findLast((message) => message.byBot && !message.service && fits(message));
  }

  /** The first message (new or edited, also one already there) that fits; rejects with the transcript otherwise. */
  waitFor(fits: (message: MessageRecord) => boolean, options: WaitOptions = {}): Promise<MessageRecord> {
    const since = options.after?.step ?? 0;
    const open = (message: MessageRecord): boolean =>
      message.changedStep > since && (options.anyone === true || message.byBot) && fits(message);
    return this.waitUntil((chat) => chat.messages.find(open), {
      ...options,
      what: `a message that fits ${fits}`,
    });
  }

  /** Waits for anything about this chat: resolves with the first value that is neither undefined nor false. */
  waitUntil<T>(check: (chat: ChatRecord) => T | undefined | false, options: { timeoutMs?: number; what?: string } = {}): Promise<T> {
    const timeoutMs = options.timeoutMs ?? patienceMs;
    const look = (): T | undefined => {
      const found = check(this);
      return found === false ? undefined : found;
    };
    const title = this.json.title ?? this.json.first_name ?? '';
    return this.#setup.changes.until(
      look,
      timeoutMs,
      () => `waited ${timeoutMs} ms in chat ${this.id} (${title}) for ${options.what ?? check}:\n${this.transcript()}`,
    );
  }

  /** Everything that was said, deleted messages included. */
  transcript(): string {
    return transcribe(this.history);
  }
}

// A group, supergroup or forum the bot is in, acted by the test.
import {
  type Author,
  type Content,
  edit,
  type FileOptions,
  fileContent,
  findTarget,
  type MessageTarget,
  type PostOptions,
  press,
  react,
  say,
  sendPress,
  textContent,
} from './act.ts';
import type { BotRights, ChatRecord, Member, Topic, WaitOptions } from './chat.ts';
import { showMember, tellMembership } from './member.ts';
import type { MessageRecord } from './message.ts';
import type { Press } from './press.ts';
import { deleteTopic, newTopicContent, registerTopic, topicServiceDraft } from './topic.ts';
import type { Json, User } from './wire.ts';
import { openChat, type World } from './world.ts';

/** A person made by `api.user`, or a bare wire user. */
export type Someone = { readonly user: User } | User;

export type GroupPlan = {
  id: number;
  title: string;
  type?: 'group' | 'supergroup';
  is_forum?: boolean;
  username?: string;
  /** Default: an administrator with all three rights. */
  botRights?: Partial<BotRights>;
  members?: Someone[];
  creator?: Someone;
  /** Let administrators write in closed topics, as Telegram's own apps do; default: nobody may. */
  adminsWriteInClosedTopics?: boolean;
};

export type Group = {
  readonly id: number;
  readonly chat: ChatRecord;
  readonly topics: Topic[];
  /** Without what was deleted. */
  readonly messages: MessageRecord[];
  readonly history: MessageRecord[];
  transcript(): string;
  waitFor(fits: (message: MessageRecord) => boolean, options?: WaitOptions): Promise<MessageRecord>;
  write(who: Someone, text: string, options?: PostOptions): MessageRecord;
  /** By an administrator who stays anonymous: from GroupAnonymousBot, with sender_chat the group. */
  writeAnonymous(text: string, options?: PostOptions): MessageRecord;
  sendPhoto(who: Someone, bytes: Uint8Array, options?: FileOptions): MessageRecord;
  sendDocument(who: Someone, bytes: Uint8Array, options?: FileOptions): MessageRecord;
  sendVoice(who: Someone, bytes: Uint8Array, options?: FileOptions): MessageRecord;
  edit(who: Someone, target: MessageTarget, text: string): MessageRecord;
  press(who: Someone, target: MessageTarget, label: string | RegExp): Press;
  /** A press of a button that is no longer there, as from an app that did not refresh. */
  pressAnyway(who: Someone, target: MessageTarget, data: string): Press;
  react(who: Someone, target: MessageTarget, emoji?: string): void;
  topic(threadId: number): Topic | undefined;
  createTopic(who: Someone, name: string): Topic;
  renameTopic(who: Someone, threadId: number, name: string): void;
  closeTopic(who: Someone, threadId: number): void;
  reopenTopic(who: Someone, threadId: number): void;
  /** With all its messages; the bot is not told, as Telegram does not tell. */
  deleteTopic(threadId: number): void;
  join(who: Someone, status?: Member['status']): void;
  setBotRights(rights: Partial<BotRights>): void;
  kickBot(): void;
  addBot(): void;
  /** Becomes a new supergroup of that id; the old chat refuses from now on. */
  migrate(newId: number): Group;
};

const ANONYMOUS: User = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

export function makeGroup(world: World, plan: GroupPlan): Group {
  const { id, title, username } = plan;
  const type = plan.type ?? 'supergroup';
  const administrator = plan.botRights?.administrator ?? true;
  const botRights = {
    can_manage_topics: administrator,
    can_pin_messages: administrator,
    can_delete_messages: administrator,
    ...plan.botRights,
    administrator,
  };
  const forum = plan.is_forum ? ({ is_forum: true } as const) : {};
  const json = { id, title, ...(username ? { username } : {}), type, ...forum };
  const chat = openChat(world, {
    json,
    botRights,
    adminsWriteInClosedTopics: plan.adminsWriteInClosedTopics,
  });

  const join = (who: Someone, status: Member['status'] = 'member'): User => {
    const user = userOf(who);
    const known = chat.members.get(user.id);
    if (!known || status !== 'member') chat.members.set(user.id, { user, status });
    return user;
  };
  for (const who of plan.members ?? []) join(who);
  if (plan.creator) join(plan.creator, 'creator');

  const post = (author: Author, content: Content, options?: PostOptions): MessageRecord => {
    if (chat.standing.type === 'migrated') throw new Error(`group ${id} became ${chat.standing.to}: write there`);
    return say(world, chat, author, content, options);
  };
  const topicOf = (threadId: number): Topic => {
    const topic = chat.topics.get(threadId);
    if (!topic || topic.deleted) throw new Error(`group ${id} has no topic ${threadId}`);
    return topic;
  };
  const service = (who: Someone, threadId: number, change: Json): Topic => {
    const topic = topicOf(threadId);
    post({ from: join(who) }, topicServiceDraft(topic, change), { topic: threadId });
    return topic;
  };
  const botMember = (): Json => {
    const status = chat.botRights.administrator ? 'administrator' : 'member';
    return showMember(chat, { user: world.bot, status }, world.bot.id);
  };
  const owner = (): User => [...chat.members.values()][0]?.user ?? ANONYMOUS;

  return {
    id,
    chat,
    get topics() {
      return [...chat.topics.values()];
    },
    get messages() {
      return chat.messages;
    },
    get history() {
      return chat.history;
    },
    transcript: () => chat.transcript(),
    waitFor: (fits, options) => chat.waitFor(fits, options),
    write: (who, text, options) => post({ from: join(who) }, textContent(text), options),
    writeAnonymous: (text, options) => post({ from: ANONYMOUS, sender_chat: json }, textContent(text), options),
    sendPhoto: (who, bytes, options = {}) => post({ from: join(who) }, fileContent(world, 'photo', bytes, options), options),
    sendDocument: (who, bytes, options = {}) => post({ from: join(who) }, fileContent(world, 'document', bytes, options), options),
    sendVoice: (who, bytes, options = {}) =>
      post({ from: join(who) }, fileContent(world, 'voice', bytes, { mime: 'audio/ogg', ...options }), options),
    edit: (who, target, text) => edit(world, chat, join(who), target, text),
    press: (who, target, label) => press(world, chat, join(who), target, label),
    pressAnyway: (who, target, data) => sendPress(world, chat, join(who), findTarget(chat, target), data),
    react: (who, target, emoji) => react(world, chat, join(who), target, emoji),
    topic: (threadId) => chat.topics.get(threadId),
    createTopic(who, name) {
      const from = join(who);
      const message = say(world, chat, { from }, newTopicContent(chat, { name, icon_color: 0x6fb9f0 }));
      return registerTopic(chat, message, from.id);
    },
    renameTopic(who, threadId, name) {
      service(who, threadId, { forum_topic_edited: { name } }).name = name;
    },
    closeTopic(who, threadId) {
      service(who, threadId, { forum_topic_closed: {} }).closed = true;
    },
    reopenTopic(who, threadId) {
      service(who, threadId, { forum_topic_reopened: {} }).closed = false;
    },
    deleteTopic: (threadId) => deleteTopic(chat, topicOf(threadId)),
    join(who, status) {
      join(who, status);
    },
    setBotRights(rights) {
      const before = botMember();
      Object.assign(chat.botRights, rights);
      tellMembership(world, chat, owner(), before, botMember());
    },
    kickBot() {
      tellMembership(world, chat, owner(), botMember(), { status: 'kicked', until_date: 0 });
      chat.standing = { type: 'kicked' };
    },
    addBot() {
      chat.standing = { type: 'open' };
      tellMembership(world, chat, owner(), { status: 'left' }, botMember());
    },
    migrate(newId) {
      const next = makeGroup(world, { ...plan, botRights: chat.botRights, id: newId, type: 'supergroup' });
      for (const member of chat.members.values()) next.chat.members.set(member.user.id, member);
      post({ from: owner() }, { service: { migrate_to_chat_id: newId } });
      chat.standing = { type: 'migrated', to: newId };
      say(world, next.chat, { from: owner() }, { service: { migrate_from_chat_id: id } });
      return next;
    },
  };
}

function userOf(who: Someone): User {
  return 'user' in who ? who.user : who;
}

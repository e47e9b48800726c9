// Whole conversations of Ukrainian clients.
import type { Conversation } from './conversation.ts';

export const conversations: readonly Conversation[] = [];

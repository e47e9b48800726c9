// Loaded before a bot under test (NODE_OPTIONS=--import=…): makes Baileys trust the loopback server's root.
import { WA_CERT_DETAILS } from '@whiskeysockets/baileys';

WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from('1aabae37e1fd72800e69baa38108fdc761b615ec94dbbbec0531d6abf59e9d20', 'hex');

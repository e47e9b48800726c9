import { test } from 'vitest';
import { aFile, openRoom, readBy, type Said } from '../support/flow-room.ts';
const log: string[] = [];
type S = string | Said | {press: string} | {desk: string, topic?: number, quote?: string} | {wait: number} | {edit: string, text: string};
function run(name: string, language: string, steps: (S | ((r: any) => S))[]) {
  log.push(`\n######## ${name}`);
  const room = openRoom({ language });
  for (const f of steps) {
    room.wait(1000);
    const s: any = typeof f === 'function' ? f(room) : f;
    const out = typeof s === 'object' && 'press' in s ? room.press(s.press) : typeof s === 'object' && 'desk' in s ? room.desk(s.desk, s.topic, s.quote) : typeof s === 'object' && 'wait' in s ? room.wait(s.wait) : typeof s === 'object' && 'edit' in s ? room.edit(s.edit, s.text) : room.say(s);
    log.push(`> ${typeof s === 'string' ? s.slice(0,80) : JSON.stringify(s).slice(0, 200)}`);
    log.push(readBy(out).split('\n').map((l) => `    ${l}`).join('\n') || '    (silence)');
    const d = out.filter(o => o.lane.startsWith('desk')).map(o => o.body.type + ':' + ('text' in o.body ? String(o.body.text).slice(0,90).replaceAll('\n','/') : '')); if (d.length) log.push('      DESK ' + d.join(' | '));
  }
}
const banner = ['banner', 'Black Friday', '2', 'Tudo pela metade', 'skip', 'yes'];
const filed = [...banner, {desk: '/take #1001'}];
test('probe', async () => {
  run('greet twice', 'pt-BR', ['oi', 'bom dia', 'obrigada', '1']);
  run('number3 at summary', 'en', ['hi', '1', 'Launch', '1', 'Half off', 'skip', '3']);
  run('back first + editing', 'en', ['banner', 'back', 'Launch', '4', 'Half', 'pular', '2', '1', 'back', '2', 'wher', 'print', 'mudar alguma coisa', 'voltar', 'yep']);
  run('person mid', 'en', ['hi', 'my site is down', 'person', 'status']);
  run('person mid draft', 'en', ['banner', 'Launch', 'person', 'status', '2']);
  run('status', 'en', ['status', ...banner, 'status', '1', ...banner, 'yes']);
  run('closed', 'en', [...filed, {desk: '/conclude #1001 here'}, 'thanks', r => ({text: 'one more thing', quote: r.lastSent('update')}), 'yes', 'yes', 'status']);
  run('thumb', 'en', [...filed, {desk: '/ask #1001 Is blue fine?'}, '👍', 'yes', 'hello', 'thanks']);
  run('quoted thanks', 'en', [...filed, {desk: '/ask #1001 Is blue fine?'}, r => ({text: 'thanks', quote: r.lastSent('question')}), 'status']);
  const deliv = [...filed, {desk:'/plan #1001'},{desk:'/promise #1001 30/11'},{desk:'/produce #1001'},{desk:'/finish #1001'},{desk:'/deliver #1001 http://x.y'}];
  run('approve', 'en', [...deliv, 'the red is too dark', 'no', 'darker', 'status 1001']);
  run('approve2', 'en', [...deliv, 'the red is too dark', '1']);
  run('approve3', 'en', [...deliv, '👍']);
  run('approve4', 'pt-BR', [...deliv, '2', 'mais claro']);
  run('approve5', 'en', [...deliv, 'ask for changes', 'thanks']);
  run('sticker', 'en', [{other:'sticker'}, 'banner', {other:'sticker'}, {other:'sticker'}, {other:'sticker'}, '', 'x'.repeat(100000)]);
  run('album', 'en', [{files:[aFile()], album:'a'}, {files:[aFile()], album:'a'}, {files:[aFile()], album:'a'}, '1', {files:[aFile()], album:'b', text: 'Launch'}, {files:[aFile()], album:'b'}, '2', {files:[aFile()], album:'c'}, {files:[aFile()], album:'c'}, 'Half', {files:[aFile()], album:'d'}, {files:[aFile()], album:'d'}, 'yes']);
  run('voice', 'en', ['banner', {files:[aFile('voice')]}, '1', 'x', 'skip']);
  run('two waiting', 'en', [...banner, ...banner, {desk:'/take #1001'},{desk:'/take #1002'},{desk:'/ask #1001 A?'},{desk:'/ask #1002 B?'}, 'blue', 'blue please', '2', 'red']);
  run('mid-draft q', 'en', [...filed, 'new banner', '2', 'Summer', {wait: 1000}, {desk:'/ask #1001 Which size?'}, '300x200', '1', '3']);
  run('cancel', 'en', [...banner, 'cancel', 'no', 'cancel', '1', 'cancel']);
  run('cancel in draft', 'en', ['banner', 'cancel', 'restart', 'banner', 'x', 'restart', 'menu']);
  run('language', 'en', ['banner', 'idioma', '2', 'voltar']);
  run('status3', 'pt-BR', ['banner','a','1','b','pular','sim', 'logo', '1','pular','sim','landing','p','1','pular','pular','sim','status','status 1002', 'status 9999', 'logo diferente', '4']);
  (await import('node:fs')).writeFileSync('/tmp/p/log', log.join('\n'));
});

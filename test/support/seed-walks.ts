// The example walks of the seed texts, read from their own lines: "Análise (aguardando cliente)" is analysis/awaiting.
import { readFileSync } from 'node:fs';
import { type Situation, type Stage, situations, stages } from '../../flows/ticket.ts';

/** One example: the request as the text words it, its places line by line, and the steps that production names. */
export type SeedWalk = { request: string; places: `${Stage}/${Situation}`[]; steps: string[] };

const vocabularies = {
  'pt-BR': {
    stages: ['Triagem', 'Análise', 'Planejamento', 'Produção', 'Entrega'],
    situations: ['aberto', 'aguardando cliente', 'concluído', 'cancelado'],
    steps: {
      conceito: 'concept',
      redação: 'copy',
      design: 'design',
      construção: 'construction',
      homologação: 'approval',
      publicação: 'publication',
    },
  },
  id: {
    stages: ['Skrining', 'Analisis', 'Perencanaan', 'Produksi', 'Pengiriman'],
    situations: ['terbuka', 'menunggu pelanggan', 'selesai', 'dibatalkan'],
    steps: {
      konsep: 'concept',
      'kata-kata': 'copy',
      desain: 'design',
      konstruksi: 'construction',
      persetujuan: 'approval',
      publikasi: 'publication',
    },
  },
} satisfies Record<string, { stages: string[]; situations: string[]; steps: Record<string, string> }>;

/** The walks in the order of the text: banner, landing page, logo file. Throws at a word that it does not know. */
export function seedWalks(language: keyof typeof vocabularies): SeedWalk[] {
  const words = vocabularies[language];
  const text = readFileSync(new URL(`../fixtures/walks.${language}.txt`, import.meta.url), 'utf8');
  const walks: SeedWalk[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const found = /^[-•]\s*(\S+)(?: \(([^()]*,[^()]*)\))? \(([^()]+)\)$/.exec(line);
    if (!found) walks.push({ request: line, places: [], steps: [] });
    const walk = walks.at(-1);
    if (!found || !walk) continue;
    const stage = stages[words.stages.indexOf(found[1] ?? '')];
    const situation = situations[words.situations.indexOf(found[3] ?? '')];
    if (!stage || !situation) throw new Error(`the words of "${line}" are not known`);
    walk.places.push(`${stage}/${situation}`);
    if (found[2]) walk.steps = found[2].split(', ').map((step) => stepOf(words.steps, step));
  }
  return walks;
}

function stepOf(steps: Record<string, string>, word: string): string {
  const step = steps[word];
  if (!step) throw new Error(`the step "${word}" is not known`);
  return step;
}

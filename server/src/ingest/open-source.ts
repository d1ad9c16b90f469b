import type { Source } from './cell.js';
import { readCsv, readJsonLines } from './read-text.js';
import { readXlsx } from './read-xlsx.js';
import { type FileFacts, sniff } from './sniff.js';

/** Sniffs the file and opens the reader that fits; `learned` hears what it is before the first row. */
export async function openSource(path: string, learned: (facts: FileFacts) => Promise<void> = async () => undefined): Promise<Source & { close(): void }> {
  const facts = await sniff(path);
  await learned(facts);
  if (facts.format === 'xlsx') return readXlsx(path, facts.size);
  const source = facts.format === 'jsonl' ? readJsonLines(facts) : readCsv(facts);
  return { ...source, close: () => undefined };
}

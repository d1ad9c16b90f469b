import fs from 'node:fs';
import path from 'node:path';

/**
 * Under the test ports: which refusal was uttered by which route, one line each, so that the gate can tell which codes of the contract no
 * test ever reached. Written by the server itself: a code counts only when a real one said it.
 */
export class CodesSeen {
  private readonly known = new Set<string>();
  private readonly file: string;

  constructor(dir: string) {
    fs.mkdirSync(dir, { recursive: true });
    this.file = path.join(dir, `${process.pid}.txt`);
  }
  add(route: string, code: string): void {
    const line = `${route} ${code}`;
    if (this.known.has(line)) return;
    this.known.add(line);
    fs.appendFileSync(this.file, `${line}\n`);
  }
}

import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { Rendered, ReportDocument } from './document.js';

const MOST_MS = 60_000;
const MEMORY_MB = 512;
/** Under test the sources run; a worker thread takes what they were compiled to. */
const WORKER = new URL('./worker.js', import.meta.url.replace('/server/src/', '/server/dist/'));

/** Sets reports one after the other, each in a thread of its own: a process that answers requests never waits for a font. */
@Injectable()
export class ReportRenderer {
  private turn: Promise<unknown> = Promise.resolve();

  /** Rejects when the signal says so, or after a minute. */
  render(document: ReportDocument, signal: AbortSignal): Promise<Rendered> {
    const mine = this.turn.then(() => inThread(document, signal));
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

function inThread(document: ReportDocument, signal: AbortSignal): Promise<Rendered> {
  signal.throwIfAborted();
  // nothing of what the process was started with: neither its preloaded modules nor its secrets
  const worker = new Worker(WORKER, { workerData: document, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  const late = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
  return new Promise<Rendered>((ok, no) => {
    const stop = () => no(late.reason);
    late.addEventListener('abort', stop, { once: true });
    worker.once('message', ok);
    worker.once('error', no);
    worker.once('exit', () => no(new Error('the thread ended without a report')));
  }).finally(() => worker.terminate());
}

import type { ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 20;
const SAMPLE_MS = 1000;
/** Mean lag of the event loop over a second, in ms, above which new requests wait elsewhere. */
const LAG_MS = 500;
/** A process that was merely suspended has lag and nothing to do: it goes on serving. */
const FEW = 32;

/** Refuses new requests while those under way already take all there is: a quick 503 helps everybody more than a late reply. */
export class LoadGuard {
  inFlight = 0;
  /** Set when the process is about to stop: what is under way ends, nothing new begins. */
  draining = false;
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout;
  private lag = 0;

  constructor(private readonly maxInFlight: number) {
    this.delay.enable();
    this.timer = setInterval(() => {
      this.lag = Number.isFinite(this.delay.mean) ? this.delay.mean / 1e6 - RESOLUTION_MS : 0;
      this.delay.reset();
    }, SAMPLE_MS).unref();
  }
  /** Counts a request until its reply is out, or its caller is gone. */
  enter(reply: ServerResponse): void {
    this.inFlight++;
    let here = true;
    const leave = () => {
      if (here) this.inFlight--;
      here = false;
    };
    reply.once('finish', leave).once('close', leave);
  }
  get overloaded(): boolean {
    return this.draining || this.inFlight > this.maxInFlight || (this.lag > LAG_MS && this.inFlight >= FEW);
  }
  stop(): void {
    this.delay.disable();
    clearInterval(this.timer);
  }
}

import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

export type Log = pino.Logger;
export const LOG = Symbol('log');
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Lines of JSON on standard output. What may stand in one: ids of our own, route patterns, codes, times, places in the code. Nothing a person typed. */
export const createLog = (level: LogLevel, to: pino.DestinationStream = pino.destination(1)): Log =>
  pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, to);

export interface ErrorNote {
  readonly name: string;
  readonly code?: string;
  /** Innermost first, `file:line`. */
  readonly at: readonly string[];
  readonly cause?: ErrorNote;
}
const FRAMES = 8;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
const FRAME = /^ {4}at (?:[^()\n]* \()?(?:file:\/\/)?[^()\n]*?((?:[\w.@+-]+\/){0,3}[\w.@+-]+:\d+):\d+\)?$/;

/**
 * What may be logged of an error: its kind, its code and where it arose. Never its text: duplicate keys, failed requests and parsers put what
 * a person typed, tokens and secrets into it (known trouble PRV-1).
 */
export function noteOf(error: unknown, depth = 2): ErrorNote {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const { name, message, stack = '', cause } = error;
  const { code } = error as { code?: unknown };
  const said = stack.indexOf(message);
  // only what follows the message: a text of several lines could look like frames
  const frames = message === '' ? stack : said < 0 ? '' : stack.slice(said + message.length);
  return {
    name: NAME.test(name) ? name : 'Error',
    ...(((typeof code === 'string' && NAME.test(code)) || typeof code === 'number') && { code: String(code) }),
    at: frames
      .split('\n')
      .map((line) => FRAME.exec(line)?.[1])
      .filter((frame) => frame !== undefined)
      .slice(0, FRAMES),
    ...(cause instanceof Error && depth > 0 && { cause: noteOf(cause, depth - 1) }),
  };
}

/** Nest's account of its own start: only for those who debug it. */
const WIRING = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'NestFactory', 'NestApplication']);

/** Nest's own lines and those of `new Logger(step)` in the same form; an error among the arguments becomes a note. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}
  log(message: unknown, ...rest: unknown[]): void {
    this.write(WIRING.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  private write(level: 'info' | 'error' | 'warn' | 'debug', message: unknown, rest: unknown[]): void {
    const step = rest.at(-1);
    const error = [message, ...rest].find((x) => x instanceof Error);
    this.to[level](
      { ...(typeof step === 'string' && !step.includes('\n') && { step }), ...(error !== undefined && { error: noteOf(error) }) },
      typeof message === 'string' ? message : '',
    );
  }
}

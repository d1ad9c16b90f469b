import { Injectable } from '@nestjs/common';

/** The only source of time. In tests an offset moves it (TEST_PORTS); elsewhere it is the machine's clock. */
@Injectable()
export class Clock {
  private offset = 0;

  /** Epoch milliseconds. */
  ms(): number {
    return Date.now() + this.offset;
  }
  now(): Date {
    return new Date(this.ms());
  }
  /** The machine's time in `ms` milliseconds, wherever a test has set this clock: for TTL fields, since mongod deletes by its own clock. */
  machine(ms: number): Date {
    return new Date(Date.now() + ms);
  }
  /** Test port only: from now on `now()` starts at this instant and runs on. */
  set(to: Date | null): void {
    this.offset = to === null ? 0 : to.getTime() - Date.now();
  }
}

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
  /** Test port only: from now on `now()` starts at this instant and runs on. */
  set(to: Date | null): void {
    this.offset = to === null ? 0 : to.getTime() - Date.now();
  }
}

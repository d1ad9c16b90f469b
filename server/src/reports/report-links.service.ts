import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';

/** What the QR code of a report says: the page that checks it, or the bare id where the system has no public address. */
@Injectable()
export class ReportLinks {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  of(id: string): string {
    return `${this.config.PUBLIC_URL}/packages/publicity/verify/index?r=${id}`;
  }
}

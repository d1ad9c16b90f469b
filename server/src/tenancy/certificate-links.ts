import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';

/** Seconds a QR code counts as held out just now; the one before it still does, for slow hands. */
export const QR_SECONDS = 300;

const LABEL = 'certificates.qr';
/** Characters of a mark. */
const LENGTH = 22;

/** The link, and the QR code that proves by its age that it was shown face to face. Neither says anything of the tenant. */
@Injectable()
export class CertificateLinks {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  link(id: string): string {
    return `${this.config.PUBLIC_URL}/packages/tenancy/view/index?c=${id}`;
  }
  qr(id: string): string {
    return `${this.link(id)}&f=${this.mark(id, this.step())}`;
  }
  /** False for a mark of another certificate, and for a photograph of one of more than ten minutes ago. */
  isFresh(id: string, mark: string | undefined): boolean {
    const step = this.step();
    return mark !== undefined && [step, step - 1].some((s) => this.cipher.everyHash(LABEL, `${id}|${s}`).some((h) => h.slice(0, LENGTH) === mark));
  }

  private step(): number {
    return Math.floor(this.clock.ms() / 1000 / QR_SECONDS);
  }
  private mark(id: string, step: number): string {
    return this.cipher.hash(LABEL, `${id}|${step}`).slice(0, LENGTH);
  }
}

import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { FieldCipher } from '../platform/field-cipher.js';
import { type Held, type Subject, selectorOf } from '../platform/held.js';
import type { Access } from '../register/access.js';
import { LooksService } from '../register/looks.service.js';
import { instant, type Row, rowOf, type Section } from './copy.js';
import { HELD } from './held.js';

/** Reads everything that is held about one person, section by section as it is asked for, so that memory stays flat. */
@Injectable()
export class CopyService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly looks: LooksService,
    private readonly cipher: FieldCipher,
  ) {}

  /** @param between called before each document: throws to end it */
  sections(access: Access<'own_export'>, subject: Subject, between: () => void): Section[] {
    return HELD.map((held) => ({ ...held, rows: held.copiedBy === undefined ? this.rows(held, subject, between) : this.told(held, access, between) }));
  }

  private async *rows(held: Held, subject: Subject, between: () => void): AsyncGenerator<Row> {
    const mine = selectorOf(held, subject);
    if (mine === null) return;
    const { collection } = held;
    for await (const doc of this.connection.collection<mongo.Document>(collection).find(mine).sort({ _id: 1 })) {
      between();
      yield rowOf(held, doc, (field, sealed) => this.cipher.open({ collection, field, id: String(doc._id) }, sealed));
    }
  }
  /** The register tells itself: it knows whom it may name and what is sealed for a time. */
  private async *told({ collection }: Held, access: Access<'own_export'>, between: () => void): AsyncGenerator<Row> {
    if (collection !== 'register_entries') return;
    for (let after: string | undefined; ; ) {
      between();
      const page = await this.looks.page(access, { ...(after !== undefined && { after }) });
      for (const { at, who, purpose, basis, items } of page.items) {
        const field = (path: string, label: string, value: unknown, words = String(value)) => ({ path, label, value, words });
        yield [
          field('at', '时间', at, instant(new Date(at))),
          field('who', '谁', who),
          field('purpose', '用途', purpose),
          field('basis', '依据', basis),
          field('items', '查了什么', items, items.join('、')),
        ];
      }
      if (page.next === null) return;
      after = page.next;
    }
  }
}

import type { DirectoryItem } from '@binhai/shared/parameters/directory';
import { registerBound } from '@binhai/shared/rules/public-register';
import { bigrams } from '@binhai/shared/text/bigrams';
import { foldSearch } from '@binhai/shared/text/fold';
import { Injectable } from '@nestjs/common';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { isOwnersName } from '../records/public-name.js';
import { NUMBER_HASH, type RecordSource, type StoredRecord } from '../records/records.service.js';
import type { Draft } from './draft.js';
import { directoryGate, documentGate, severityFor } from './gates.js';
import type { Finding } from './reasons.js';

const COLLECTION = 'credit_records';
/** 192 bits of a keyed hash: short enough for an address, and nobody without the key can make one from a person's number. */
const ID_LENGTH = 32;

/** Turns a checked row into the record that is stored: gates, natural key, sealed fields, search terms. */
@Injectable()
export class RecordBuilder {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly parameters: ParametersService,
  ) {}

  numberHash(draft: Draft): string | null {
    return draft.subject.kind === 'person' ? this.cipher.hash(NUMBER_HASH, draft.subject.number) : null;
  }
  /** The item of the directory the row enters under, or why it may not. */
  gate(draft: Draft): DirectoryItem | Finding {
    const item = directoryGate(draft, this.parameters.at('directory').content);
    return 'effect' in item ? (documentGate(draft, item) ?? item) : item;
  }
  build(draft: Draft, item: DirectoryItem, source: RecordSource, flags: readonly Finding[]): StoredRecord {
    const { subject } = draft;
    const _id = this.naturalKey(draft);
    const facts = {
      kind: draft.kind,
      effect: item.effect,
      decidedOn: draft.decidedOn,
      disclosedOn: draft.disclosedOn,
      endsOn: draft.endsOn,
      publicityEndsOn: draft.publicityEndsOn,
      severity: severityFor(draft, item, this.parameters.at('severity').content),
      state: 'effective' as const,
      dutiesDone: false,
    };
    return {
      _id,
      contentHash: this.contentHash(draft),
      revision: 1,
      directory: this.parameters.at('directory').content.id,
      classCode: item.code.slice(0, 2),
      legalBasis: item.basis.text,
      ...facts,
      title: draft.title,
      unit: draft.unit,
      unitCode: draft.unitCode,
      documentNumber: draft.documentNumber,
      fulfilment: draft.fulfilment,
      fulfilledOn: draft.fulfilledOn,
      dueOn: draft.dueOn,
      general: draft.general,
      fineFen: draft.fineFen,
      confiscatedFen: draft.confiscatedFen,
      warnings: flags.map((f) => f.code),
      source,
      acceptedAt: this.clock.now(),
      ...(subject.kind === 'person' ? this.person(draft, _id) : this.organisation(draft, registerBound(facts, this.parameters.at('publicity').content))),
    };
  }

  private person(draft: Draft, id: string): Partial<StoredRecord> & { subject: 'person' } {
    const seal = (field: 'number' | 'name' | 'sealedDetails', text: string) => this.cipher.seal({ collection: COLLECTION, field, id }, text);
    const { subject, details } = draft;
    if (subject.kind !== 'person') throw new Error('not a person');
    return {
      subject: 'person',
      numberHash: this.cipher.hashed(NUMBER_HASH, subject.number),
      number: seal('number', subject.number),
      name: seal('name', subject.name),
      sealedDetails: seal('sealedDetails', JSON.stringify(details)),
    };
  }
  private organisation(draft: Draft, shown: { from: string; until: string } | null): Partial<StoredRecord> & { subject: 'organisation' } {
    const { subject, details, documentNumber } = draft;
    if (subject.kind !== 'organisation') throw new Error('not an organisation');
    const organisationFolded = foldSearch(subject.name);
    return {
      subject: 'organisation',
      uscc: subject.uscc,
      organisation: subject.name,
      details: { ...details },
      ...(shown && {
        publicFrom: shown.from,
        publicUntil: shown.until,
        ...(!isOwnersName(subject.name, subject.uscc) && { organisationFolded, grams: bigrams(organisationFolded) }),
        ...(documentNumber && { documentFolded: foldSearch(documentNumber) }),
      }),
    };
  }
  private subjectKey({ subject }: Draft): string {
    return subject.kind === 'person' ? `p:${this.cipher.steady(NUMBER_HASH, subject.number)}` : `o:${subject.uscc}`;
  }
  /**
   * One decision about one subject. A number that names a year tells a document apart by itself; a short running number does so only within its unit, and
   * without any number title, day and unit stand in. Brackets and width make no other document (PUB-1).
   */
  private naturalKey(draft: Draft): string {
    const folded = foldSearch(draft.documentNumber ?? '');
    const document =
      folded === ''
        ? ['', foldSearch(draft.title), draft.decidedOn, foldSearch(draft.unit)]
        : /(19|20)\d\d/.test(folded) && folded.length >= 8
          ? [folded]
          : [folded, foldSearch(draft.unit)];
    return this.cipher.steady('records.key', JSON.stringify([draft.kind, this.subjectKey(draft), ...document])).slice(0, ID_LENGTH);
  }
  /** What the document decided. How far a commitment or contract has come is not part of it: that goes on. */
  private contentHash(draft: Draft): string {
    const { facts = '', content = '', penaltyKind = '' } = draft.details;
    const words = [draft.subject.name, draft.title, draft.unit, facts, content, penaltyKind].map(foldSearch);
    return this.cipher.steady(
      'records.content',
      JSON.stringify([...words, draft.decidedOn, draft.endsOn, draft.fineFen, draft.confiscatedFen, draft.dueOn, draft.general]),
    );
  }
}

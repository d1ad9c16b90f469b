/** What became of one public record here. No name and no number: the record is known there by its document and unit. */
export interface HandOff {
  /** The same at every attempt: the other side takes it once. */
  readonly id: string;
  readonly kind: 'repaired' | 'restored';
  readonly caseNumber: string;
  readonly documentNumber: string;
  readonly unitCode: string;
  /** Shanghai date. */
  readonly on: string;
}
/** 市平台 and 信用中国: they stop showing what was repaired here, and say so with a receipt (domain research 1.4). */
export abstract class CreditChinaPort {
  /** @returns the receipt's number. @throws PortDown */
  abstract send(handOff: HandOff): Promise<string>;
}

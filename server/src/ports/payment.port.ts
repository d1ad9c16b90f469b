export interface Payment {
  /** Ours, the same for every try: a repeated one is answered as the first and takes no money twice. */
  readonly reference: string;
  /** Whole fen. */
  readonly fen: number;
  /** Who gets it. */
  readonly payee: string;
}
/** The channel by which a person pays an operator. This system keeps no money and no card. */
export abstract class PaymentPort {
  /** @throws PortDown */
  abstract pay(payment: Payment): Promise<'paid' | 'refused'>;
}

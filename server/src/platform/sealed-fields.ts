/**
 * Every sealed field there is: collection → field, as bound into the value → the paths at which it is stored. `FieldCipher.seal` takes no other
 * place, so a field that is not here does not compile; `keys:rotate` walks this list. No path: the value is handed out and comes back, never stored.
 */
export const SEALED_FIELDS = {
  certificate_proofs: { text: ['text'] },
  certificate_viewings: { shown: ['shown'] },
  complaints: { told: ['told'], reason: ['reason'], explained: ['explained'] },
  credit_records: { number: ['number'], name: ['name'], sealedDetails: ['sealedDetails'] },
  files: { key: ['key'] },
  firm_invitations: { phone: ['phone'] },
  firm_tickets: { ticket: [] },
  grade_results: { sealedInputs: ['sealedInputs'], sealedResult: ['sealedResult'] },
  high_tickets: { reference: ['reference'] },
  identity_cases: { phone: ['proposal.phone', 'outcome.phone'] },
  ingest_quarantine: { cells: ['cells'] },
  people: { phone: ['phone'], name: ['name'], number: ['number'], born: ['born'] },
  plate_proofs: { plate: ['plate'] },
  plates: { plate: ['plate'] },
  repair_cases: { missing: ['missing'], reason: ['reason'], extension: ['extension'] },
  reports: { purpose: ['purpose'], subject: ['subject'] },
  sandbox_sms: { text: ['text'] },
  scheme_comments: { sealedText: ['sealedText'] },
  seeds: { accounts: ['accounts'] },
  staff_credentials: { secret: ['secret'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Sealed = typeof SEALED_FIELDS;
/** A place a value may be sealed for. */
export type SealedPlace = { [C in keyof Sealed]: { readonly collection: C; readonly field: keyof Sealed[C]; readonly id: string } }[keyof Sealed];

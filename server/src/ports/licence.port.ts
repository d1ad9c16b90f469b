export interface LicenceHolder {
  readonly nameKey: string;
  readonly number: string;
}
export type LicenceOutcome = { readonly state: 'shown'; readonly name: string; readonly representative: LicenceHolder } | { readonly state: 'not_finished' };

/** 电子营业执照: says what a firm is called and who its legal representative is, once its holder has shown it. */
export abstract class LicencePort {
  /** Begins; answers the service's own reference. @throws PortDown */
  abstract start(uscc: string, holder: LicenceHolder): Promise<string>;
  /** @throws PortDown */
  abstract outcome(reference: string, uscc: string, holder: LicenceHolder): Promise<LicenceOutcome>;
}

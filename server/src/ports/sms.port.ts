/** The way a one-time code reaches a phone. */
export abstract class SmsPort {
  /**
   * Sends once; no repetition of its own. Nothing of phone or code is ever logged.
   * @param phone eleven digits @param minutes how long the code holds
   * @throws PortDown when the gateway does not take it
   */
  abstract sendCode(phone: string, code: string, minutes: number): Promise<void>;
}
